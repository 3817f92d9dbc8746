import { useTranslation } from 'react-i18next';
import type { CheckinView } from 'exam-contract/checkin';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { FramedMirror } from './framed-mirror';
import { HeadPicture } from './head-picture';

/** What to do right now, in one sentence. */
function useInstruction(view: CheckinView): string {
  const { t } = useTranslation('checkin');
  if (view.hint) return t(`hint.${view.hint}`);
  if (view.stage === 'challenge' && view.challenge?.now) return t(`turn.${view.challenge.now}`);
  return t(view.stage === 'framing' || view.stage === 'challenge' ? `stage.${view.stage}` : 'stage.matching');
}

export function CheckinScreen({ view }: { view: CheckinView }) {
  const { t } = useTranslation(['checkin', 'common']);
  const { cancelCheckin, callProctor } = useActions();
  const busy = useModel((m) => m.busy !== null);
  const camera = useModel((m) => m.camera.status);
  const instruction = useInstruction(view);
  const { challenge } = view;
  const percent = Math.round(view.progress * 100);
  return (
    <Page
      title={t('stage.title')}
      width="wide"
      actions={
        <>
          <Button onPress={cancelCheckin}>{t('cancel')}</Button>
          <Button icon="hand" onPress={() => void callProctor()} isPending={busy}>
            {t('call')}
          </Button>
        </>
      }
    >
      <div className="camera-layout">
        <FramedMirror good={view.face !== null && view.hint === null} progress={view.progress} />
        <div className="stack checkin-side">
          {challenge?.now && view.stage === 'challenge' && <HeadPicture turn={challenge.now} />}
          <p className="instruction" aria-live="polite">
            {camera === 'on' ? instruction : t(`common:camera.${camera}`)}
          </p>
          {challenge && view.stage === 'challenge' && (
            <p>
              {t('step', {
                done: Math.min(challenge.done + 1, challenge.turns.length),
                total: challenge.turns.length,
              })}
            </p>
          )}
          <progress className="bar" value={percent} max={100} aria-label={t('progress')}>
            {percent}%
          </progress>
          {view.challengeOff && <Notice tone="info">{t('challengeOff')}</Notice>}
        </div>
      </div>
    </Page>
  );
}

import { useTranslation } from 'react-i18next';
import type { SittingView } from 'exam-contract/sitting';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { FailureNotice, Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { KindFacts } from './rules-screen';

export function ReadyScreen({ sitting }: { sitting: SittingView }) {
  const { t } = useTranslation('rules');
  const { start, go } = useActions();
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const duty = useModel((m) => m.flow.terminal?.examinerOnDuty ?? false);
  const retake = (sitting.attempt?.ordinal ?? 1) > 1;
  return (
    <Page
      title={t('ready.title')}
      lead={t(retake ? 'ready.retakeLead' : 'ready.lead', { minutes: sitting.kind.minutes })}
      center
      actions={
        <>
          <Button size="large" onPress={() => go({ at: 'practice' })}>
            {t('ready.practice')}
          </Button>
          <Button
            kind="primary"
            size="huge"
            iconAfter="arrow"
            onPress={() => void start()}
            isDisabled={!duty}
            isPending={busy}
          >
            {t('ready.start')}
          </Button>
        </>
      }
    >
      <KindFacts kind={sitting.kind} />
      <p className="small">{t('ready.practiceHint')}</p>
      {!duty && <Notice tone="info">{t('ready.noExaminer')}</Notice>}
      <FailureNotice failure={failure} />
      <BusyLine />
    </Page>
  );
}

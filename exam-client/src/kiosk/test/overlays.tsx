import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SittingView } from 'exam-contract/sitting';
import { clockText } from '../../flow/countdown';
import { localText } from '../../i18n/i18n';
import type { AttemptModel } from '../../session/model';
import { Waiting } from '../../ui/busy';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { HelpButton } from '../../ui/help-button';
import { useKiosk, useModel, useReading } from '../../ui/kiosk-context';
import { Said } from '../../ui/said';
import { lettersOf } from './letters';
import { useCountdown } from './use-countdown';

interface Props {
  attempt: AttemptModel;
  sitting: SittingView;
}

/** At most one window over the test at a time, the most pressing first. */
export function TestOverlays(p: Props) {
  if (p.attempt.handingIn) return <Stop {...p} what="handingIn" />;
  if (p.attempt.timeUp) return <Stop {...p} what="timeUp" />;
  if (p.sitting.stage === 'paused') return <Paused {...p} />;
  if (p.attempt.toTell.length > 0 && p.attempt.paper) return <WrongAnswers {...p} />;
  if (p.attempt.earlyEnd === 'ask') return <EarlyEnd {...p} />;
  return null;
}

/** Nothing can be done here until the server has spoken. */
function Stop({ what }: Props & { what: 'handingIn' | 'timeUp' }) {
  const { t } = useTranslation(['test', 'common']);
  const online = useModel((m) => m.flow.link === 'online');
  return (
    <Dialog title={t(`${what}.title`)} icon="clock" actions={online ? undefined : <HelpButton />}>
      <p>{online ? t(`${what}.body`) : t(`${what}.offline`)}</p>
      <Waiting>{t('common:waiting')}</Waiting>
    </Dialog>
  );
}

function Paused({ sitting }: Props) {
  const { t } = useTranslation('test');
  const ms = useCountdown();
  const reason = sitting.attempt?.pauseReason;
  return (
    <Dialog title={t('paused.title')} icon="clock" actions={<HelpButton />}>
      <p>{t('paused.body')}</p>
      {reason && <p className="strong">{t('paused.reason', { reason })}</p>}
      <p className="clock-time">{t('paused.left', { time: clockText(ms) })}</p>
    </Dialog>
  );
}

/** A tap meant for the next question must not close what has just appeared. */
const GUARD_MS = 400;

function WrongAnswers({ attempt }: Props) {
  const { t } = useTranslation(['test', 'common']);
  const kiosk = useKiosk();
  const lang = useReading();
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), GUARD_MS);
    return () => clearTimeout(timer);
  }, []);
  const { toTell, paper, book } = attempt;
  const first = toTell[0]!;
  const close = () => {
    if (armed) kiosk.updateAttempt(attempt.attemptId, (a) => ({ ...a, toTell: [] }));
  };
  return (
    <Dialog
      tone="wrong"
      icon="cross"
      title={
        toTell.length === 1
          ? t('wrongDialog.one', { number: first + 1 })
          : t('wrongDialog.many', { total: toTell.length })
      }
      actions={
        <>
          {toTell.length === 1 && (
            <Button
              onPress={() => {
                close();
                if (armed) kiosk.attempt?.moveTo(first);
              }}
            >
              {t('wrongDialog.look')}
            </Button>
          )}
          <Button kind="primary" size="large" onPress={close} isDefault>
            {t('common:ok')}
          </Button>
        </>
      }
    >
      {toTell.map((index) => {
        const item = paper?.items[index];
        const slot = book.slots[index];
        if (!item || !slot?.judged) return null;
        const stem = localText(item.stem, lang);
        const right = item.options.filter((o) => slot.judged!.right.includes(o.id));
        return (
          <section key={index} className="wrong-item">
            <p>
              {toTell.length > 1 && <strong>{index + 1}. </strong>}
              <Said {...stem} />
            </p>
            <p className="answer wrong">
              {t('judged.yourAnswer', { letters: lettersOf(item.options, slot.choice) })}
            </p>
            <p className="answer right">
              {t('judged.rightAnswer', { letters: lettersOf(item.options, slot.judged.right) })}
            </p>
            {right.map((o) => {
              const text = localText(o.text, lang);
              return (
                <p key={o.id} className="answer-text">
                  <Said {...text} />
                </p>
              );
            })}
          </section>
        );
      })}
    </Dialog>
  );
}

function EarlyEnd({ attempt, sitting }: Props) {
  const { t } = useTranslation('test');
  const kiosk = useKiosk();
  return (
    <Dialog
      tone="warn"
      icon="info"
      title={t('earlyEnd.title')}
      actions={
        <>
          <Button onPress={() => kiosk.attempt?.submit()}>{t('earlyEnd.finish')}</Button>
          <Button
            kind="primary"
            onPress={() => kiosk.updateAttempt(attempt.attemptId, (a) => ({ ...a, earlyEnd: 'answered' }))}
          >
            {t('earlyEnd.goOn')}
          </Button>
        </>
      }
    >
      <p>{t('earlyEnd.body', { mark: sitting.kind.passMark })}</p>
    </Dialog>
  );
}

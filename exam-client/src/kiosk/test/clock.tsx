import { useTranslation } from 'react-i18next';
import { clockText, phaseOf } from '../../flow/countdown';
import { Icon } from '../../ui/icons';
import { useModel } from '../../ui/kiosk-context';
import { useCountdown } from './use-countdown';

/** Time left. It ticks for the eye only; the two warnings are said once each. */
export function Clock() {
  const { t } = useTranslation('test');
  const ms = useCountdown();
  const paused = useModel((m) => m.flow.sitting?.stage === 'paused');
  const phase = phaseOf(ms);
  const warning = !paused && (phase === 'fiveMinutes' || phase === 'oneMinute') ? t(`warn.${phase}`) : '';
  return (
    <div className={`clock ${paused ? 'paused' : phase}`}>
      <Icon name="clock" />
      <span className="clock-label">{paused ? t('clockStopped') : t('timeLeft')}</span>
      <span className="clock-time" role="timer" aria-live="off">
        {clockText(ms)}
      </span>
      <span className="visually-hidden" aria-live="polite">
        {warning}
      </span>
    </div>
  );
}

/** The same warning for the eye, for as long as it is new. */
export function ClockWarning() {
  const { t } = useTranslation('test');
  const ms = useCountdown();
  const fresh =
    (ms > 292_000 && ms <= 300_000 && 'fiveMinutes') || (ms > 52_000 && ms <= 60_000 && 'oneMinute');
  return fresh ? (
    <div className="clock-warning" aria-hidden="true">
      <Icon name="clock" />
      {t(`warn.${fresh}`)}
    </div>
  ) : null;
}

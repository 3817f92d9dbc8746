import { useTranslation } from 'react-i18next';
import { clockText, phaseOf } from '../../flow/countdown';
import { Icon } from '../../ui/icons';
import { useModel } from '../../ui/kiosk-context';
import { OfflineBanner } from '../../ui/offline-banner';
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

/** The line under the bar: always there, so that nothing moves when it has something to say. */
export function StatusLine() {
  const { t } = useTranslation('test');
  const ms = useCountdown();
  const fresh =
    (ms > 290_000 && ms <= 300_000 && 'fiveMinutes') || (ms > 45_000 && ms <= 60_000 && 'oneMinute');
  return (
    <div className="status-line">
      {fresh ? (
        <p className="clock-warning" aria-hidden="true">
          <Icon name="clock" />
          {t(`warn.${fresh}`)}
        </p>
      ) : (
        <OfflineBanner note="test" />
      )}
    </div>
  );
}

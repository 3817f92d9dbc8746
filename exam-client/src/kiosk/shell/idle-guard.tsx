import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { idleActionOf, screenOf } from '../../flow/screen';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useActions, useModel } from '../../ui/kiosk-context';
import { useIdle } from './use-idle';

/** Returns a forgotten terminal to welcome, after asking. */
export function IdleGuard() {
  const { t } = useTranslation();
  const { leave, cancelCheckin, finish, go } = useActions();
  const screen = useModel((m) => screenOf(m.flow));
  const ms = useModel((m) => m.flow.terminal?.idleReturnMs ?? null);
  const face = useModel((m) => m.flow.checkin?.face ?? null);
  const busy = useModel((m) => m.busy !== null);
  const action = idleActionOf(screen);
  const gone = useCallback(() => {
    if (action === 'welcome') leave();
    else if (action === 'cancelCheckin') cancelCheckin();
    else if (action === 'hold') go({ at: 'held' });
    else if (action === 'finish') void finish();
  }, [action, leave, cancelCheckin, finish, go]);
  const idle = useIdle(action && !busy && screen !== 'thanks' ? ms : null, face ?? screen, gone);
  if (idle.left === null) return null;
  return (
    <Dialog
      title={t('idle.title')}
      icon="clock"
      onClose={idle.stay}
      actions={
        <Button kind="primary" size="large" onPress={idle.stay} isDefault>
          {t('idle.stay')}
        </Button>
      }
    >
      <p>{t(action === 'hold' ? 'idle.hold' : 'idle.body', { count: idle.left })}</p>
    </Dialog>
  );
}

import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asFailure, type Failure } from '../net/failure';

/** Runs an action once at a time, says that it is done, and keeps what went wrong. */
export function useAct(): {
  busy: boolean;
  failure: Failure | null;
  clear: () => void;
  act: (work: () => Promise<unknown>, said?: string) => Promise<boolean>;
} {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    clear: () => setFailure(null),
    async act(work, said) {
      setBusy(true);
      setFailure(null);
      try {
        await work();
        void message.success(said ?? t('common:done'));
        return true;
      } catch (err) {
        setFailure(asFailure(err));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

import { Alert, Progress } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mendingRoutes } from 'exam-contract/http/mending';
import { call } from '../../net/api';

const ASK_MS = 1000;
/** Saving a small draft is over before anybody has read why it takes time. */
const WORTH_SAYING_S = 2;

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => {
      clearInterval(timer);
      setSeconds(0);
    };
  }, [running]);
  return seconds;
}

/** Below the button that was pressed it may be out of the window. */
const inSight = (at: { nativeElement: HTMLElement } | null) =>
  at?.nativeElement.scrollIntoView({ block: 'nearest' });

/** Why a large draft takes its time to be mended, how far it is, and that leaving loses nothing. */
export function MendWait({ draftId, saving }: { draftId: string; saving: boolean }) {
  const { t, i18n } = useTranslation('bank');
  const seconds = useSeconds(saving);
  const asked = useQuery({
    queryKey: ['holding', draftId],
    queryFn: () => call(mendingRoutes.holding, { params: { draftId } }),
    refetchInterval: ({ state }) => {
      const phase = state.data?.phase;
      return saving || phase === 'reading' || phase === 'indexing' ? ASK_MS : false;
    },
    gcTime: 0,
  });
  const { phase, done, total } = asked.data ?? { phase: 'none' as const, done: 0, total: 0 };
  const count = (n: number) => n.toLocaleString(i18n.language);
  const onTheWay = phase === 'reading' || phase === 'indexing';
  if (!onTheWay && !(saving && seconds >= WORTH_SAYING_S)) return null;
  return (
    <Alert
      ref={inSight}
      type="info"
      showIcon
      role="status"
      className="mend-wait"
      title={onTheWay ? t(`mendWait.${phase}`, { total: count(total) }) : t('mendWait.checking')}
      description={
        <>
          {phase === 'reading' && (
            <Progress
              percent={total > 0 ? Math.round((done / total) * 100) : 0}
              status="active"
              aria-label={t('mendWait.progress')}
              format={() => `${count(done)} / ${count(total)}`}
            />
          )}
          {t(saving ? 'mendWait.saving' : 'mendWait.meanwhile')}
          {saving && <span aria-hidden> {t('mendWait.seconds', { count: seconds })}</span>}
        </>
      }
    />
  );
}

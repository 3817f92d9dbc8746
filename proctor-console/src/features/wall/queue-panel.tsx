import { BellOutlined, IdcardOutlined } from '@ant-design/icons';
import { Badge, Button, Empty } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../net/session';
import { timeOf } from '../../ui/format';
import { CheckDialog } from '../checks/check-dialog';
import { SeverityTag } from '../incidents/severity-tag';
import { chime } from './chime';
import { useRoom } from './use-room';

const SHOWN = 30;

/** Rings once for each thing that was not waiting before. */
function useChime(on: boolean, waiting: string[]): void {
  const known = useRef(new Set<string>());
  useEffect(() => {
    const fresh = waiting.some((id) => !known.current.has(id));
    known.current = new Set(waiting);
    if (fresh && on) chime();
  }, [on, waiting]);
}

/** What needs a person now, gravest first. */
export function QueuePanel({ sound, onOpen }: { sound: boolean; onOpen: (seatId: string) => void }) {
  const { t, i18n } = useTranslation('wall');
  const store = useRoom();
  const queue = useSyncExternalStore(store.onQueue, store.queue);
  const may = useMay('proctor', 'admin');
  const [checkId, setCheckId] = useState<string | null>(null);
  const opened = queue.checks.find((c) => c.id === checkId);
  const waiting = [
    ...queue.checks.map((c) => c.id),
    ...queue.help.map((s) => `help ${s.seatId}`),
    ...queue.incidents.filter((i) => i.state === 'open').map((i) => i.id),
  ];
  useChime(sound, waiting);
  const nothing = queue.checks.length + queue.help.length + queue.incidents.length === 0;
  return (
    <aside className="queue" aria-label={t('queue.title')}>
      <h2>
        {t('queue.title')}{' '}
        <Badge count={waiting.length} color="#a8201a" title={t('queue.count', { n: waiting.length })} />
      </h2>
      {nothing && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('queue.empty')} />}
      <ul>
        {queue.checks.map((c) => (
          <li key={c.id} className="queue-item queue-check">
            <span>
              <IdcardOutlined aria-hidden /> <b>{t('queue.check')}</b>
            </span>
            <span>
              {t('seatNo', { label: c.seatLabel })} {c.candidateName ?? t('check.noProposal')} ·{' '}
              {timeOf(c.at, i18n.language)}
            </span>
            <Button type={may ? 'primary' : 'default'} onClick={() => setCheckId(c.id)}>
              {t(may ? 'queue.decide' : 'queue.look')}
            </Button>
          </li>
        ))}
        {queue.help.map((s) => (
          <li key={s.seatId} className="queue-item queue-help">
            <span>
              <BellOutlined aria-hidden /> <b>{t('incident:kind.helpAsked')}</b>
            </span>
            <span>
              {t('seatNo', { label: s.label })} {s.candidate?.name ?? t('nobody')}
            </span>
            <Button onClick={() => onOpen(s.seatId)}>{t('queue.openSeat')}</Button>
          </li>
        ))}
        {queue.incidents.slice(0, SHOWN).map((i) => (
          <li key={i.id} className={`queue-item queue-${i.severity}`}>
            <span>
              <SeverityTag severity={i.severity} /> <b>{t(`incident:kind.${i.kind}`)}</b>{' '}
              {i.state === 'closed' && t('incident:state.closed')}
            </span>
            <span>
              {t('seatNo', { label: i.seatLabel })} {i.candidateName ?? t('nobody')} ·{' '}
              {timeOf(i.openedAt, i18n.language)}
            </span>
            <Button onClick={() => onOpen(i.seatId)}>{t('queue.openSeat')}</Button>
          </li>
        ))}
      </ul>
      {queue.incidents.length > SHOWN && (
        <p className="quiet">{t('queue.further', { n: queue.incidents.length - SHOWN })}</p>
      )}
      {opened && <CheckDialog check={opened} onClose={() => setCheckId(null)} />}
    </aside>
  );
}

import { UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Drawer, Empty } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import type { SeatView } from 'exam-contract/seat';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { timeOf } from '../../ui/format';
import { Answer } from '../../ui/answer';
import { CheckDialog } from '../checks/check-dialog';
import { IncidentCard } from '../incidents/incident-card';
import { SeatActions } from './seat-actions';
import { SeatClock } from './seat-clock';
import { useRoom, useSeat, useThumb } from './use-room';

function BigPicture({ seatId, name }: { seatId: string; name: string }) {
  const { t, i18n } = useTranslation('wall');
  const thumb = useThumb(seatId);
  if (!thumb)
    return (
      <div className="big-picture big-picture-none">
        <UserOutlined aria-hidden /> {t('noPicture')}
      </div>
    );
  return (
    <figure className="big-picture">
      <img src={thumb.url} alt={t('thumbOf', { name })} />
      <figcaption>{t('pictureAt', { time: timeOf(thumb.at, i18n.language) })}</figcaption>
    </figure>
  );
}

function LastMessage({ message: { text, at, seenAt } }: { message: NonNullable<SeatView['lastMessage']> }) {
  const { t, i18n } = useTranslation('wall');
  const time = (ms: number) => timeOf(ms, i18n.language);
  return (
    <>
      {t('lastMessage.said', { text, time: time(at) })}
      <br />
      <span className={seenAt === null ? 'quiet' : 'good'}>
        {seenAt === null ? t('lastMessage.unseen') : t('lastMessage.seen', { time: time(seenAt) })}
      </span>
    </>
  );
}

function SeatIncidents({ seatId, sittingId }: { seatId: string; sittingId: string | null }) {
  const { t } = useTranslation('wall');
  const store = useRoom();
  const queue = useSyncExternalStore(store.onQueue, store.queue);
  const found = useQuery({
    queryKey: ['incidents', 'seat', seatId],
    queryFn: () => call(proctoringRoutes.incidents, { query: { seatId, limit: 20 } }),
  });
  const { refetch } = found;
  useEffect(() => void refetch(), [queue, refetch]);
  return (
    <Answer of={found}>
      {({ rows }) => {
        const shown = sittingId ? rows.filter((r) => r.sittingId === sittingId) : rows.slice(0, 5);
        return shown.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noIncidents')} />
        ) : (
          shown.map((i) => (
            <IncidentCard key={i.id} incident={i} linked={false} onReviewed={() => void refetch()} />
          ))
        );
      }}
    </Answer>
  );
}

/** One seat looked at closely. */
export function SeatDrawer({ seatId, onClose }: { seatId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('wall');
  const seat = useSeat(seatId);
  const store = useRoom();
  const queue = useSyncExternalStore(store.onQueue, store.queue);
  const may = useMay('proctor', 'admin');
  const [checking, setChecking] = useState(false);
  if (!seat) return null;
  const check = queue.checks.find((c) => c.id === seat.pendingCheckId);
  const p = seat.progress;
  return (
    <Drawer
      open
      size={720}
      title={t('seatTitle', { label: seat.label, name: seat.candidate?.name ?? t('nobody') })}
      onClose={onClose}
      closable={{ 'aria-label': t('common:close') }}
    >
      {may && <SeatActions seat={seat} />}
      {check && (
        <Button type="primary" block onClick={() => setChecking(true)}>
          {t(may ? 'queue.decideCheck' : 'queue.look')}
        </Button>
      )}
      <div className="seat-close">
        <BigPicture seatId={seatId} name={seat.candidate?.name ?? seat.label} />
        <Descriptions
          size="small"
          column={1}
          bordered
          items={[
            {
              key: 'who',
              label: t('fact.candidate'),
              children: seat.candidate
                ? `${seat.candidate.name} ${seat.candidate.maskedIdNumber}`
                : t('nobody'),
            },
            {
              key: 'kind',
              label: t('fact.kind'),
              children: seat.kind ? inLang(seat.kind.name, i18n.language) : '—',
            },
            { key: 'stage', label: t('fact.stage'), children: t(`stage.${seat.stage}`) },
            {
              key: 'clock',
              label: t('fact.left'),
              children: seat.clock ? <SeatClock clock={seat.clock} /> : '—',
            },
            { key: 'camera', label: t('fact.camera'), children: t(`camera.${seat.camera.state}`) },
            {
              key: 'score',
              label: t('fact.score'),
              children: p
                ? t('scoreLine', {
                    answered: p.answered,
                    total: p.total,
                    correct: p.correct,
                    wrong: p.wrong,
                    score: p.score,
                    pass: p.passMark,
                  })
                : '—',
            },
            ...(seat.lastMessage
              ? [
                  {
                    key: 'message',
                    label: t('fact.message'),
                    children: <LastMessage message={seat.lastMessage} />,
                  },
                ]
              : []),
            {
              key: 'why',
              label: t('fact.why'),
              children: seat.attentionReasons.map((r) => t(`attention.${r}`)).join(' · ') || t('nothing'),
            },
          ]}
        />
      </div>
      {seat.attemptId && (
        <p>
          <Link to={`/attempts/${seat.attemptId}`}>{t('toAttempt')}</Link>
        </p>
      )}
      <h2>{t('incidentsHere')}</h2>
      <SeatIncidents seatId={seatId} sittingId={seat.sittingId} />
      {checking && check && <CheckDialog check={check} onClose={() => setChecking(false)} />}
    </Drawer>
  );
}

import {
  BellOutlined,
  DisconnectOutlined,
  LinkOutlined,
  PauseCircleOutlined,
  UserOutlined,
  VideoCameraOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatView } from 'exam-contract/seat';
import { SeatClock } from './seat-clock';
import { useSeat, useThumb } from './use-room';

function Thumb({ seatId, name }: { seatId: string; name: string }) {
  const { t } = useTranslation('wall');
  const thumb = useThumb(seatId);
  if (!thumb)
    return (
      <span className="thumb thumb-none">
        <UserOutlined aria-hidden />
      </span>
    );
  return <img className="thumb" src={thumb.url} alt={t('thumbOf', { name })} />;
}

/** How loudly a tile speaks: the shape and the words say the same as the colour. */
export function levelOf(seat: SeatView): 'alert' | 'warn' | 'calm' {
  if (seat.attention >= 80) return 'alert';
  return seat.attention >= 20 ? 'warn' : 'calm';
}

function Signs({ seat }: { seat: SeatView }) {
  const { t } = useTranslation('wall');
  const connected = seat.terminal?.connected ?? false;
  return (
    <span className="signs">
      <span className={connected ? 'sign' : 'sign sign-bad'}>
        {connected ? <LinkOutlined aria-hidden /> : <DisconnectOutlined aria-hidden />}
        <span>{t(seat.terminal ? (connected ? 'online' : 'offline') : 'noTerminal')}</span>
      </span>
      {seat.sittingId && (
        <span
          className={seat.camera.state === 'ok' || seat.camera.state === 'none' ? 'sign' : 'sign sign-bad'}
        >
          <VideoCameraOutlined aria-hidden />
          <span>{t(`camera.${seat.camera.state}`)}</span>
        </span>
      )}
    </span>
  );
}

function Score({ progress }: { progress: NonNullable<SeatView['progress']> }) {
  const { t } = useTranslation('wall');
  const share = (n: number) => `${(100 * n) / Math.max(1, progress.total)}%`;
  return (
    <>
      <span className="bar" aria-hidden>
        <i className="bar-right" style={{ width: share(progress.correct) }} />
        <i className="bar-wrong" style={{ width: share(progress.wrong) }} />
      </span>
      <span className="score">
        <span>{t('answered', { n: progress.answered, of: progress.total })}</span>
        <span className="right">✓{progress.correct}</span>
        <span className="wrong">✗{progress.wrong}</span>
        <b>{t('points', { n: progress.score })}</b>
      </span>
    </>
  );
}

/** One seat of the wall. Redraws when that seat changes. */
export const SeatTile = memo(function SeatTile({
  seatId,
  onOpen,
}: {
  seatId: string;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation('wall');
  const seat = useSeat(seatId);
  if (!seat) return null;
  const level = levelOf(seat);
  const latest = seat.latestIncident;
  const reasons = seat.attentionReasons.map((r) => t(`attention.${r}`));
  return (
    <li className={`tile tile-${level}${seat.candidate ? '' : ' tile-empty'}`}>
      <button type="button" className="tile-button" onClick={() => onOpen(seatId)} data-seat={seat.number}>
        <span className="tile-head">
          <b className="tile-number">{seat.label}</b>
          <span className={`stage stage-${seat.stage}`}>
            {seat.stage === 'paused' && <PauseCircleOutlined aria-hidden />} {t(`stage.${seat.stage}`)}
          </span>
          {seat.clock && <SeatClock clock={seat.clock} />}
        </span>
        <span className="tile-body">
          <Thumb seatId={seatId} name={seat.candidate?.name ?? seat.label} />
          <span className="tile-facts">
            <span className="tile-name">{seat.candidate?.name ?? t('nobody')}</span>
            {seat.progress && <Score progress={seat.progress} />}
            <Signs seat={seat} />
          </span>
        </span>
        <span className="tile-foot">
          {reasons.length > 0 ? (
            <>
              {seat.helpAsked ? <BellOutlined aria-hidden /> : <WarningOutlined aria-hidden />}{' '}
              {reasons.join(' · ')}
              {latest && latest.state === 'open' && ` · ${t(`incident.${latest.kind}`)}`}
            </>
          ) : latest ? (
            <span className="quiet">{t('latest', { what: t(`incident.${latest.kind}`) })}</span>
          ) : (
            <span className="quiet">{t('nothing')}</span>
          )}
        </span>
      </button>
    </li>
  );
});

import {
  BellOutlined,
  DisconnectOutlined,
  LinkOutlined,
  PauseCircleOutlined,
  UserOutlined,
  VideoCameraOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
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

interface SignProps {
  fine: boolean;
  icon: ReactNode;
  text: string;
}

/** What is fine is a quiet icon with its words for who listens; what is not says so in writing. */
function Sign({ fine, icon, text }: SignProps) {
  return (
    <span className={fine ? 'sign' : 'sign sign-bad'} title={text}>
      {icon}
      <span className={fine ? 'visually-hidden' : undefined}>{text}</span>
    </span>
  );
}

function Signs({ seat }: { seat: SeatView }) {
  const { t } = useTranslation('wall');
  const connected = seat.terminal?.connected ?? false;
  const sees = seat.camera.state === 'ok' || seat.camera.state === 'none';
  return (
    <span className="signs">
      <Sign
        fine={connected || !seat.terminal}
        icon={connected ? <LinkOutlined aria-hidden /> : <DisconnectOutlined aria-hidden />}
        text={t(seat.terminal ? (connected ? 'online' : 'offline') : 'noTerminal')}
      />
      {seat.sittingId && (
        <Sign
          fine={sees}
          icon={<VideoCameraOutlined aria-hidden />}
          text={t(`camera.${seat.camera.state}`)}
        />
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
        <span title={t('answeredIs')}>{t('answered', { n: progress.answered, of: progress.total })}</span>
        <span className="marks">
          <span className="right">✓{progress.correct}</span>
          <span className="wrong">✗{progress.wrong}</span>
        </span>
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
  const open = latest?.state === 'open' ? [t(`incident:kind.${latest.kind}`)] : [];
  // An incident that is named need not also be called one.
  const reasons = seat.attentionReasons
    .filter((r) => open.length === 0 || (r !== 'alertOpen' && r !== 'warnOpen'))
    .map((r) => t(`attention.${r}`));
  const calls = [...open, ...reasons];
  if (seat.stage === 'unassigned' && !seat.candidate && calls.length === 0)
    return (
      <li className="tile tile-bare">
        <button type="button" className="tile-button" onClick={() => onOpen(seatId)} data-seat={seat.number}>
          <span className="tile-head">
            <b className="tile-number">{seat.label}</b>
            <span className="quiet">{t('noTerminal')}</span>
          </span>
        </button>
      </li>
    );
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
            <span className="tile-who">
              <span className="tile-name">{seat.candidate?.name ?? t('nobody')}</span>
              {seat.progress && <b>{t('points', { n: seat.progress.score })}</b>}
            </span>
            {seat.progress && <Score progress={seat.progress} />}
          </span>
        </span>
        <span className="tile-foot">
          <span className="tile-calls">
            {calls.length > 0 ? (
              <>
                {seat.helpAsked ? <BellOutlined aria-hidden /> : <WarningOutlined aria-hidden />}{' '}
                {calls.join(' · ')}
              </>
            ) : latest ? (
              <span className="quiet">{t('latest', { what: t(`incident:kind.${latest.kind}`) })}</span>
            ) : (
              <span className="quiet">{t('nothing')}</span>
            )}
          </span>
          <Signs seat={seat} />
        </span>
      </button>
    </li>
  );
});

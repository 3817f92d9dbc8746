import { Alert, Empty, Segmented, Skeleton, Switch } from 'antd';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { timeOf } from '../../ui/format';
import { Problem } from '../../ui/problem';
import { chooseRoom, useRooms } from '../sites/room-choice';
import type { WallOrder } from './order';
import { QueuePanel } from './queue-panel';
import { SeatDrawer } from './seat-drawer';
import { SeatTile } from './seat-tile';
import { Room, useRoom, useWatchedRoom } from './use-room';

function LinkState() {
  const { t, i18n } = useTranslation();
  const store = useRoom();
  const link = useSyncExternalStore(store.onLink, store.link);
  if (link.up) return null;
  if (link.asOf === null) return <Skeleton active />;
  return <Alert type="warning" showIcon title={t('link.down', { time: timeOf(link.asOf, i18n.language) })} />;
}

function Tiles({ onOpen }: { onOpen: (seatId: string) => void }) {
  const { t } = useTranslation('wall');
  const store = useRoom();
  const order = useSyncExternalStore(store.onOrder, store.order);
  const link = useSyncExternalStore(store.onLink, store.link);
  if (order.length === 0) return link.up ? <Empty description={t('noSeats')} /> : null;
  return (
    <ul
      className="wall"
      aria-label={t('wall')}
      onPointerEnter={() => store.hold(true)}
      onPointerLeave={() => store.hold(false)}
      onFocus={(e) => e.target.matches(':focus-visible') && store.hold(true)}
      onBlur={() => store.hold(false)}
    >
      {order.map((id) => (
        <SeatTile key={id} seatId={id} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function WatchedRoom({ roomId }: { roomId: string }) {
  const { t } = useTranslation('wall');
  const { store, failure } = useWatchedRoom(roomId);
  const [by, setBy] = useState<WallOrder>('attention');
  const [sound, setSound] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const open = useCallback((seatId: string) => setOpened(seatId), []);
  return (
    <Room value={store}>
      <div className="wall-page">
        <section className="wall-side" aria-label={t('wall')}>
          <div className="wall-tools">
            <h1>{t('title')}</h1>
            <Segmented<WallOrder>
              aria-label={t('order.label')}
              value={by}
              options={[
                { value: 'attention', label: t('order.attention') },
                { value: 'seat', label: t('order.seat') },
              ]}
              onChange={(next) => {
                setBy(next);
                store.sortBy(next);
              }}
            />
            <label className="sound">
              <Switch checked={sound} onChange={setSound} aria-label={t('sound')} /> {t('sound')}
            </label>
          </div>
          {failure && <Problem failure={failure} />}
          <LinkState />
          <Tiles onOpen={open} />
        </section>
        <QueuePanel sound={sound} onOpen={open} />
      </div>
      {opened && <SeatDrawer key={opened} seatId={opened} onClose={() => setOpened(null)} />}
    </Room>
  );
}

export default function WallPage() {
  const { roomId: asked } = useParams();
  const { rooms, room } = useRooms();
  const named = rooms.find((r) => r.roomId === asked);
  useEffect(() => {
    if (named) chooseRoom(named.roomId);
  }, [named]);
  const shown = named ?? room;
  if (!shown) return <Skeleton active className="page" />;
  return <WatchedRoom key={shown.roomId} roomId={shown.roomId} />;
}

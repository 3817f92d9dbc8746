import { PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { siteRoutes, type SiteRow } from 'exam-contract/http/sites';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer, PageHead } from '../../ui/answer';
import { AddPlace, type NewPlace } from './add-place';
import { ChallengeSwitch } from './challenge-switch';
import { SeatList } from './seat-list';
import { SiteRegion } from './site-region';
import '../../theme/site.css';

function Room({ sites }: { sites: SiteRow[] }) {
  const { t, i18n } = useTranslation('site');
  const [search, setSearch] = useSearchParams();
  const rooms = sites.flatMap((s) => s.rooms);
  const room = rooms.find((r) => r.roomId === search.get('room')) ?? rooms[0];
  const site = sites.find((s) => s.siteId === room?.siteId);
  if (!room) return <Empty description={t('noRooms')} />;
  return (
    <>
      <div className="filters">
        <Select
          aria-label={t('room')}
          style={{ minWidth: 280 }}
          value={room.roomId}
          onChange={(roomId: string) => setSearch({ room: roomId })}
          options={sites.map((s) => ({
            label: inLang(s.name, i18n.language),
            title: s.siteId,
            options: s.rooms.map((r) => ({ value: r.roomId, label: inLang(r.name, i18n.language) })),
          }))}
        />
        <span className="quiet">{t('seatCount', { count: room.seats })}</span>
      </div>
      {site && <SiteRegion key={site.siteId} site={site} />}
      <ChallengeSwitch key={room.roomId} room={room} />
      <SeatList roomId={room.roomId} />
    </>
  );
}

export default function SitesPage() {
  const { t } = useTranslation('site');
  const manager = useMay('siteManager', 'admin');
  const [adding, setAdding] = useState<NewPlace | null>(null);
  const asked = useQuery({ queryKey: ['sites'], queryFn: () => call(siteRoutes.list) });
  return (
    <>
      <PageHead title={t('title')}>
        {manager && (
          <>
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding('site')}>
              {t('add.site')}
            </Button>
            <Button
              icon={<PlusOutlined aria-hidden />}
              disabled={!asked.data || asked.data.sites.length === 0}
              onClick={() => setAdding('room')}
            >
              {t('add.room')}
            </Button>
          </>
        )}
      </PageHead>
      <Answer of={asked}>
        {({ sites }) => (
          <>
            {sites.length === 0 ? <Empty description={t('noSites')} /> : <Room sites={sites} />}
            {adding && <AddPlace key={adding} what={adding} sites={sites} onClose={() => setAdding(null)} />}
          </>
        )}
      </Answer>
    </>
  );
}

import { Button, Drawer, Empty, Select, Switch, Table } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { incidentKind, type IncidentView } from 'exam-contract/incident';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { Answer, PageHead } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { IncidentCard } from './incident-card';
import { SeverityTag } from './severity-tag';

const PAGE = 50;
const EVERY_MS = 10_000;

function useIncidents(filter: { kind: string | null; state: string | null; unreviewed: boolean }) {
  const kind = incidentKind.safeParse(filter.kind);
  const state = filter.state === 'open' || filter.state === 'closed' ? filter.state : undefined;
  return useInfiniteQuery({
    queryKey: ['incidents', filter],
    queryFn: ({ pageParam }) =>
      call(proctoringRoutes.incidents, {
        query: {
          ...(kind.success ? { kind: kind.data } : {}),
          ...(state ? { state } : {}),
          ...(filter.unreviewed ? { unreviewed: 'true' } : {}),
          ...(pageParam === null ? {} : { before: pageParam }),
          limit: PAGE,
        },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.rows.length < PAGE ? undefined : last.rows.at(-1)?.openedAt),
    refetchInterval: EVERY_MS,
  });
}

export default function IncidentsPage() {
  const { t, i18n } = useTranslation('incident');
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<IncidentView | null>(null);
  const filter = {
    kind: search.get('kind'),
    state: search.get('state'),
    unreviewed: search.has('unreviewed'),
  };
  const asked = useIncidents(filter);
  const put = (name: string, value: string | undefined) =>
    setSearch((now) => {
      if (value === undefined) now.delete(name);
      else now.set(name, value);
      return now;
    });
  const filtered = filter.kind !== null || filter.state !== null || filter.unreviewed;
  return (
    <>
      <PageHead title={t('title')} />
      <div className="filters" role="search">
        <Select
          allowClear
          aria-label={t('filter.kind')}
          placeholder={t('filter.kind')}
          style={{ minWidth: 200 }}
          value={filter.kind ?? undefined}
          options={incidentKind.options.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
          onChange={(k: string | undefined) => put('kind', k)}
        />
        <Select
          allowClear
          aria-label={t('filter.state')}
          placeholder={t('filter.state')}
          style={{ minWidth: 140 }}
          value={filter.state ?? undefined}
          options={(['open', 'closed'] as const).map((s) => ({ value: s, label: t(`state.${s}`) }))}
          onChange={(s: string | undefined) => put('state', s)}
        />
        <label>
          <Switch checked={filter.unreviewed} onChange={(on) => put('unreviewed', on ? '1' : undefined)} />
          {t('filter.unreviewed')}
        </label>
      </div>
      <Answer of={asked}>
        {({ pages }) => (
          <Table<IncidentView>
            rowKey="id"
            size="middle"
            pagination={false}
            scroll={{ x: 900 }}
            dataSource={pages.flatMap((p) => p.rows)}
            locale={{ emptyText: <Empty description={t(filtered ? 'emptyFiltered' : 'empty')} /> }}
            columns={[
              { title: t('col.time'), render: (_, i) => momentOf(i.openedAt, i18n.language) },
              { title: t('col.severity'), render: (_, i) => <SeverityTag severity={i.severity} /> },
              { title: t('col.kind'), render: (_, i) => t(`kind.${i.kind}`) },
              { title: t('col.seat'), dataIndex: 'seatLabel' },
              { title: t('col.candidate'), render: (_, i) => i.candidateName ?? t('nobody') },
              { title: t('col.state'), render: (_, i) => t(`state.${i.state}`) },
              {
                title: t('col.review'),
                render: (_, i) => t(i.review ? `verdict.${i.review.verdict}` : 'unreviewed'),
              },
              {
                title: t('col.deed'),
                render: (_, i) => <Button onClick={() => setOpened(i)}>{t('look')}</Button>,
              },
            ]}
          />
        )}
      </Answer>
      {asked.hasNextPage && (
        <div className="more">
          <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {t('page:more')}
          </Button>
        </div>
      )}
      <Drawer
        open={opened !== null}
        title={opened && t('one', { seat: opened.seatLabel })}
        size={560}
        onClose={() => setOpened(null)}
      >
        {opened && <IncidentCard key={opened.id} incident={opened} onReviewed={setOpened} />}
      </Drawer>
    </>
  );
}

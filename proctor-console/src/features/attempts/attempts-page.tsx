import { Button, Empty, Select, Switch, Table } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { attemptStatus } from 'exam-contract/attempt';
import { attemptRoutes, type AttemptRow } from 'exam-contract/http/attempts';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer, PageHead } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { Outcome } from './outcome';

const PAGE = 50;

export default function AttemptsPage() {
  const { t, i18n } = useTranslation('attempt');
  const [search, setSearch] = useSearchParams();
  const status = attemptStatus.safeParse(search.get('status'));
  const signs = useMay('proctor', 'admin');
  const unsigned = signs && search.has('unsigned');
  const asked = useInfiniteQuery({
    queryKey: ['attempts', status.data, unsigned],
    queryFn: ({ pageParam }) =>
      call(attemptRoutes.list, {
        query: {
          limit: PAGE,
          ...(status.success ? { status: status.data } : {}),
          ...(unsigned ? { unsigned: 'true' } : {}),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.rows.length < PAGE ? undefined : last.rows.at(-1)?.createdAt),
    refetchInterval: 15_000,
  });
  const put = (name: string, value: string | undefined) =>
    setSearch((now) => {
      if (value === undefined) now.delete(name);
      else now.set(name, value);
      return now;
    });
  const signed = (r: AttemptRow) =>
    t(r.examinerSigned ? 'signed.both' : r.candidateSigned ? 'signed.candidate' : 'signed.none');
  return (
    <>
      <PageHead title={t('title')} />
      <div className="filters" role="search">
        <Select
          allowClear
          aria-label={t('filter.status')}
          placeholder={t('filter.status')}
          style={{ minWidth: 160 }}
          value={status.data}
          options={attemptStatus.options.map((s) => ({ value: s, label: t(`status.${s}`) }))}
          onChange={(s: string | undefined) => put('status', s)}
        />
        {signs && (
          <label>
            <Switch checked={unsigned} onChange={(on) => put('unsigned', on ? '1' : undefined)} />
            {t('filter.unsigned')}
          </label>
        )}
      </div>
      <Answer of={asked}>
        {({ pages }) => (
          <Table<AttemptRow>
            rowKey="attemptId"
            size="middle"
            pagination={false}
            scroll={{ x: 1000 }}
            dataSource={pages.flatMap((p) => p.rows)}
            locale={{
              emptyText: (
                <Empty
                  description={t(unsigned ? 'emptyUnsigned' : status.success ? 'emptyFiltered' : 'empty')}
                />
              ),
            }}
            columns={[
              { title: t('col.time'), render: (_, r) => momentOf(r.startedAt ?? r.createdAt, i18n.language) },
              {
                title: t('col.candidate'),
                render: (_, r) => <Link to={`/attempts/${r.attemptId}`}>{r.candidateName}</Link>,
              },
              {
                title: t('col.idNumber'),
                render: (_, r) => <span className="mono">{r.maskedIdNumber}</span>,
              },
              { title: t('col.kind'), render: (_, r) => inLang(r.kindName, i18n.language) },
              { title: t('col.ordinal'), render: (_, r) => t('ordinal', { n: r.ordinal }) },
              { title: t('col.seat'), dataIndex: 'seatLabel' },
              { title: t('col.status'), render: (_, r) => t(`status.${r.status}`) },
              {
                title: t('col.result'),
                render: (_, r) => (
                  <>
                    <Outcome passed={r.passed} score={r.score} />
                    {r.revised && <span className="quiet">{t('regrade:revised')}</span>}
                  </>
                ),
              },
              { title: t('col.signatures'), render: (_, r) => (r.endedAt === null ? '—' : signed(r)) },
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
    </>
  );
}

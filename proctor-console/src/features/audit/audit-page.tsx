import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Input, Table, Tooltip } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { staffRoutes, type AuditRow } from 'exam-contract/http/staff';
import { call } from '../../net/api';
import { Answer, PageHead } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { actorWords, detailWords, thingWords } from './audit-words';

const PAGE = 50;

function Detail({ detail }: { detail: AuditRow['detail'] }) {
  const { t, i18n } = useTranslation();
  return detailWords(detail, t, i18n.language).map(({ name, value }) => (
    <div key={name}>
      <span className="quiet">{name}</span> <span className="mono">{value}</span>
    </div>
  ));
}

export default function AuditPage() {
  const { t, i18n } = useTranslation('audit');
  const [search, setSearch] = useSearchParams();
  const target = search.get('target') ?? '';
  const asked = useInfiniteQuery({
    queryKey: ['audit', target],
    queryFn: ({ pageParam }) =>
      call(staffRoutes.audit, {
        query: {
          limit: PAGE,
          ...(target ? { target } : {}),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.rows.length < PAGE ? undefined : last.rows.at(-1)?.at),
  });
  return (
    <>
      <PageHead title={t('title')}>
        <Button loading={asked.isRefetching} onClick={() => void asked.refetch()}>
          {t('page:refresh')}
        </Button>
      </PageHead>
      <div className="filters" role="search">
        <Input.Search
          allowClear
          aria-label={t('target')}
          placeholder={t('targetHint')}
          style={{ maxWidth: 460 }}
          maxLength={100}
          key={target}
          defaultValue={target}
          onSearch={(s) => setSearch(s.trim() ? { target: s.trim() } : {})}
        />
      </div>
      <Answer of={asked}>
        {({ pages }) => {
          const whole = pages.every((p) => p.chainOk);
          return (
            <>
              <Alert
                showIcon
                type={whole ? 'success' : 'error'}
                icon={whole ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}
                title={t(whole ? 'chainOk' : 'chainBroken')}
                style={{ marginBottom: 12 }}
              />
              <Table<AuditRow>
                rowKey="id"
                size="small"
                pagination={false}
                scroll={{ x: 900 }}
                dataSource={pages.flatMap((p) => p.rows)}
                locale={{ emptyText: <Empty description={t(target ? 'emptyFiltered' : 'empty')} /> }}
                columns={[
                  { title: t('col.time'), width: 190, render: (_, r) => momentOf(r.at, i18n.language) },
                  {
                    title: t('col.actor'),
                    width: 150,
                    render: (_, r) => <span title={r.actor}>{actorWords(r.actor, t)}</span>,
                  },
                  {
                    title: t('col.action'),
                    width: 190,
                    render: (_, r) => t(`action.${r.action}`, { defaultValue: r.action }),
                  },
                  {
                    title: t('col.target'),
                    width: 230,
                    render: (_, r) => (
                      <Button
                        type="link"
                        className="target"
                        title={r.target}
                        aria-label={t('only', { target: thingWords(r.target, t) })}
                        onClick={() => setSearch({ target: r.target })}
                      >
                        {thingWords(r.target, t)}
                      </Button>
                    ),
                  },
                  {
                    title: t('col.detail'),
                    render: (_, r) => <Detail detail={r.detail} />,
                  },
                  {
                    title: t('col.hash'),
                    width: 110,
                    render: (_, r) => (
                      <Tooltip title={r.hash}>
                        <span className="mono">{r.hash.slice(0, 8)}</span>
                      </Tooltip>
                    ),
                  },
                ]}
              />
            </>
          );
        }}
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

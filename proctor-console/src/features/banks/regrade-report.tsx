import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, Radio, Table } from 'antd';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  regradeRoutes,
  regradeVerdict,
  type RegradeRow,
  type RegradeVerdict,
  type RegradeView,
} from 'exam-contract/http/regrades';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { keep } from '../../ui/keep';
import { ReasonDialog } from '../../ui/reason-dialog';
import { RegradeBookings } from './regrade-bookings';

const WORKING_MS = 1000;
const PAGE = 50;
type Deed = 'propose' | 'approve' | 'decline';

/** While the server is at it, a view is asked for again and again. */
export const working = (r: RegradeView): boolean => r.state === 'trying' || r.state === 'applying';

function HowFar({ of: r }: { of: RegradeView }) {
  const { t } = useTranslation('regrade');
  if (!working(r)) return null;
  const [done, all] = r.state === 'trying' ? [r.looked, r.total] : [r.written + r.stale, r.better];
  const words = t(r.state === 'trying' ? 'progress' : 'writing', { ...r });
  return (
    <div role="status">
      <Progress percent={all === 0 ? 100 : Math.floor((done / all) * 100)} aria-label={words} />
      <p>{words}</p>
    </div>
  );
}

function Rows({ regrade, verdict }: { regrade: RegradeView; verdict: RegradeVerdict | null }) {
  const { t, i18n } = useTranslation('regrade');
  const params = { regradeId: regrade.regradeId };
  const asked = useInfiniteQuery({
    queryKey: ['regrade-rows', regrade.regradeId, regrade.state, verdict],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call(regradeRoutes.rows, {
        params,
        query: { skip: String(pageParam), limit: String(PAGE), ...(verdict ? { verdict } : {}) },
      }),
    getNextPageParam: (last, all) => (last.rows.length < PAGE ? undefined : all.length * PAGE),
  });
  const score = (s: RegradeRow['from']) =>
    t('score', { score: s.score, verdict: t(s.passed ? 'passed' : 'failed') });
  return (
    <Answer of={asked}>
      {({ pages }) => (
        <>
          <Table<RegradeRow>
            size="small"
            rowKey="attemptId"
            pagination={false}
            scroll={{ x: 900 }}
            dataSource={pages.flatMap((p) => p.rows)}
            columns={[
              {
                title: t('col.candidate'),
                render: (_, r) => (
                  <Link to={`/attempts/${r.attemptId}`}>{`${r.candidateName} · ${r.maskedIdNumber}`}</Link>
                ),
              },
              { title: t('col.ended'), render: (_, r) => momentOf(r.endedAt, i18n.language) },
              {
                title: t('col.paper'),
                render: (_, r) =>
                  r.items.map((i) => (
                    <div key={i.index}>
                      {t('item', { n: i.index + 1, id: i.questionId, how: t(`how.${i.how}`) })}
                    </div>
                  )),
              },
              { title: t('col.from'), render: (_, r) => score(r.from) },
              { title: t('col.to'), render: (_, r) => score(r.to) },
              {
                title: t('col.verdict'),
                render: (_, r) => (
                  <>
                    {t(`verdict.${r.verdict}`)}
                    {(r.written ?? r.stale) && (
                      <div className="quiet">{t(r.stale ? 'staleRow' : 'written')}</div>
                    )}
                    <RegradeBookings regradeId={regrade.regradeId} row={r} />
                  </>
                ),
              },
            ]}
          />
          {asked.hasNextPage && (
            <Button
              className="regrade-try"
              loading={asked.isFetchingNextPage}
              onClick={() => void asked.fetchNextPage()}
            >
              {t('more', { count: PAGE })}
            </Button>
          )}
        </>
      )}
    </Answer>
  );
}

function Deeds({ regrade }: { regrade: RegradeView }) {
  const { t } = useTranslation('regrade');
  const queries = useQueryClient();
  const clerk = useMay('registry', 'admin');
  const sees = useMay('registry', 'admin', 'auditor');
  const [deed, setDeed] = useState<Deed | null>(null);
  const params = { regradeId: regrade.regradeId };
  const load = useMutation({
    mutationFn: async () =>
      keep(await call(regradeRoutes.csv, { params }), `${t('csvName')}-${regrade.regradeId.slice(0, 8)}.csv`),
  });
  const offered: Deed[] = !clerk
    ? []
    : regrade.state === 'tried' && regrade.better > 0
      ? ['propose']
      : regrade.mayDecide
        ? ['approve', 'decline']
        : [];
  return (
    <>
      <div className="filters">
        {offered.map((one) => (
          <Button key={one} type={one === 'decline' ? 'default' : 'primary'} onClick={() => setDeed(one)}>
            {t(one)}
          </Button>
        ))}
        {sees && regrade.state !== 'trying' && (
          <Button
            icon={<DownloadOutlined aria-hidden />}
            loading={load.isPending}
            onClick={() => load.mutate()}
          >
            {t('csv')}
          </Button>
        )}
      </div>
      <FailureNote failure={load.error} />
      {deed && (
        <ReasonDialog
          title={t(deed)}
          lead={<p>{t(`${deed}Means`, { count: regrade.better })}</p>}
          okText={t(deed)}
          onSend={async ({ reason }) => {
            const after =
              deed === 'propose'
                ? await call(regradeRoutes.propose, { params, body: { reason } })
                : await call(regradeRoutes.decide, {
                    params,
                    body: { approve: deed === 'approve', reason },
                  });
            queries.setQueryData(['regrade', regrade.regradeId], after);
            await queries.invalidateQueries({ queryKey: ['regrades'] });
          }}
          onClose={() => setDeed(null)}
        />
      )}
    </>
  );
}

/** A regrade attempt by attempt: what it would do, who stands for it, how far it is. */
export function RegradeReport({ regradeId }: { regradeId: string }) {
  const { t } = useTranslation('regrade');
  const [verdict, setVerdict] = useState<RegradeVerdict | null>(null);
  const top = useRef<HTMLDivElement>(null);
  // It opens on a long page, away from the button that opened it.
  useEffect(() => top.current?.scrollIntoView({ block: 'start' }), []);
  const asked = useQuery({
    queryKey: ['regrade', regradeId],
    queryFn: () => call(regradeRoutes.get, { params: { regradeId } }),
    refetchInterval: ({ state: { data } }) => (data && working(data) ? WORKING_MS : false),
  });
  return (
    <div ref={top} className="regrade-top">
      <Answer of={asked}>
        {(r) => {
          const kinds = regradeVerdict.options.filter((v) => (r.counts[v] ?? 0) > 0);
          return (
            <section className="regrade-report" aria-labelledby="regrade-report">
              <h3 id="regrade-report">{r.questionIds.join('、')}</h3>
              <HowFar of={r} />
              {r.state !== 'trying' && (
                <p>{r.better === 0 ? t('nothing') : t('sum', { ...r.counts, better: r.better })}</p>
              )}
              {r.state === 'done' && <p>{t('sumDone', { count: r.written })}</p>}
              {r.stale > 0 && <Alert type="warning" showIcon title={t('stale', { count: r.stale })} />}
              {r.state === 'proposed' && !r.mayDecide && <Alert type="info" showIcon title={t('waits')} />}
              <Deeds regrade={r} />
              {r.state !== 'trying' && kinds.length > 0 && (
                <>
                  <Radio.Group
                    className="regrade-kinds"
                    aria-label={t('col.verdict')}
                    value={verdict}
                    onChange={(e) => setVerdict(e.target.value as RegradeVerdict | null)}
                  >
                    <Radio.Button value={null}>{t('all')}</Radio.Button>
                    {kinds.map((v) => (
                      <Radio.Button key={v} value={v}>
                        {t('of', { verdict: t(`verdict.${v}`), count: r.counts[v] })}
                      </Radio.Button>
                    ))}
                  </Radio.Group>
                  <Rows regrade={r} verdict={verdict} />
                </>
              )}
            </section>
          );
        }}
      </Answer>
    </div>
  );
}

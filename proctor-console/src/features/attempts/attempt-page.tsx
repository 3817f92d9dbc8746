import { Button, Empty, Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { attemptRoutes, type AttemptDetail } from 'exam-contract/http/attempts';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer, PageHead } from '../../ui/answer';
import { timeOf } from '../../ui/format';
import { Still } from '../../ui/still';
import { IncidentCard } from '../incidents/incident-card';
import { AttemptFacts } from './attempt-facts';
import { Checks } from './checks';
import { DrawRecord } from './draw-record';
import { ExaminerSignature } from './examiner-signature';
import { KeyedPaper } from './keyed-paper';
import { ResultSheet } from './result-sheet';
import { Timeline } from './timeline';
import '../../theme/attempt.css';

const RUNNING_MS = 5000;

function Incidents({ incidents }: { incidents: AttemptDetail['incidents'] }) {
  const { t } = useTranslation('attempt');
  if (incidents.length === 0) return <Empty description={t('noIncidents')} />;
  return incidents.map((i) => (
    <div key={i.id} className="sheet-box">
      <IncidentCard incident={i} linked={false} />
    </div>
  ));
}

function Captures({ captures }: { captures: AttemptDetail['captures'] }) {
  const { t, i18n } = useTranslation('attempt');
  const sees = useMay('proctor', 'siteManager', 'auditor', 'admin');
  if (!sees) return <Empty description={t('notYours')} />;
  if (captures.length === 0) return <Empty description={t('noCaptures')} />;
  return (
    <ul className="stills">
      {captures.map(({ evidenceId, at }) => {
        const when = t('captured', { time: timeOf(at, i18n.language) });
        return (
          <li key={evidenceId}>
            <figure>
              <Still
                name={evidenceId}
                alt={when}
                load={() => call(proctoringRoutes.evidence, { params: { evidenceId } })}
              />
              <figcaption>{when}</figcaption>
            </figure>
          </li>
        );
      })}
    </ul>
  );
}

function Attempt({ attempt }: { attempt: AttemptDetail }) {
  const { t } = useTranslation('attempt');
  const tabs = [
    { key: 'timeline', children: <Timeline events={attempt.events} />, count: attempt.events.length },
    {
      key: 'incidents',
      children: <Incidents incidents={attempt.incidents} />,
      count: attempt.incidents.length,
    },
    { key: 'checks', children: <Checks checks={attempt.checks} />, count: attempt.checks.length },
    { key: 'captures', children: <Captures captures={attempt.captures} />, count: attempt.captures.length },
    ...(attempt.items
      ? [{ key: 'paper', children: <KeyedPaper items={attempt.items} />, count: attempt.items.length }]
      : []),
  ];
  return (
    <>
      <section className="sheet-box">
        <AttemptFacts attempt={attempt} />
      </section>
      <section className="sheet-box" aria-labelledby="signatures">
        <h2 id="signatures">{t('signatures')}</h2>
        <ExaminerSignature attempt={attempt} />
      </section>
      <section className="sheet-box" aria-labelledby="draw">
        <h2 id="draw">{t('draw.title')}</h2>
        <DrawRecord attempt={attempt} />
      </section>
      <section className="sheet-box">
        <Tabs
          items={tabs.map(({ key, children, count }) => ({
            key,
            children,
            label: t('tab.count', { tab: t(`tab.${key}`), count }),
          }))}
        />
      </section>
    </>
  );
}

export default function AttemptPage() {
  const { t } = useTranslation('attempt');
  const { attemptId = '' } = useParams();
  const asked = useQuery({
    queryKey: ['attempt', attemptId],
    queryFn: () => call(attemptRoutes.detail, { params: { attemptId } }),
    // Every look at the keys leaves an audit row: who sees them asks again by hand.
    refetchInterval: ({ state: { data } }) =>
      data && data.endedAt === null && !data.items ? RUNNING_MS : false,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHead title={asked.data ? t('one', { name: asked.data.candidateName }) : t('oneWaiting')}>
        <Link to="/attempts">{t('back')}</Link>
        {asked.data?.endedAt === null && (
          <Button loading={asked.isRefetching} onClick={() => void asked.refetch()}>
            {t('page:refresh')}
          </Button>
        )}
        {asked.data?.result && <ResultSheet attemptId={attemptId} />}
      </PageHead>
      <Answer of={asked}>{(attempt) => <Attempt attempt={attempt} />}</Answer>
    </>
  );
}

import { Empty, Select, Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { statisticsRoutes } from 'exam-contract/http/statistics';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer, PageHead } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { ItemsPanel } from './items-panel';
import { KindsPanel } from './kinds-panel';
import { SimilarityPanel } from './similarity-panel';
import '../../theme/statistics.css';

export default function StatisticsPage() {
  const { t, i18n } = useTranslation('statistics');
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('version');
  const tab = search.get('tab') ?? 'kinds';
  const audits = useMay('auditor', 'admin');
  const asked = useQuery({
    queryKey: ['statistics', 'overview', chosen],
    queryFn: () => call(statisticsRoutes.overview, { query: chosen === null ? {} : { version: chosen } }),
    // While the first counting goes on there is more at every look.
    refetchInterval: ({ state }) => (state.data?.countedAt === null ? 5_000 : 60_000),
  });
  const put = (name: string, value: string) =>
    setSearch((now) => {
      now.set(name, value);
      return now;
    });
  return (
    <>
      <PageHead title={t('title')}>
        {asked.data && asked.data.versions.length > 0 && (
          <Select
            aria-label={t('version')}
            style={{ minWidth: 300 }}
            value={asked.data.version ?? ''}
            options={asked.data.versions.map((v) => ({
              value: v.hash,
              label: `${v.name} · ${momentOf(v.publishedAt, i18n.language)}${v.inForce ? ` · ${t('inForce')}` : ''}`,
            }))}
            onChange={(v: string) => put('version', v)}
          />
        )}
      </PageHead>
      <Answer of={asked}>
        {({ version, kinds, countedAt }) => (
          <>
            <p className="quiet">
              {countedAt === null
                ? t(kinds.length > 0 ? 'counting' : 'notCounted')
                : t('countedAt', { at: momentOf(countedAt, i18n.language) })}
            </p>
            <section className="sheet-box">
              <Tabs
                activeKey={tab}
                onChange={(k) => put('tab', k)}
                destroyOnHidden
                items={[
                  { key: 'kinds', label: t('tab.kinds'), children: <KindsPanel kinds={kinds} /> },
                  {
                    key: 'items',
                    label: t('tab.items'),
                    children:
                      version === null ? (
                        <Empty description={t('noPapers')} />
                      ) : (
                        <ItemsPanel version={version} kinds={kinds} />
                      ),
                  },
                  ...(audits
                    ? [{ key: 'similarity', label: t('tab.similarity'), children: <SimilarityPanel /> }]
                    : []),
                ]}
              />
            </section>
          </>
        )}
      </Answer>
    </>
  );
}

import { DownloadOutlined } from '@ant-design/icons';
import { Button, Empty, Select, Switch, Table } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { locale } from 'exam-contract/ids';
import { languageName } from 'exam-contract/locale';
import { statisticsRoutes, type ItemRow, type KindStatistics } from 'exam-contract/http/statistics';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { keep } from '../../ui/keep';
import { FacilityPlot } from './charts';
import { correlation, Flags, percent, seconds } from './figures';
import { ItemDrawer } from './item-drawer';

const by = (key: 'n' | 'facility' | 'discrimination' | 'medianMs') => (a: ItemRow, b: ItemRow) =>
  (a[key] ?? -9) - (b[key] ?? -9);

/** Every question of a version with its figures; flagged ones first. */
export function ItemsPanel({ version, kinds }: { version: string; kinds: readonly KindStatistics[] }) {
  const { t, i18n } = useTranslation('statistics');
  const [kind, setKind] = useState<string>();
  const [part, setPart] = useState<string>();
  const [flagged, setFlagged] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [of, value] = part?.split('|') ?? [];
  const language = locale.safeParse(value);
  const query = {
    version,
    ...(kind === undefined ? {} : { kind }),
    ...(of === 'site' && value ? { siteId: value } : {}),
    ...(of === 'lang' && language.success ? { lang: language.data } : {}),
  };
  const asked = useQuery({
    queryKey: ['statistics', 'items', query],
    queryFn: () => call(statisticsRoutes.items, { query }),
  });
  const load = useMutation({
    mutationFn: async () =>
      keep(await call(statisticsRoutes.itemsCsv, { query }), `${t('csvName')}-${version.slice(0, 8)}.csv`),
  });
  const sites = new Map(kinds.flatMap((k) => k.sites.map((s) => [s.siteId, s.name])));
  const langs = [...new Set(kinds.flatMap((k) => k.languages.map((l) => l.lang)))];
  return (
    <>
      <div className="filters" role="search">
        <Select
          allowClear
          aria-label={t('filter.kind')}
          placeholder={t('filter.kind')}
          style={{ minWidth: 220 }}
          value={kind}
          options={kinds.map((k) => ({ value: k.kindCode, label: inLang(k.name, i18n.language) }))}
          onChange={(k: string | undefined) => setKind(k)}
        />
        <Select
          allowClear
          aria-label={t('filter.part')}
          placeholder={t('filter.part')}
          style={{ minWidth: 200 }}
          value={part}
          options={[
            ...[...sites].map(([id, name]) => ({ value: `site|${id}`, label: inLang(name, i18n.language) })),
            ...langs.map((l) => ({ value: `lang|${l}`, label: languageName(l, i18n.language) })),
          ]}
          onChange={(p: string | undefined) => setPart(p)}
        />
        <label>
          <Switch checked={flagged} onChange={setFlagged} />
          {t('filter.flagged')}
        </label>
        <Button
          icon={<DownloadOutlined aria-hidden />}
          loading={load.isPending}
          onClick={() => load.mutate()}
        >
          {t('csv')}
        </Button>
      </div>
      <FailureNote failure={load.error} />
      <Answer of={asked}>
        {({ rows }) => (
          <>
            <FacilityPlot
              label={t('plot.label', {
                count: rows.length,
                flagged: rows.filter((r) => r.flags.length > 0).length,
              })}
              across={t('plot.across')}
              up={t('plot.up')}
              onPick={setOpen}
              dots={rows.flatMap((r) =>
                r.facility === null || r.discrimination === null
                  ? []
                  : [
                      {
                        key: r.questionId,
                        facility: r.facility,
                        discrimination: r.discrimination,
                        flagged: r.flags.length > 0,
                        said: `${r.questionId} ${percent(r.facility)} ${correlation(r.discrimination)}`,
                      },
                    ],
              )}
            />
            <Table<ItemRow>
              size="small"
              rowKey="questionId"
              scroll={{ x: 1000 }}
              pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
              dataSource={flagged ? rows.filter((r) => r.flags.length > 0) : rows}
              locale={{ emptyText: <Empty description={t(flagged ? 'noneFlagged' : 'noAnswers')} /> }}
              columns={[
                { title: t('item.flags'), width: 170, render: (_, r) => <Flags flags={r.flags} /> },
                {
                  title: t('item.stem'),
                  render: (_, r) => (
                    <Button type="link" className="stem-link" onClick={() => setOpen(r.questionId)}>
                      {inLang(r.stem, i18n.language)}
                    </Button>
                  ),
                },
                { title: t('item.chapter'), dataIndex: 'chapter', width: 150 },
                { title: t('item.n'), dataIndex: 'n', width: 90, align: 'right', sorter: by('n') },
                {
                  title: t('item.facility'),
                  width: 100,
                  align: 'right',
                  sorter: by('facility'),
                  render: (_, r) => percent(r.facility),
                },
                {
                  title: t('item.discrimination'),
                  width: 100,
                  align: 'right',
                  sorter: by('discrimination'),
                  render: (_, r) => correlation(r.discrimination),
                },
                {
                  title: t('item.median'),
                  width: 110,
                  align: 'right',
                  sorter: by('medianMs'),
                  render: (_, r) => seconds(r.medianMs),
                },
              ]}
            />
          </>
        )}
      </Answer>
      <ItemDrawer version={version} kind={kind} questionId={open} onClose={() => setOpen(null)} />
    </>
  );
}

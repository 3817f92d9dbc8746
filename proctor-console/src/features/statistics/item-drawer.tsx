import { Alert, Drawer, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { statisticsRoutes, type ItemDetail } from 'exam-contract/http/statistics';
import { languageName } from 'exam-contract/locale';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { Still } from '../../ui/still';
import { PreviewButton } from '../preview/preview-button';
import { ShareBars } from './charts';
import { correlation, Flags, percent, seconds } from './figures';

function Options({ item }: { item: ItemDetail }) {
  const { t, i18n } = useTranslation('statistics');
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={item.options}
      rowClassName={(o) => (o.right ? 'option-right' : '')}
      columns={[
        {
          title: t('option.text'),
          render: (_, o) =>
            `${o.id}. ${inLang(o.text, i18n.language)}${o.right ? ` ${t('option.key')}` : ''}`,
        },
        { title: t('option.n'), dataIndex: 'n', width: 80, align: 'right' },
        { title: t('option.share'), width: 90, align: 'right', render: (_, o) => percent(o.share) },
        {
          title: t('option.meanRest'),
          width: 130,
          align: 'right',
          render: (_, o) => percent(o.meanRest),
        },
      ]}
    />
  );
}

interface PartRow {
  name: string;
  n: number;
  facility: number | null;
  discrimination: number | null;
  medianMs: number | null;
}
function Parts({ title, rows }: { title: string; rows: PartRow[] }) {
  const { t } = useTranslation('statistics');
  if (rows.length === 0) return null;
  return (
    <Table<PartRow>
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={rows}
      columns={[
        { title, dataIndex: 'name' },
        { title: t('item.n'), dataIndex: 'n', width: 80, align: 'right' },
        { title: t('item.facility'), width: 90, align: 'right', render: (_, r) => percent(r.facility) },
        {
          title: t('item.discrimination'),
          width: 90,
          align: 'right',
          render: (_, r) => correlation(r.discrimination),
        },
        { title: t('item.median'), width: 110, align: 'right', render: (_, r) => seconds(r.medianMs) },
      ]}
    />
  );
}

function Detail({ item, version }: { item: ItemDetail; version: string }) {
  const { t, i18n } = useTranslation('statistics');
  const weeks = item.weeks.flatMap((w) =>
    w.facility === null
      ? []
      : [{ name: w.from.slice(5), share: w.facility, said: `${w.from} ${percent(w.facility)}` }],
  );
  return (
    <div className="item-statistics">
      <Flags flags={item.flags} />
      {item.betterThanKey !== null && (
        <Alert type="error" showIcon title={t('betterThanKey', { choice: item.betterThanKey })} />
      )}
      <p className="item-stem">{inLang(item.stem, i18n.language)}</p>
      <div>
        <PreviewButton questionId={item.questionId} of={{ version }} />
      </div>
      {item.media.length > 0 && (
        <div className="stills">
          {item.media.map((m) => (
            <Still
              key={m.sha256}
              name={m.sha256}
              alt={inLang(m.alt, i18n.language)}
              load={() => call(attemptRoutes.media, { params: { sha256: m.sha256 } })}
            />
          ))}
        </div>
      )}
      <dl className="figure-list">
        {(
          [
            ['item.n', String(item.n)],
            ['item.facility', percent(item.facility)],
            ['item.discrimination', correlation(item.discrimination)],
            ['item.median', seconds(item.medianMs)],
            ['item.unanswered', String(item.unanswered)],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Options item={item} />
      {item.type === 'multi' && item.wrong.length > 0 && (
        <p className="quiet">
          {t('wrongChoices', {
            list: item.wrong
              .slice(0, 6)
              .map((w) => `${w.choice} ${w.n}`)
              .join(' · '),
          })}
        </p>
      )}
      {weeks.length > 1 && (
        <>
          <h3>{t('byWeek')}</h3>
          <ShareBars label={t('byWeek')} bars={weeks} />
        </>
      )}
      <Parts
        title={t('bySite')}
        rows={item.sites.map((s) => ({ ...s, name: inLang(s.name, i18n.language) }))}
      />
      <Parts
        title={t('byLanguage')}
        rows={item.languages.map((l) => ({ ...l, name: languageName(l.lang, i18n.language) }))}
      />
    </div>
  );
}

/** One question: who chose what, over time, by site and by language. */
export function ItemDrawer({
  version,
  kind,
  questionId,
  onClose,
}: {
  version: string;
  kind: string | undefined;
  questionId: string | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('statistics');
  const asked = useQuery({
    queryKey: ['statistics', 'item', version, kind, questionId],
    enabled: questionId !== null,
    queryFn: () =>
      call(statisticsRoutes.item, {
        params: { questionId: questionId ?? '' },
        query: { version, ...(kind === undefined ? {} : { kind }) },
      }),
  });
  return (
    <Drawer
      open={questionId !== null}
      size={720}
      title={t('item.title', { id: questionId ?? '' })}
      onClose={onClose}
      destroyOnHidden
    >
      <Answer of={asked}>{(item) => <Detail item={item} version={version} />}</Answer>
    </Drawer>
  );
}

import { Empty, Table, Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { attemptRoutes } from 'exam-contract/http/attempts';
import type { BankDiff } from 'exam-contract/http/banks';
import { sha256 } from 'exam-contract/ids';
import { languageName } from 'exam-contract/locale';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Still } from '../../ui/still';
import { written } from '../../ui/written';
import { PreviewButton, type Source } from '../preview/preview-button';

type Change = BankDiff['changed'][number];
type Head = BankDiff['added'][number];

/** A value of a question as a clerk reads it. */
function useSaid() {
  const { t } = useTranslation('bank');
  const said = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return t(value ? 'diff.yes' : 'diff.no');
    if (Array.isArray(value)) return value.map((v) => said(field, v)).join('；') || '—';
    if (typeof value === 'object') {
      const v = value as Record<string, unknown>;
      if ('text' in v) return `${String(v['id'])}. ${said(field, v['text'])}`;
      if ('article' in v) return [v['code'], v['article'], v['note']].filter(Boolean).join(' ');
      if ('file' in v) return `${String(v['file'])}（${said(field, v['alt'])}）`;
    }
    if (typeof value !== 'string' && typeof value !== 'number') return JSON.stringify(value);
    const word = { type: 'type', subjects: 'hint.subjectOf', vehicles: 'hint.vehicleOf' }[field];
    return word ? t(`${word}.${value}`, { defaultValue: String(value) }) : String(value);
  };
  return said;
}

/** The pictures themselves: a hash tells a clerk nothing. */
function Drawn({ hashes }: { hashes: unknown }) {
  const { t } = useTranslation('bank');
  const known = z.array(sha256).safeParse(hashes).data ?? [];
  if (known.length === 0) return <>{t('diff.noPicture')}</>;
  return known.map((hash) => (
    <Still
      key={hash}
      name={hash}
      alt={t('diff.field.picture')}
      load={() => call(attemptRoutes.media, { params: { sha256: hash } })}
    />
  ));
}

function Fields({ change }: { change: Change }) {
  const { t, i18n } = useTranslation('bank');
  const said = useSaid();
  /** A text's name with its language, where that is not the one every question has. */
  const name = (field: string, locale: string | null) =>
    locale === null || locale === 'zh-CN'
      ? t(`diff.field.${field}`)
      : t('diff.inLanguage', {
          field: t(`diff.field.${field}`),
          language: languageName(locale, i18n.language),
        });
  return (
    <dl className="diff-fields">
      {change.fields.map(({ field, locale, before, after }) => (
        <div
          key={`${field} ${locale}`}
          className={change.keyChanged && field === 'answer' ? 'key' : undefined}
        >
          <dt>{name(field, locale)}</dt>
          <dd>
            {field === 'picture' ? (
              <span className="diff-pictures">
                <Drawn hashes={before} /> → <Drawn hashes={after} />
              </span>
            ) : (
              <>
                <del {...written(locale)}>{said(field, before)}</del>{' '}
                <ins {...written(locale)}>{said(field, after)}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Heads({ rows, of }: { rows: readonly Head[]; of: Source | null }) {
  const { t, i18n } = useTranslation('bank');
  return (
    <Table<Head>
      size="small"
      rowKey="id"
      scroll={{ x: 700 }}
      dataSource={[...rows]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty description={t('diff.none')} /> }}
      columns={[
        { title: t('preview.id'), width: 160, render: (_, q) => <span className="mono">{q.id}</span> },
        { title: t('preview.type'), width: 100, render: (_, q) => t(`type.${q.type}`) },
        { title: t('preview.stem'), render: (_, q) => inLang(q.stem, i18n.language) },
        ...(of
          ? [
              {
                title: t('draft.deed'),
                width: 110,
                render: (_: unknown, q: Head) => <PreviewButton questionId={q.id} of={of} />,
              },
            ]
          : []),
      ]}
    />
  );
}

/** What is different between two banks; questions whose key changed come first, in red. */
export function DiffView({ diff, now, before }: { diff: BankDiff; now: Source; before: Source | null }) {
  const { t, i18n } = useTranslation('bank');
  const { counts } = diff;
  const changed = (
    <Table<Change>
      size="small"
      rowKey="id"
      scroll={{ x: 900 }}
      dataSource={diff.changed}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty description={t('diff.none')} /> }}
      columns={[
        {
          title: t('preview.id'),
          width: 160,
          render: (_, c) => (
            <div className="diff-id">
              <span className="mono">{c.id}</span>
              {c.keyChanged && (
                <div>
                  <Tag variant="solid" color="#a61b1b">
                    {t('diff.keyChanged')}
                  </Tag>
                </div>
              )}
              <div>
                <PreviewButton questionId={c.id} of={now} before={before} />
              </div>
            </div>
          ),
        },
        { title: t('preview.stem'), width: 320, render: (_, c) => inLang(c.stem, i18n.language) },
        { title: t('diff.what'), render: (_, c) => <Fields change={c} /> },
      ]}
    />
  );
  return (
    <>
      <p role="status">
        {t('diff.counts', { ...counts })}
        {counts.keyChanged > 0 && (
          <strong className="cannot"> {t('diff.keys', { count: counts.keyChanged })}</strong>
        )}
      </p>
      <Tabs
        size="small"
        defaultActiveKey={
          (['changed', 'added', 'removed'] as const).find((key) => counts[key] > 0) ?? 'changed'
        }
        items={[
          { key: 'changed', label: t('diff.changed', { count: counts.changed }), children: changed },
          {
            key: 'added',
            label: t('diff.added', { count: counts.added }),
            children: <Heads rows={diff.added} of={now} />,
          },
          {
            key: 'removed',
            label: t('diff.removed', { count: counts.removed }),
            children: <Heads rows={diff.removed} of={before} />,
          },
        ]}
      />
    </>
  );
}

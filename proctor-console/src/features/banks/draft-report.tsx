import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Empty, Table, Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft } from 'exam-contract/http/banks';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { takeFocusLater } from '../../ui/focus';
import { PreviewButton } from '../preview/preview-button';
import { CountingNote } from './counting-note';
import { DraftStale } from './draft-stale';
import { IssueTable } from './issue-table';
import { DraftDeeds } from './hand-in';
import { MappingTab } from './mapping-tab';
import { MendGrid } from './mend-grid';
import { OriginalFile, RESTORED } from './version-origin';

function Feasible({ kinds }: { kinds: BankDraft['kinds'] }) {
  const { t } = useTranslation('bank');
  const names = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const { i18n } = useTranslation();
  const nameOf = (code: string) => {
    const kind = names.data?.kinds.find((k) => k.code === code);
    return kind ? inLang(kind.name, i18n.language) : code;
  };
  return (
    <Table
      size="small"
      rowKey="code"
      pagination={false}
      dataSource={kinds}
      locale={{ emptyText: <Empty description={t('feasible.empty')} /> }}
      columns={[
        { title: t('feasible.kind'), render: (_, k) => nameOf(k.code) },
        {
          title: t('feasible.can'),
          render: (_, k) => (
            <span className={k.feasible ? 'can' : 'cannot'}>
              {k.feasible ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}{' '}
              {t(k.feasible ? 'feasible.yes' : 'feasible.no')}
            </span>
          ),
        },
        {
          title: t('feasible.short'),
          render: (_, k) => k.short?.replace(/judge|single|multi/g, (type) => t(`type.${type}`)) ?? '—',
        },
      ]}
    />
  );
}

function Preview({ rows, draftId }: { rows: BankDraft['preview']; draftId: string }) {
  const { t, i18n } = useTranslation('bank');
  return (
    <Table
      size="small"
      rowKey="questionId"
      scroll={{ x: 800 }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={rows}
      locale={{ emptyText: <Empty description={t('preview.empty')} /> }}
      columns={[
        { title: t('preview.row'), width: 80, render: (_, q) => q.row ?? '—' },
        {
          title: t('preview.id'),
          width: 140,
          render: (_, q) => <span className="mono">{q.questionId}</span>,
        },
        {
          title: t('preview.type'),
          width: 100,
          render: (_, q) => t(`type.${q.type}`, { defaultValue: q.type }),
        },
        { title: t('preview.chapter'), width: 120, dataIndex: 'chapter' },
        { title: t('preview.stem'), render: (_, q) => inLang(q.stem, i18n.language) },
        {
          title: t('draft.deed'),
          width: 110,
          render: (_, q) => (
            <PreviewButton questionId={q.questionId} of={{ draft: draftId, mode: 'merge' }} />
          ),
        },
      ]}
    />
  );
}

/** Formats of which nothing was read: there is nothing to map. */
const UNREAD = ['unknown', 'encrypted-office'];

/** The page is long: what was just opened is brought before the eyes. */
const shownAtOnce = (at: HTMLElement | null) => {
  at?.scrollIntoView({ block: 'start' });
  // Whoever hears the page instead of seeing it is told so, and goes on from here.
  at?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
};

function Report({ draft, shownAt, onDone }: { draft: BankDraft; shownAt: number; onDone: () => void }) {
  const { t } = useTranslation('bank');
  // Where something in the columns is in doubt, that comes before everything else.
  const [tab, setTab] = useState(
    draft.mapping && draft.mapping.open > 0 && !draft.review ? 'mapping' : 'issues',
  );
  const mapped = draft.mapping !== null && !draft.review && !UNREAD.includes(draft.format);
  const deeds = useRef<HTMLHeadingElement>(null);
  const handedIn = draft.review !== null;
  const was = useRef(handedIn);
  useEffect(() => {
    if (was.current === handedIn) return;
    was.current = handedIn;
    return takeFocusLater(() => deeds.current);
  }, [handedIn]);
  const tabs = useRef<HTMLDivElement>(null);
  const showMapping = () => {
    setTab('mapping');
    // The button that led there is gone.
    tabs.current?.querySelector<HTMLElement>('[data-node-key="mapping"] [role="tab"]')?.focus();
  };
  const byType = Object.entries(draft.byType)
    .map(([type, n]) => `${t(`type.${type}`, { defaultValue: type })} ${n}`)
    .join(' · ');
  const counts: [string, ReactNode][] = [
    [
      draft.format === RESTORED ? 'restored' : 'file',
      <span key="file">
        <span className="mono">{draft.fileName}</span>{' '}
        {draft.mapping && <OriginalFile draftId={draft.draftId} fileName={draft.fileName} />}
      </span>,
    ],
    ['format', t([`formatOf.${draft.format}`, 'formatOf.other'], { format: draft.format.toUpperCase() })],
    ['read', draft.read],
    ['accepted', draft.accepted > 0 && byType ? `${draft.accepted} (${byType})` : draft.accepted],
    ['rejected', draft.rejected],
    ...(draft.skipped > 0 ? [['skipped', draft.skipped] satisfies [string, ReactNode]] : []),
    ['issues', t('count.issuesOf', { errors: draft.errors, warnings: draft.warnings })],
  ];
  return (
    <section className="sheet-box" aria-labelledby="report" ref={shownAtOnce}>
      <h2 id="report" tabIndex={-1}>
        {t('report', { name: draft.name })}
      </h2>
      <DraftStale draft={draft} shownAt={shownAt} onDone={onDone} />
      <CountingNote draft={draft} />
      <dl className="facts">
        {counts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name === 'restored' ? 'origin.restored' : `count.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div ref={tabs}>
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[
            {
              key: 'issues',
              label: t('tab.issues'),
              children: (
                <IssueTable
                  issues={draft.issues}
                  draft={draft.review ? undefined : draft}
                  {...(mapped ? { onMapping: showMapping } : {})}
                />
              ),
            },
            ...(draft.mendable > 0 && !draft.review
              ? [
                  {
                    key: 'mend',
                    label: t('tab.mend', { count: draft.mendable - draft.skipped }),
                    children: <MendGrid draft={draft} />,
                  },
                ]
              : []),
            ...(mapped && draft.mapping
              ? [
                  {
                    key: 'mapping',
                    label: t(draft.mapping.open > 0 ? 'tab.mappingOpen' : 'tab.mapping', {
                      count: draft.mapping.open,
                    }),
                    children: <MappingTab draftId={draft.draftId} />,
                  },
                ]
              : []),
            { key: 'kinds', label: t('tab.kinds'), children: <Feasible kinds={draft.kinds} /> },
            {
              key: 'preview',
              label: t('tab.preview'),
              children: <Preview rows={draft.preview} draftId={draft.draftId} />,
            },
          ]}
        />
      </div>
      <h2 className="publish-head" tabIndex={-1} ref={deeds}>
        {t(draft.review ? 'review.title' : 'publish.title')}
      </h2>
      <DraftDeeds draft={draft} onDone={onDone} />
    </section>
  );
}

/** A draft with everything wrong with it, what could be drawn from it, and what becomes of it. */
export function DraftReport({ draftId, onDone }: { draftId: string; onDone: () => void }) {
  const asked = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => call(bankRoutes.draft, { params: { draftId } }),
    staleTime: Infinity,
  });
  return (
    <Answer of={asked}>
      {(draft) => <Report draft={draft} shownAt={asked.dataUpdatedAt} onDone={onDone} />}
    </Answer>
  );
}

import { Button, Empty, Table, Tabs, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { bankRoutes, type KindRow } from 'exam-contract/http/banks';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer, PageHead } from '../../ui/answer';
import { takeFocusLater } from '../../ui/focus';
import { momentOf } from '../../ui/format';
import { DraftReport } from './draft-report';
import { useDrafts } from './draft-stale';
import { LawChanges } from './law-changes';
import { RememberedMappings } from './remembered-mappings';
import { Regrades } from './regrades';
import { UploadBox } from './upload-box';
import { Versions } from './versions';
import { Withdrawn } from './withdrawn';
import '../../theme/bank.css';
import '../../theme/mapping.css';

function Drafts({ open, onOpen }: { open: string | null; onOpen: (draftId: string) => void }) {
  const { t, i18n } = useTranslation('bank');
  const asked = useDrafts();
  return (
    <section className="sheet-box" aria-labelledby="drafts">
      <h2 id="drafts" tabIndex={-1}>
        {t('drafts')}
      </h2>
      <Answer of={asked}>
        {({ drafts }) => (
          <Table
            size="small"
            rowKey="draftId"
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 700 }}
            dataSource={drafts}
            locale={{ emptyText: <Empty description={t('draftsEmpty')} /> }}
            columns={[
              {
                title: t('draft.file'),
                width: 160,
                render: (_, d) => <span className="mono">{d.fileName}</span>,
              },
              { title: t('draft.at'), render: (_, d) => momentOf(d.createdAt, i18n.language) },
              { title: t('draft.by'), dataIndex: 'createdBy' },
              { title: t('draft.accepted'), render: (_, d) => `${d.accepted} / ${d.read}` },
              {
                title: t('draft.issues'),
                render: (_, d) => t(d.counting ? 'counting.list' : 'count.issuesOf', { ...d }),
              },
              {
                title: t('version.state'),
                render: (_, d) =>
                  d.review ? (
                    <Tag variant="solid" color={d.review.mayApprove ? '#8a5300' : '#3d4a5c'}>
                      {t(d.review.mayApprove ? 'review.waitsForYou' : 'review.waits')}
                    </Tag>
                  ) : d.returned ? (
                    <Tag variant="solid" color="#a61b1b">
                      {t('review.cameBack')}
                    </Tag>
                  ) : (
                    t('review.open')
                  ),
              },
              {
                title: t('draft.deed'),
                render: (_, d) => (
                  <Button disabled={d.draftId === open} onClick={() => onOpen(d.draftId)}>
                    {t('draft.open')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}

function Kinds() {
  const { t, i18n } = useTranslation('bank');
  const asked = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  return (
    <Answer of={asked}>
      {({ kinds }) => (
        <Table<KindRow>
          size="small"
          rowKey={(k) => `${k.code} ${k.version}`}
          pagination={false}
          scroll={{ x: 1100 }}
          dataSource={kinds}
          locale={{ emptyText: <Empty description={t('kindsEmpty')} /> }}
          columns={[
            { title: t('kind.name'), width: 240, render: (_, k) => inLang(k.name, i18n.language) },
            { title: t('kind.questions'), dataIndex: 'questions' },
            { title: t('kind.minutes'), dataIndex: 'minutes' },
            { title: t('kind.passMark'), dataIndex: 'passMark' },
            {
              title: t('kind.withdrawn'),
              render: (_, k) => t(`withdrawnQuestion.${k.withdrawnQuestion}`),
            },
            {
              title: t('kind.earlyEnd'),
              render: (_, k) => t(`earlyEnd.${k.earlyEnd}`, { defaultValue: k.earlyEnd }),
            },
            {
              title: t('kind.reveal'),
              render: (_, k) => t(`reveal.${k.reveal}`, { defaultValue: k.reveal }),
            },
            {
              title: t('kind.valid'),
              render: (_, k) =>
                t('kind.from', { from: k.effectiveFrom, to: k.effectiveTo ?? t('kind.open') }),
            },
            { title: t('kind.law'), width: 260, dataIndex: 'law' },
            {
              title: t('kind.confidence'),
              render: (_, k) => t(`confidence.${k.confidence}`, { defaultValue: k.confidence }),
            },
          ]}
        />
      )}
    </Answer>
  );
}

export default function BanksPage() {
  const { t } = useTranslation('bank');
  const clerk = useMay('registry', 'admin');
  const [search, setSearch] = useSearchParams();
  const draftId = search.get('draft');
  const tab = search.get('tab') ?? 'versions';
  const go = (to: Record<string, string | null>) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      for (const [key, value] of Object.entries(to))
        if (value === null) next.delete(key);
        else next.set(key, value);
      return next;
    });
  const open = (id: string | null) => go({ draft: id });
  const close = () => {
    open(null);
    takeFocusLater(() => document.getElementById('drafts'));
  };
  const regrade = (hash: string | null) => go({ tab: 'regrade', from: hash });
  return (
    <>
      <PageHead title={t('title')} />
      {clerk && <UploadBox onDraft={open} />}
      {clerk && draftId && <DraftReport key={draftId} draftId={draftId} onDone={close} />}
      {clerk && <Drafts open={draftId} onOpen={open} />}
      <section className="sheet-box">
        <Tabs
          activeKey={tab}
          onChange={(key) => go({ tab: key })}
          items={[
            {
              key: 'versions',
              label: t('versions'),
              children: <Versions onDraft={open} onRegrade={regrade} />,
            },
            {
              key: 'withdrawn',
              label: t('withdrawn.tab'),
              children: <Withdrawn onRegrade={() => regrade(null)} />,
            },
            {
              key: 'regrade',
              label: t('regrade:tab'),
              children: <Regrades from={search.get('from')} onFrom={regrade} />,
            },
            { key: 'law', label: t('law:tab'), children: <LawChanges /> },
            { key: 'kinds', label: t('kinds'), children: <Kinds /> },
            ...(clerk
              ? [{ key: 'mappings', label: t('mapping:kept.tab'), children: <RememberedMappings /> }]
              : []),
          ]}
        />
      </section>
    </>
  );
}

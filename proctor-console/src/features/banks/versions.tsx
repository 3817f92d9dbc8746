import { CheckCircleOutlined, ClockCircleOutlined, DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Empty, Modal, Table, Tag, Tooltip } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, exportFormat, type BankVersionRow } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { keep } from '../../ui/keep';
import { ReasonDialog } from '../../ui/reason-dialog';
import { TakeBackRefusal } from '../blueprints/shorts';
import { VersionQuestions } from '../preview/version-questions';
import { DiffView } from './diff-view';

function Difference({ of, inForce }: { of: string; inForce: string }) {
  const asked = useQuery({
    queryKey: ['diff', of, inForce],
    queryFn: () => call(bankRoutes.versionDiff, { params: { hash: of, other: inForce } }),
  });
  return (
    <Answer of={asked}>
      {(diff) => <DiffView diff={diff} now={{ version: of }} before={{ version: inForce }} />}
    </Answer>
  );
}

/** The ending a file of that format has; some leave as a ZIP where there are pictures. */
function endingOf(format: (typeof exportFormat.options)[number], pictures: number): string {
  const own = { moodle: 'xml', qti: 'zip', xlsx: 'xlsx', pdf: 'pdf' } as const;
  return format in own ? own[format as keyof typeof own] : pictures > 0 ? 'zip' : format;
}

function Deeds({
  version,
  inForce,
  onDraft,
  onRegrade,
}: {
  version: BankVersionRow;
  inForce: string | undefined;
  onDraft: (draftId: string) => void;
  onRegrade: (hash: string) => void;
}) {
  const { t } = useTranslation('bank');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [comparing, setComparing] = useState(false);
  const [cancelling, setCancelling] = useState(false);
  const params = { hash: version.hash };
  const load = useMutation({
    mutationFn: async (format: (typeof exportFormat.options)[number]) => {
      const blob = await call(bankRoutes.exported, { params, query: { format } });
      keep(blob, `${version.name}-${version.hash.slice(0, 8)}.${endingOf(format, version.pictures)}`);
    },
  });
  const restore = useMutation({
    mutationFn: () => call(bankRoutes.restore, { params, body: {} }),
    onSuccess: (draft) => {
      queries.setQueryData(['draft', draft.draftId], draft);
      void queries.invalidateQueries({ queryKey: ['drafts'] });
      void message.success(t('review.handedIn'));
      onDraft(draft.draftId);
    },
  });
  const ask = () =>
    void modal.confirm({
      title: t('version.restoreAsk', { name: version.name }),
      content: t('version.restoreMeans'),
      okText: t('version.restore'),
      cancelText: t('page:cancel'),
      onOk: () => restore.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      <div className="version-deeds">
        <Dropdown
          trigger={['click']}
          menu={{
            items: exportFormat.options.map((key) => ({ key, label: t(`version.as.${key}`) })),
            onClick: ({ key }) => load.mutate(exportFormat.parse(key)),
          }}
        >
          <Button icon={<DownloadOutlined aria-hidden />} loading={load.isPending}>
            {t('version.export')}
          </Button>
        </Dropdown>
        {version.hash !== inForce && (
          <Button onClick={() => setComparing(true)}>{t('version.compare')}</Button>
        )}
        {version.state === 'scheduled' && (
          <Button onClick={() => setCancelling(true)}>{t('version.cancel')}</Button>
        )}
        {version.hash !== inForce && version.state !== 'scheduled' && (
          <>
            {version.state === 'past' && (
              <Button onClick={() => onRegrade(version.hash)}>{t('regrade:keys')}</Button>
            )}
            <Button loading={restore.isPending} onClick={ask}>
              {t('version.restore')}
            </Button>
          </>
        )}
      </div>
      <FailureNote failure={load.error ?? restore.error} />
      {cancelling && (
        <ReasonDialog
          title={t('version.cancelTitle', { name: version.name })}
          lead={<p>{t('version.cancelMeans')}</p>}
          okText={t('version.cancel')}
          onSend={async ({ reason }) => {
            const at = { publicationId: version.publicationId };
            await call(bankRoutes.cancelVersion, { params: at, body: { reason } });
            await queries.invalidateQueries({ queryKey: ['versions'] });
          }}
          refusal={(failure) => <TakeBackRefusal failure={failure} />}
          onClose={() => setCancelling(false)}
        />
      )}
      <Modal
        open={comparing}
        width={1000}
        footer={null}
        title={t('version.compareTitle', { name: version.name })}
        onCancel={() => setComparing(false)}
        destroyOnHidden
      >
        {inForce && <Difference of={version.hash} inForce={inForce} />}
      </Modal>
    </>
  );
}

function State({ version: v }: { version: BankVersionRow }) {
  const { t } = useTranslation('bank');
  if (v.state === 'inForce')
    return (
      <Tag variant="solid" color="#0a6b3d" icon={<CheckCircleOutlined aria-hidden />}>
        {t('version.inForce')}
      </Tag>
    );
  if (v.state === 'scheduled')
    return (
      <Tag variant="solid" color="#3d4a5c" icon={<ClockCircleOutlined aria-hidden />}>
        {t('version.scheduled')}
      </Tag>
    );
  if (!v.cancelled) return <>{t('version.past')}</>;
  return (
    <>
      {t('version.cancelled')}
      <div className="quiet">{t('version.cancelledBy', { ...v.cancelled })}</div>
    </>
  );
}

/** Published versions, each with what can be done with it. */
export function Versions({
  onDraft,
  onRegrade,
}: {
  onDraft: (draftId: string) => void;
  /** Former results by keys that a version has no more. */
  onRegrade: (hash: string) => void;
}) {
  const { t, i18n } = useTranslation('bank');
  const clerk = useMay('registry', 'admin');
  const asked = useQuery({ queryKey: ['versions'], queryFn: () => call(bankRoutes.versions) });
  return (
    <Answer of={asked}>
      {({ versions }) => (
        <Table<BankVersionRow>
          size="small"
          rowKey="publicationId"
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 1000 }}
          dataSource={versions}
          locale={{ emptyText: <Empty description={t('versionsEmpty')} /> }}
          columns={[
            {
              title: t('version.state'),
              render: (_, v) => <State version={v} />,
            },
            {
              title: t('version.from'),
              width: 130,
              render: (_, v) =>
                t(v.state === 'scheduled' ? 'version.onward' : 'version.since', { day: v.inForceFrom }),
            },
            { title: t('version.name'), dataIndex: 'name' },
            { title: t('version.at'), render: (_, v) => momentOf(v.publishedAt, i18n.language) },
            {
              title: t('version.by'),
              render: (_, v) => (
                <>
                  {v.publishedBy}
                  {v.submittedBy && (
                    <div className="quiet">{t('version.handedIn', { by: v.submittedBy })}</div>
                  )}
                </>
              ),
            },
            {
              title: t('version.questions'),
              render: (_, v) => (
                <>
                  {`${v.questions} (${Object.entries(v.byType)
                    .map(([type, n]) => `${t(`type.${type}`, { defaultValue: type })} ${n}`)
                    .join(' · ')})`}
                  <div>
                    <VersionQuestions hash={v.hash} name={v.name} />
                  </div>
                </>
              ),
            },
            { title: t('version.pictures'), dataIndex: 'pictures' },
            {
              title: t('version.hash'),
              render: (_, v) => (
                <Tooltip title={v.hash}>
                  <span className="mono">{v.hash.slice(0, 12)}</span>
                </Tooltip>
              ),
            },
            ...(clerk
              ? [
                  {
                    title: t('draft.deed'),
                    render: (_: unknown, v: BankVersionRow) => (
                      <Deeds
                        version={v}
                        inForce={versions.find((x) => x.inForce)?.hash}
                        onDraft={onDraft}
                        onRegrade={onRegrade}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Answer>
  );
}

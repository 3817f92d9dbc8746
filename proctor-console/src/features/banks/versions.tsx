import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons';
import { App, Button, Empty, Table, Tag, Tooltip } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankVersionRow } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { ReasonDialog } from '../../ui/reason-dialog';
import { TakeBackRefusal } from '../blueprints/shorts';
import { VersionQuestions } from '../preview/version-questions';
import { CompareVersions } from './compare-versions';
import { ExportVersion } from './export-version';
import { VersionOrigin } from './version-origin';

function Deeds({
  version,
  beside,
  versions,
  onDraft,
  onRegrade,
}: {
  version: BankVersionRow;
  beside: HTMLElement | null;
  versions: readonly BankVersionRow[];
  onDraft: (draftId: string) => void;
  onRegrade: (hash: string) => void;
}) {
  const { t } = useTranslation('bank');
  const inForce = versions.find((v) => v.inForce)?.hash;
  const clerk = useMay('registry', 'admin');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [cancelling, setCancelling] = useState(false);
  const params = { hash: version.hash };
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
        <ExportVersion version={version} beside={beside} />
        <VersionOrigin hash={version.hash} name={version.name} />
        <CompareVersions version={version} versions={versions} />
        {clerk && version.state === 'scheduled' && (
          <Button onClick={() => setCancelling(true)}>{t('version.cancel')}</Button>
        )}
        {clerk && version.hash !== inForce && version.state !== 'scheduled' && (
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
      <FailureNote failure={restore.error} />
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
  const reads = useMay('registry', 'auditor', 'admin');
  const [beside, setBeside] = useState<HTMLElement | null>(null);
  const asked = useQuery({ queryKey: ['versions'], queryFn: () => call(bankRoutes.versions) });
  return (
    <Answer of={asked}>
      {({ versions }) => (
        <>
          <div ref={setBeside} className="exports" />
          <Table<BankVersionRow>
            size="small"
            rowKey="publicationId"
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 830 }}
            dataSource={versions}
            locale={{ emptyText: <Empty description={t('versionsEmpty')} /> }}
            columns={[
              {
                title: t('version.state'),
                width: 110,
                render: (_, v) => <State version={v} />,
              },
              {
                title: t('version.from'),
                width: 110,
                render: (_, v) =>
                  t(v.state === 'scheduled' ? 'version.onward' : 'version.since', { day: v.inForceFrom }),
              },
              {
                title: t('version.name'),
                render: (_, v) => (
                  <>
                    {v.name}
                    <div>
                      <Tooltip title={`${t('version.hash')} ${v.hash}`}>
                        <span className="mono quiet">{v.hash.slice(0, 8)}</span>
                      </Tooltip>
                    </div>
                  </>
                ),
              },
              {
                title: t('version.at'),
                width: 170,
                render: (_, v) => (
                  <>
                    {momentOf(v.publishedAt, i18n.language)}
                    <div>{v.publishedBy}</div>
                    {v.submittedBy && (
                      <div className="quiet">{t('version.handedIn', { by: v.submittedBy })}</div>
                    )}
                  </>
                ),
              },
              {
                title: t('version.questions'),
                width: 170,
                render: (_, v) => (
                  <>
                    {`${v.questions} (${Object.entries(v.byType)
                      .map(([type, n]) => `${t(`type.${type}`, { defaultValue: type })} ${n}`)
                      .join(' · ')})`}
                    <div>{`${t('version.pictures')} ${v.pictures}`}</div>
                    <div>
                      <VersionQuestions hash={v.hash} name={v.name} />
                    </div>
                  </>
                ),
              },
              ...(reads
                ? [
                    {
                      title: t('draft.deed'),
                      width: 200,
                      render: (_: unknown, v: BankVersionRow) => (
                        <Deeds
                          version={v}
                          beside={beside}
                          versions={versions}
                          onDraft={onDraft}
                          onRegrade={onRegrade}
                        />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </Answer>
  );
}

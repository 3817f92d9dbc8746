import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Empty, Modal, Table } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent } from 'exam-contract/blueprint';
import { blueprintRoutes, type BlueprintRow, type KindBlueprint } from 'exam-contract/http/blueprints';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { momentOf } from '../../ui/format';
import { keep } from '../../ui/keep';
import { ReasonDialog } from '../../ui/reason-dialog';
import { Compare } from './compare';
import { Refusal, TakeBackRefusal } from './shorts';

/** Blueprints as they were put in force; an old one can be handed in again, one to come taken back. */
export function History({ of, before }: { of: KindBlueprint; before: BlueprintContent }) {
  const { t, i18n } = useTranslation('blueprint');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const clerk = useMay('registry', 'admin');
  const [comparing, setComparing] = useState<BlueprintRow | null>(null);
  const [cancelling, setCancelling] = useState<BlueprintRow | null>(null);
  const settle = () => {
    void queries.invalidateQueries({ queryKey: ['blueprints'] });
    void queries.invalidateQueries({ queryKey: ['blueprint', of.kind.code] });
  };
  const restore = useMutation({
    mutationFn: (row: BlueprintRow) =>
      call(blueprintRoutes.restore, { params: { kindCode: of.kind.code, hash: row.hash }, body: {} }),
    onSuccess: () => {
      void message.success(t('bank:review.handedIn'));
      settle();
    },
  });
  const load = useMutation({
    mutationFn: async (row: BlueprintRow | null) => {
      // With the kind as it was on the day from which papers were drawn by it.
      const query = row ? { hash: row.hash, day: row.inForceFrom } : {};
      const file = await call(blueprintRoutes.file, { params: { kindCode: of.kind.code }, query });
      const parts = row
        ? [of.kind.code, row.number, row.hash.slice(0, 8), row.inForceFrom]
        : [of.kind.code, file.number ?? 'own'];
      keep(
        new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }),
        `${parts.join('-')}.json`,
      );
    },
  });
  const ask = (row: BlueprintRow) =>
    void modal.confirm({
      title: t('history.restoreAsk', { number: row.number }),
      content: t('history.restoreMeans'),
      okText: t('history.restore'),
      cancelText: t('page:cancel'),
      onOk: () => restore.mutateAsync(row).catch(() => undefined),
    });
  return (
    <>
      <Refusal failure={restore.error ?? load.error} />
      <p className="quiet">{t('history.fileMeans')}</p>
      <Button
        className="blueprint-today"
        icon={<DownloadOutlined aria-hidden />}
        onClick={() => load.mutate(null)}
      >
        {t('history.today')}
      </Button>
      <Table<BlueprintRow>
        size="small"
        rowKey="publicationId"
        scroll={{ x: 900 }}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={of.history}
        locale={{ emptyText: <Empty description={t('history.none')} /> }}
        columns={[
          { title: t('history.number'), width: 80, dataIndex: 'number' },
          {
            title: t('bank:version.state'),
            width: 130,
            render: (_, r) => (
              <>
                {t(`bank:version.${r.state}`)}
                {r.cancelled && (
                  <div className="quiet">{t('bank:version.cancelledBy', { ...r.cancelled })}</div>
                )}
              </>
            ),
          },
          { title: t('history.from'), width: 120, dataIndex: 'inForceFrom' },
          { title: t('note'), dataIndex: 'note' },
          {
            title: t('history.by'),
            render: (_, r) => (
              <>
                {r.publishedBy} {momentOf(r.publishedAt, i18n.language)}
                <div className="quiet">{t('bank:version.handedIn', { by: r.submittedBy })}</div>
              </>
            ),
          },
          {
            title: t('history.hash'),
            width: 130,
            render: (_, r) => <span className="mono">{r.hash.slice(0, 12)}</span>,
          },
          {
            title: t('deed'),
            render: (_, r) => (
              <div className="version-deeds">
                <Button
                  icon={<DownloadOutlined aria-hidden />}
                  aria-label={t('history.fileOf', { number: r.number })}
                  loading={load.isPending && load.variables === r}
                  onClick={() => load.mutate(r)}
                >
                  {t('history.file')}
                </Button>
                <Button disabled={r.state === 'inForce'} onClick={() => setComparing(r)}>
                  {t('history.compare')}
                </Button>
                {clerk && r.state === 'past' && (
                  <Button disabled={of.draft !== null} loading={restore.isPending} onClick={() => ask(r)}>
                    {t('history.restore')}
                  </Button>
                )}
                {clerk && r.state === 'scheduled' && (
                  <Button onClick={() => setCancelling(r)}>{t('history.cancel')}</Button>
                )}
              </div>
            ),
          },
        ]}
      />
      {comparing && (
        <Modal
          open
          width={900}
          footer={null}
          title={t('history.compareTitle', { number: comparing.number })}
          onCancel={() => setComparing(null)}
        >
          <Compare before={before} after={comparing.content} />
        </Modal>
      )}
      {cancelling && (
        <ReasonDialog
          title={t('history.cancelTitle', { number: cancelling.number })}
          okText={t('history.cancel')}
          onSend={async ({ reason }) => {
            const params = { publicationId: cancelling.publicationId };
            await call(blueprintRoutes.cancel, { params, body: { reason } });
            settle();
          }}
          refusal={(failure) => <TakeBackRefusal failure={failure} />}
          onClose={() => setCancelling(null)}
        />
      )}
    </>
  );
}

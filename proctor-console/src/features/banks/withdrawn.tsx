import { App, Button, Empty, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { withdrawalRoutes, type Withdrawal } from 'exam-contract/http/withdrawals';
import { regradeRoutes } from 'exam-contract/http/regrades';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { PreviewButton } from '../preview/preview-button';
import { WithdrawForm } from './withdraw-form';

/** How often it is asked again while running papers wait to be adjusted. */
const WAITING_MS = 1000;

function Running({ of }: { of: Withdrawal['running'] }) {
  const { t } = useTranslation('bank');
  if (!of) return <span className="quiet">{t('withdrawn.kept')}</span>;
  return (
    <>
      {t('withdrawn.adjusted', { count: of.adjusted })}
      {of.waiting > 0 && <strong className="waits">{t('withdrawn.waits', { count: of.waiting })}</strong>}
    </>
  );
}

/** Questions out of all draws: taken out by one person at once, put back by another. */
export function Withdrawn({ onRegrade }: { onRegrade: () => void }) {
  const { t, i18n } = useTranslation('bank');
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const clerk = useMay('registry', 'admin');
  const asked = useQuery({
    queryKey: ['withdrawals'],
    queryFn: () => call(withdrawalRoutes.withdrawals),
    refetchInterval: ({ state: { data } }) =>
      data?.withdrawals.some((w) => w.running && w.running.waiting > 0) ? WAITING_MS : false,
  });
  const held = useQuery({
    queryKey: ['regrade-questions', null],
    queryFn: () => call(regradeRoutes.questions, { query: {} }),
  });
  const finished = new Map(held.data?.rows.map((q) => [q.questionId, q.finished]));
  const back = useMutation({
    mutationFn: (questionId: string) => call(withdrawalRoutes.putBack, { params: { questionId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['withdrawals'] }),
  });
  const ask = (id: string) =>
    void modal.confirm({
      title: t('withdrawn.backAsk', { id }),
      content: t('withdrawn.backMeans'),
      okText: t('withdrawn.back'),
      cancelText: t('page:cancel'),
      onOk: () => back.mutateAsync(id).catch(() => undefined),
    });
  return (
    <>
      {clerk && <WithdrawForm />}
      <FailureNote failure={back.error} />
      <Answer of={asked}>
        {({ withdrawals }) => (
          <Table<Withdrawal>
            className="withdrawn-table"
            size="small"
            rowKey="questionId"
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 830 }}
            dataSource={withdrawals}
            locale={{ emptyText: <Empty description={t('withdrawn.none')} /> }}
            columns={[
              {
                title: t('withdrawn.id'),
                width: 120,
                render: (_, w) => (
                  <>
                    <span className="mono">{w.questionId}</span>
                    <div>
                      <PreviewButton questionId={w.questionId} of={{ newest: true }} />
                    </div>
                  </>
                ),
              },
              { title: t('preview.stem'), render: (_, w) => inLang(w.stem, i18n.language) },
              {
                title: t('withdrawn.reason'),
                width: 130,
                render: (_, w) => (
                  <>
                    <span className="quiet">{t(`withdrawn.why.${w.code}`)}</span>
                    <br />
                    {w.reason}
                  </>
                ),
              },
              { title: t('withdrawn.running'), render: (_, w) => <Running of={w.running} /> },
              {
                title: t('regrade:col.finished'),
                render: (_, w) => {
                  const count = finished.get(w.questionId);
                  if (count === undefined) return '—';
                  return (
                    <>
                      {t('regrade:finished', { count })}
                      {count > 0 && (
                        <Button type="link" onClick={onRegrade}>
                          {t('regrade:go')}
                        </Button>
                      )}
                    </>
                  );
                },
              },
              { title: t('withdrawn.by'), dataIndex: 'by' },
              { title: t('withdrawn.at'), width: 110, render: (_, w) => momentOf(w.at, i18n.language) },
              ...(clerk
                ? [
                    {
                      title: t('draft.deed'),
                      render: (_: unknown, w: Withdrawal) => (
                        <Button loading={back.isPending} onClick={() => ask(w.questionId)}>
                          {t('withdrawn.back')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answer>
    </>
  );
}

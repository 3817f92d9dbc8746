import { Alert, App, Button, Empty, Input, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type Withdrawal } from 'exam-contract/http/banks';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { isReason } from '../../ui/reason';

function WithdrawForm() {
  const { t, i18n } = useTranslation('bank');
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const names = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const withdraw = useMutation({
    mutationFn: () => call(bankRoutes.withdraw, { body: { questionId: id.trim(), reason: reason.trim() } }),
    onSuccess: () => {
      setId('');
      setReason('');
      void queries.invalidateQueries({ queryKey: ['withdrawals'] });
    },
  });
  const nameOf = (code: string) => {
    const kind = names.data?.kinds.find((k) => k.code === code);
    return kind ? inLang(kind.name, i18n.language) : code;
  };
  const ready = id.trim() !== '' && isReason(reason);
  const ask = () =>
    void modal.confirm({
      title: t('withdrawn.ask', { id: id.trim() }),
      content: t('withdrawn.means'),
      okText: t('withdrawn.go'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => withdraw.mutateAsync().catch(() => undefined),
    });
  const done = withdraw.data;
  return (
    <div className="deed">
      <p>{t('withdrawn.lead')}</p>
      <div className="withdraw-fields">
        <label>
          <span>{t('withdrawn.id')}</span>
          <Input value={id} maxLength={64} onChange={(e) => setId(e.target.value)} />
        </label>
        <label>
          <span>{t('withdrawn.reason')}</span>
          <Input value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} />
        </label>
        <Button danger disabled={!ready} loading={withdraw.isPending} onClick={ask}>
          {t('withdrawn.go')}
        </Button>
      </div>
      {!ready && <p className="quiet">{t('withdrawn.fill')}</p>}
      <FailureNote failure={withdraw.error} />
      {done && <Alert type="success" showIcon title={t('withdrawn.done', { count: done.running })} />}
      {done && done.kinds.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('withdrawn.short', { kinds: done.kinds.map((k) => nameOf(k.code)).join('、') })}
        />
      )}
    </div>
  );
}

/** Questions out of all draws: taken out by one person at once, put back by another. */
export function Withdrawn() {
  const { t, i18n } = useTranslation('bank');
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const clerk = useMay('registry', 'admin');
  const asked = useQuery({ queryKey: ['withdrawals'], queryFn: () => call(bankRoutes.withdrawals) });
  const back = useMutation({
    mutationFn: (questionId: string) => call(bankRoutes.putBack, { params: { questionId } }),
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
            size="small"
            rowKey="questionId"
            pagination={false}
            scroll={{ x: 800 }}
            dataSource={withdrawals}
            locale={{ emptyText: <Empty description={t('withdrawn.none')} /> }}
            columns={[
              {
                title: t('withdrawn.id'),
                render: (_, w) => <span className="mono">{w.questionId}</span>,
              },
              { title: t('preview.stem'), render: (_, w) => inLang(w.stem, i18n.language) },
              { title: t('withdrawn.reason'), dataIndex: 'reason' },
              { title: t('withdrawn.by'), dataIndex: 'by' },
              { title: t('withdrawn.at'), render: (_, w) => momentOf(w.at, i18n.language) },
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

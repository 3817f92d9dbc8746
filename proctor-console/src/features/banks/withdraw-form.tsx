import { Alert, App, Button, Input, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes } from 'exam-contract/http/banks';
import { withdrawalRoutes } from 'exam-contract/http/withdrawals';
import { withdrawalCode, type WithdrawalCode } from 'exam-contract/withdrawal';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Failure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { isReason } from '../../ui/reason';

/** Withdraws a question: what it would do to tests under way is shown before, what it did after. */
export function WithdrawForm() {
  const { t, i18n } = useTranslation('bank');
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState('');
  const [code, setCode] = useState<WithdrawalCode>('wrongKey');
  const [reason, setReason] = useState('');
  const names = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const questionId = id.trim();
  const withdraw = useMutation({
    mutationFn: () => call(withdrawalRoutes.withdraw, { body: { questionId, code, reason: reason.trim() } }),
    onSuccess: () => {
      setId('');
      setReason('');
      void queries.invalidateQueries({ queryKey: ['withdrawals'] });
      void queries.invalidateQueries({ queryKey: ['regrade-questions'] });
    },
  });
  const nameOf = (kindCode: string) => {
    const kind = names.data?.kinds.find((k) => k.code === kindCode);
    return kind ? inLang(kind.name, i18n.language) : kindCode;
  };
  const look = useMutation({
    mutationFn: () => call(withdrawalRoutes.runningWith, { params: { questionId } }),
    onSuccess: ({ stem, kinds }) => {
      modal.confirm({
        title: t('withdrawn.ask', { id: questionId }),
        width: 560,
        content: (
          <>
            <blockquote className="stem-quote">{inLang(stem, i18n.language)}</blockquote>
            <p>{t('withdrawn.means')}</p>
            {kinds.length === 0 && <p>{t('withdrawn.nobody')}</p>}
            {kinds.map((k) => (
              <p key={k.kindCode}>
                <strong>
                  {t(`withdrawn.hits.${k.policy}`, { kind: nameOf(k.kindCode), count: k.attempts })}
                </strong>
              </p>
            ))}
            {kinds.length > 0 && <p>{t('withdrawn.told')}</p>}
          </>
        ),
        okText: t('withdrawn.go'),
        okButtonProps: { danger: true },
        cancelText: t('page:cancel'),
        onOk: () => withdraw.mutateAsync().catch(() => undefined),
      });
    },
  });
  const ready = questionId !== '' && isReason(reason);
  const missing = look.error instanceof Failure && look.error.code === 'NOT_FOUND';
  const done = withdraw.data;
  const running = done?.withdrawal.running;
  return (
    <div className="deed">
      <p>{t('withdrawn.lead')}</p>
      <div className="withdraw-fields">
        <label>
          <span>{t('withdrawn.id')}</span>
          <Input value={id} maxLength={64} onChange={(e) => setId(e.target.value)} />
        </label>
        <label>
          <span>{t('withdrawn.code')}</span>
          <Select
            aria-label={t('withdrawn.code')}
            value={code}
            onChange={setCode}
            options={withdrawalCode.options.map((value) => ({ value, label: t(`withdrawn.why.${value}`) }))}
          />
        </label>
        <label>
          <span>{t('withdrawn.reason')}</span>
          <Input value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} />
        </label>
        <Button
          danger
          disabled={!ready}
          loading={look.isPending || withdraw.isPending}
          onClick={() => look.mutate()}
        >
          {t('withdrawn.go')}
        </Button>
      </div>
      {!ready && <p className="quiet">{t('withdrawn.fill')}</p>}
      {missing ? (
        <Alert type="warning" showIcon title={t('withdrawn.notThere', { id: questionId })} />
      ) : (
        <FailureNote failure={look.error ?? withdraw.error} />
      )}
      {done && (
        <Alert
          type="success"
          showIcon
          title={t('withdrawn.done', { count: done.running, adjusted: running?.adjusted ?? 0 })}
        />
      )}
      {running && running.waiting > 0 && (
        <Alert type="warning" showIcon title={t('withdrawn.waitingMany', { count: running.waiting })} />
      )}
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

import { Alert, App, Button, Checkbox, Radio } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';

type Mode = 'replace' | 'merge';

/** Makes a draft the bank in force: alone or over the one there is, never without a second look. */
export function PublishForm({ draft, onDone }: { draft: BankDraft; onDone: () => void }) {
  const { t } = useTranslation('bank');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [mode, setMode] = useState<Mode>('merge');
  const [goodRowsOnly, setGoodRowsOnly] = useState(false);
  const params = { draftId: draft.draftId };
  const settle = () => {
    void queries.invalidateQueries({ queryKey: ['drafts'] });
    void queries.invalidateQueries({ queryKey: ['versions'] });
    void message.success(t('page:done'));
    onDone();
  };
  const publish = useMutation({
    mutationFn: () => call(bankRoutes.publish, { params, body: { mode, goodRowsOnly } }),
    onSuccess: settle,
  });
  const discard = useMutation({ mutationFn: () => call(bankRoutes.discard, { params }), onSuccess: settle });
  const blocked = draft.accepted === 0 || (draft.errors > 0 && !goodRowsOnly);
  const askPublish = () =>
    void modal.confirm({
      title: t('publish.ask'),
      content: t(`publish.means.${mode}`, { count: draft.accepted, name: draft.name }),
      okText: t('publish.go'),
      cancelText: t('page:cancel'),
      onOk: () => publish.mutateAsync().catch(() => undefined),
    });
  const askDiscard = () =>
    void modal.confirm({
      title: t('discard.ask', { name: draft.fileName }),
      okText: t('discard.go'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => discard.mutateAsync().catch(() => undefined),
    });
  return (
    <div className="deed">
      <Radio.Group
        aria-label={t('publish.mode')}
        value={mode}
        onChange={(e) => setMode(e.target.value as Mode)}
        options={(['merge', 'replace'] as const).map((m) => ({ value: m, label: t(`publish.${m}`) }))}
        vertical
      />
      {draft.errors > 0 && (
        <Checkbox checked={goodRowsOnly} onChange={(e) => setGoodRowsOnly(e.target.checked)}>
          {t('publish.goodOnly', { good: draft.accepted, bad: draft.rejected })}
        </Checkbox>
      )}
      {blocked && (
        <Alert
          type="info"
          showIcon
          title={t(draft.accepted === 0 ? 'publish.nothing' : 'publish.mendFirst')}
        />
      )}
      <FailureNote failure={publish.error ?? discard.error} />
      <div className="deed-buttons">
        <Button type="primary" disabled={blocked} loading={publish.isPending} onClick={askPublish}>
          {t('publish.go')}
        </Button>
        <Button danger loading={discard.isPending} onClick={askDiscard}>
          {t('discard.go')}
        </Button>
      </div>
    </div>
  );
}

import { Alert, App, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent } from 'exam-contract/blueprint';
import { blueprintRoutes, type BlueprintDraft, type KindBlueprint } from 'exam-contract/http/blueprints';
import { call } from '../../net/api';
import { momentOf } from '../../ui/format';
import { ReasonDialog } from '../../ui/reason-dialog';
import { Compare } from './compare';
import { Judged } from './judged';
import { Refusal } from './shorts';
import { TestDraw } from './test-draw';

/** What was handed in, before the second person: beside what papers are drawn by now. */
export function Approval({
  of,
  draft,
  review,
  before,
}: {
  of: KindBlueprint;
  draft: BlueprintDraft;
  review: NonNullable<BlueprintDraft['review']>;
  before: BlueprintContent;
}) {
  const { t, i18n } = useTranslation('blueprint');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [returning, setReturning] = useState(false);
  const params = { kindCode: of.kind.code };
  const settle = () => {
    void queries.invalidateQueries({ queryKey: ['blueprints'] });
    void queries.invalidateQueries({ queryKey: ['blueprint', of.kind.code] });
  };
  const approve = useMutation({
    mutationFn: () => call(blueprintRoutes.publish, { params, body: { rev: draft.rev } }),
    onError: settle,
    onSuccess: () => {
      void message.success(t('approved'));
      settle();
    },
  });
  const ask = () =>
    void modal.confirm({
      title: t('approve.ask'),
      content: t('approve.means', { day: review.inForceFrom }),
      okText: t('approve.go'),
      cancelText: t('page:cancel'),
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  const { mayApprove, submittedBy, submittedAt, inForceFrom } = review;
  const back = t(mayApprove ? 'bank:review.return' : 'bank:review.takeBack');
  return (
    <div className="deed">
      <Alert
        type={mayApprove ? 'warning' : 'info'}
        showIcon
        title={t('bank:review.by', { by: submittedBy, at: momentOf(submittedAt, i18n.language) })}
        description={t(mayApprove ? 'approve.yours' : 'approve.another')}
      />
      <p>
        {t('approve.from', { day: inForceFrom })}
        {draft.note !== '' && <> {t('approve.note', { note: draft.note })}</>}
      </p>
      {draft.judged && <Judged by={draft.judged} />}
      <h3>{t('compare.title')}</h3>
      <Compare before={before} after={draft.content} />
      <TestDraw of={of} content={draft.content} ready />
      <Refusal failure={approve.error} />
      <div className="deed-buttons">
        {mayApprove && (
          <Button type="primary" loading={approve.isPending} onClick={ask}>
            {t('approve.go')}
          </Button>
        )}
        <Button onClick={() => setReturning(true)}>{back}</Button>
      </div>
      {returning && (
        <ReasonDialog
          title={back}
          okText={back}
          onSend={async ({ reason }) => {
            await call(blueprintRoutes.sendBack, { params, body: { rev: draft.rev, reason } });
            settle();
          }}
          onClose={() => setReturning(false)}
        />
      )}
    </div>
  );
}

import { Alert, App, Button, Checkbox, Radio } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { DayField } from '../../ui/day-field';
import { dayOf, momentOf } from '../../ui/format';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { ReasonDialog } from '../../ui/reason-dialog';
import { DiffView } from './diff-view';
import { OutlookNote } from './outlook-note';
import { RESTORED } from './version-origin';

type Mode = 'replace' | 'merge';
interface Props {
  draft: BankDraft;
  onDone: () => void;
}

function useSettle(draftId: string) {
  const queries = useQueryClient();
  return (draft?: BankDraft) => {
    if (draft) queries.setQueryData(['draft', draftId], draft);
    for (const key of ['drafts', 'versions', 'lawChanges', 'lawSuspects'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}

/** What a draft meets on its day, asked anew each time somebody looks. */
const useOutlook = (draftId: string, mode: Mode, from?: string) =>
  useQuery({
    queryKey: ['outlook', draftId, mode, from],
    queryFn: () =>
      call(bankRoutes.outlook, { params: { draftId }, query: { mode, ...(from ? { from } : {}) } }),
    staleTime: 0,
  });

function Difference({
  draftId,
  mode,
  from,
  base,
}: {
  draftId: string;
  mode: Mode;
  from?: string;
  base?: string;
}) {
  const asked = useQuery({
    queryKey: ['diff', draftId, mode, from, base],
    queryFn: () =>
      call(bankRoutes.draftDiff, { params: { draftId }, query: { mode, ...(from ? { from } : {}) } }),
  });
  return (
    <Answer of={asked}>
      {(diff) => (
        <DiffView
          diff={diff}
          now={{ draft: draftId, mode, ...(from ? { from } : {}) }}
          before={base === undefined ? null : { version: base }}
        />
      )}
    </Answer>
  );
}

/** Hands a draft to a second person: alone or over the bank in force, after a look at what that changes. */
function HandIn({ draft, onDone }: Props) {
  const { t } = useTranslation('bank');
  const { modal, message } = App.useApp();
  const before = draft.returned;
  const [mode, setMode] = useState<Mode>(before?.mode ?? 'merge');
  const [goodRowsOnly, setGoodRowsOnly] = useState(false);
  const [today] = useState(() => dayOf(Date.now()));
  const meant = before?.inForceFrom;
  const [from, setFrom] = useState(meant && meant > today ? meant : today);
  const { draftId } = draft;
  const settle = useSettle(draftId);
  const outlook = useOutlook(draftId, mode, from < today ? today : from);
  const submit = useMutation({
    mutationFn: () =>
      call(bankRoutes.submit, { params: { draftId }, body: { mode, goodRowsOnly, inForceFrom: from } }),
    onSuccess: (now) => {
      settle(now);
      void message.success(t('review.handedIn'));
    },
  });
  const discard = useMutation({
    mutationFn: () => call(bankRoutes.discard, { params: { draftId } }),
    onSuccess: () => {
      settle();
      void message.success(t('discard.done', { name: draft.fileName }));
      onDone();
    },
  });
  const blocked =
    draft.counting || from === '' || draft.accepted === 0 || (draft.errors > 0 && !goodRowsOnly);
  const whyNot = draft.counting
    ? 'counting'
    : from === ''
      ? 'noDay'
      : draft.read === 0
        ? 'nothingRead'
        : draft.accepted === 0
          ? 'nothing'
          : 'mendFirst';
  const ask = () =>
    void modal.confirm({
      title: t('publish.ask'),
      content: t(`publish.means.${mode}`, { count: draft.accepted, name: draft.name }),
      okText: t('publish.go'),
      cancelText: t('page:cancel'),
      onOk: () => submit.mutateAsync().catch(() => undefined),
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
      {draft.returned && (
        <Alert
          type="warning"
          showIcon
          title={t('review.returned', { by: draft.returned.by })}
          description={draft.returned.reason}
        />
      )}
      {draft.accepted > 0 && (
        <>
          <Radio.Group
            aria-label={t('publish.mode')}
            value={mode}
            onChange={(e) => setMode(e.target.value as Mode)}
            options={(['merge', 'replace'] as const).map((m) => ({ value: m, label: t(`publish.${m}`) }))}
            vertical
          />
          <label className="law-field day-field">
            <span>{t('publish.from')}</span>
            <DayField min={today} value={from} onChange={setFrom} />
            {from !== '' && <small>{t(from > today ? 'publish.fromLater' : 'publish.fromToday')}</small>}
          </label>
          <Answer of={outlook}>{(o) => <OutlookNote outlook={o} />}</Answer>
          <details className="diff-box">
            <summary>{t('diff.title')}</summary>
            <Difference
              draftId={draftId}
              mode={mode}
              from={from < today ? today : from}
              {...(outlook.data?.base ? { base: outlook.data.base.hash } : {})}
            />
          </details>
          {draft.errors > 0 && (
            <Checkbox checked={goodRowsOnly} onChange={(e) => setGoodRowsOnly(e.target.checked)}>
              {t('publish.goodOnly', { good: draft.accepted, bad: draft.rejected })}
            </Checkbox>
          )}
        </>
      )}
      {blocked && <Alert type="info" showIcon title={t(`publish.${whyNot}`)} />}
      <FailureNote failure={submit.error ?? discard.error} />
      <div className="deed-buttons">
        <Button type="primary" disabled={blocked} loading={submit.isPending} onClick={ask}>
          {t('publish.go')}
        </Button>
        <Button danger loading={discard.isPending} onClick={askDiscard}>
          {t('discard.go')}
        </Button>
      </div>
    </div>
  );
}

/** What was handed in, before the second person. */
function Approval({ draft, review, onDone }: Props & { review: NonNullable<BankDraft['review']> }) {
  const { t, i18n } = useTranslation('bank');
  const { modal, message } = App.useApp();
  const [returning, setReturning] = useState(false);
  const [shownAt] = useState(() => Date.now());
  const params = { draftId: draft.draftId };
  const settle = useSettle(draft.draftId);
  const outlook = useOutlook(draft.draftId, review.mode);
  const base = outlook.data?.base?.hash;
  const from = outlook.data?.inForceFrom;
  const later = from !== undefined && from > dayOf(shownAt) ? from : null;
  const approve = useMutation({
    // What was looked at is what is approved: another version meanwhile is refused.
    mutationFn: () => call(bankRoutes.publish, { params, body: outlook.data ? { base: base ?? null } : {} }),
    onError: () => void outlook.refetch(),
    onSuccess: () => {
      settle();
      void message.success(t('review.published'));
      onDone();
    },
  });
  const ask = () =>
    void modal.confirm({
      title: t('review.ask'),
      content: [
        t(`review.means.${review.mode}`, { count: draft.accepted, name: draft.name }),
        later ? t('review.meansLater', { day: later }) : t('review.meansNow'),
      ].join(' '),
      okText: t('review.approve'),
      cancelText: t('page:cancel'),
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  const { mayApprove, mode, submittedAt, submittedBy } = review;
  return (
    <div className="deed">
      <Alert
        type={mayApprove ? 'warning' : 'info'}
        showIcon
        title={t('review.by', { by: submittedBy, at: momentOf(submittedAt, i18n.language) })}
        description={t(mayApprove ? 'review.yours' : 'review.another')}
      />
      <p>{t(draft.format === RESTORED ? 'publish.restored' : `publish.${mode}`)}</p>
      {draft.rejected > 0 && <p>{t('review.goodOnly', { count: draft.rejected })}</p>}
      {draft.skipped > 0 && <p>{t('review.skipped', { count: draft.skipped })}</p>}
      {draft.warnings > 0 && <p>{t('review.warned', { count: draft.warnings })}</p>}
      <Answer of={outlook}>{(o) => <OutlookNote outlook={o} />}</Answer>
      <h3>{t('diff.title')}</h3>
      <Difference draftId={draft.draftId} mode={mode} {...(base ? { base } : {})} />
      <FailureNote failure={approve.error} />
      <div className="deed-buttons">
        {mayApprove && (
          <Button type="primary" loading={approve.isPending} onClick={ask}>
            {t('review.approve')}
          </Button>
        )}
        <Button onClick={() => setReturning(true)}>
          {t(mayApprove ? 'review.return' : 'review.takeBack')}
        </Button>
      </div>
      {returning && (
        <ReasonDialog
          title={t(mayApprove ? 'review.returnAsk' : 'review.takeBack')}
          lead={mayApprove && <p>{t('review.returnMeans', { by: submittedBy })}</p>}
          okText={t(mayApprove ? 'review.return' : 'review.takeBack')}
          onSend={async ({ reason }) => settle(await call(bankRoutes.sendBack, { params, body: { reason } }))}
          onClose={() => setReturning(false)}
        />
      )}
    </div>
  );
}

/** What becomes of a draft: it is handed in by one person and put in force by another. */
export function DraftDeeds({ draft, onDone }: Props) {
  return draft.review ? (
    <Approval draft={draft} review={draft.review} onDone={onDone} />
  ) : (
    <HandIn draft={draft} onDone={onDone} />
  );
}

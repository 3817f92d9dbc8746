import { Alert, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft } from 'exam-contract/http/banks';
import { call } from '../../net/api';

const ASK_MS = 15_000;

/** Drafts that are not published, asked anew now and then: other people work at them too. */
export const useDrafts = () =>
  useQuery({
    queryKey: ['drafts'],
    queryFn: () => call(bankRoutes.drafts),
    refetchInterval: ASK_MS,
  });

/**
 * Says that another person changed the draft on the screen, or that it is gone. What is shown stays until it is asked
 * for anew: somebody may be typing in it.
 */
export function DraftStale({
  draft,
  shownAt,
  onDone,
}: {
  draft: BankDraft;
  /** When the server gave what is shown. */
  shownAt: number;
  onDone: () => void;
}) {
  const { t } = useTranslation('bank');
  const queries = useQueryClient();
  const { data, dataUpdatedAt } = useDrafts();
  if (data === undefined || dataUpdatedAt <= shownAt) return null;
  const now = data.drafts.find((d) => d.draftId === draft.draftId);
  // One that is being counted changes by itself, and is shown anew when that is done.
  if (now && (draft.counting || now.revision === draft.revision)) return null;
  const show = () => {
    for (const key of ['draft', 'refused', 'diff', 'outlook'])
      void queries.invalidateQueries({ queryKey: [key, draft.draftId] });
  };
  return (
    <Alert
      className="draft-stale"
      type="warning"
      showIcon
      role="status"
      title={t(now ? 'stale.changed' : 'stale.gone')}
      action={<Button onClick={now ? show : onDone}>{t(now ? 'stale.show' : 'stale.close')}</Button>}
    />
  );
}

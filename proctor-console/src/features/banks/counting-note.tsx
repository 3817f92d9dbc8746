import { Alert } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankDraft } from 'exam-contract/http/banks';
import { mendingRoutes } from 'exam-contract/http/mending';
import { call } from '../../net/api';

const ASK_MS = 1000;
/** After no answer, or of a draft that is gone. */
const REST_MS = 15_000;

/** Says of a draft whose mends are saved and not counted yet that its figures are those of before; renews all that shows them. */
export function CountingNote({ draft: { draftId, counting } }: { draft: BankDraft }) {
  const { t } = useTranslation('bank');
  const queries = useQueryClient();
  const { data: told, dataUpdatedAt } = useQuery({
    queryKey: ['holding', draftId],
    queryFn: () => call(mendingRoutes.holding, { params: { draftId } }),
    enabled: counting,
    refetchInterval: ({ state }) => (state.status === 'error' ? REST_MS : ASK_MS),
    gcTime: 0,
  });
  useEffect(() => {
    if (counting && told?.counting === false)
      void queries.invalidateQueries({ queryKey: ['draft', draftId] });
  }, [counting, told, dataUpdatedAt, draftId, queries]);
  const was = useRef(counting);
  useEffect(() => {
    if (was.current && !counting) {
      for (const key of ['refused', 'diff', 'outlook'])
        void queries.invalidateQueries({ queryKey: [key, draftId] });
      void queries.invalidateQueries({ queryKey: ['drafts'] });
    }
    was.current = counting;
  }, [counting, draftId, queries]);
  if (!counting) return null;
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      className="counting-note"
      title={t('counting.title')}
      description={t('counting.means')}
    />
  );
}

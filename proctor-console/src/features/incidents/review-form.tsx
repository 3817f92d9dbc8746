import { Button, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from 'exam-contract/incident';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';
import { isReason } from '../../ui/reason';

interface Props {
  incidentId: string;
  onReviewed: ((incident: IncidentView) => void) | undefined;
}

/** A person confirms or dismisses what the machine noticed; never without a reason. */
export function ReviewForm({ incidentId, onReviewed }: Props) {
  const { t } = useTranslation('incident');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const review = useMutation({
    mutationFn: (verdict: 'confirmed' | 'dismissed') =>
      call(proctoringRoutes.reviewIncident, {
        params: { incidentId },
        body: { verdict, reason: reason.trim() },
      }),
    onSuccess: (incident) => {
      onReviewed?.(incident);
      void queries.invalidateQueries({ queryKey: ['incidents'] });
      void queries.invalidateQueries({ queryKey: ['attempt'] });
    },
  });
  const ready = isReason(reason) && !review.isPending;
  return (
    <div className="deed">
      <label htmlFor={`why-${incidentId}`}>{t('why')}</label>
      <Input.TextArea
        id={`why-${incidentId}`}
        value={reason}
        maxLength={300}
        autoSize={{ minRows: 2, maxRows: 5 }}
        placeholder={t('page:reasonHint')}
        onChange={(e) => setReason(e.target.value)}
      />
      <FailureNote failure={review.error} />
      <div className="deed-buttons">
        <Button type="primary" disabled={!ready} onClick={() => review.mutate('confirmed')}>
          {t('confirm')}
        </Button>
        <Button disabled={!ready} onClick={() => review.mutate('dismissed')}>
          {t('dismiss')}
        </Button>
      </div>
    </div>
  );
}

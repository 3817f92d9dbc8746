import { Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Strokes } from 'exam-contract/sitting';
import type { AttemptDetail } from 'exam-contract/http/attempts';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';
import { SignaturePad } from './signature-pad';

/** The examiner's half of the two signatures under a result sheet (162号令 art. 49). */
export function ExaminerSignature({ attempt }: { attempt: AttemptDetail }) {
  const { t } = useTranslation('attempt');
  const queries = useQueryClient();
  const may = useMay('proctor', 'admin');
  const [strokes, setStrokes] = useState<Strokes>([]);
  const sign = useMutation({
    mutationFn: () =>
      call(proctoringRoutes.signSitting, { params: { sittingId: attempt.sittingId }, body: { strokes } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['attempt', attempt.attemptId] });
      void queries.invalidateQueries({ queryKey: ['attempts'] });
    },
  });
  const state = (
    <p>
      {t(attempt.candidateSigned ? 'sign.candidateDone' : 'sign.candidateWaits')}{' '}
      {t(attempt.examinerSigned ? 'sign.examinerDone' : 'sign.examinerWaits')}
    </p>
  );
  if (attempt.examinerSigned || !may || attempt.result === null)
    return attempt.result === null ? <p className="quiet">{t('sign.notYet')}</p> : state;
  return (
    <div className="deed">
      {state}
      <span className="quiet">{t('sign.how', { name: attempt.examiner.name })}</span>
      <SignaturePad strokes={strokes} onChange={setStrokes} label={t('sign.pad')} disabled={sign.isPending} />
      <FailureNote failure={sign.error} />
      <div className="deed-buttons">
        <Button
          type="primary"
          disabled={strokes.length === 0}
          loading={sign.isPending}
          onClick={() => sign.mutate()}
        >
          {t('sign.submit')}
        </Button>
        <Button disabled={strokes.length === 0 || sign.isPending} onClick={() => setStrokes([])}>
          {t('sign.again')}
        </Button>
      </div>
    </div>
  );
}

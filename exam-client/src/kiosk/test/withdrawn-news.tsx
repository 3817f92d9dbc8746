import { useTranslation } from 'react-i18next';
import type { WithdrawnPolicy } from 'exam-contract/withdrawal';
import type { AnswerBook } from '../../flow/answer-book';
import type { AttemptModel } from '../../session/model';
import { Button } from '../../ui/button';
import { useKiosk } from '../../ui/kiosk-context';
import { Notice } from '../../ui/notice';

const policies = ['count_right', 'drop_rescale'] as const;

/** Positions among these that were withdrawn under a policy. */
const under = (book: AnswerBook, indexes: readonly number[], policy: WithdrawnPolicy) =>
  indexes.filter((i) => book.slots[i]?.withdrawn === policy);

function Told({ indexes, policy }: { indexes: readonly number[]; policy: WithdrawnPolicy }) {
  const { t } = useTranslation('test');
  const numbers = indexes.map((i) => i + 1);
  return (
    <p>
      <strong>
        {numbers.length === 1
          ? t('withdrawn.one', { number: numbers[0] })
          : t('withdrawn.many', { numbers: numbers.join(t('withdrawn.and')) })}
      </strong>{' '}
      {t(`withdrawn.${policy}`)}
    </p>
  );
}

/** Says which questions were withdrawn, in no one's way, until the candidate has read it. */
export function WithdrawnNews({ attempt }: { attempt: AttemptModel }) {
  const { t } = useTranslation('test');
  const kiosk = useKiosk();
  const { withdrawnNews, book, attemptId, current } = attempt;
  // The question on the screen says it of itself.
  const elsewhere = withdrawnNews.filter((i) => i !== current);
  if (elsewhere.length === 0) return null;
  const close = () => kiosk.updateAttempt(attemptId, (a) => ({ ...a, withdrawnNews: [] }));
  return (
    <Notice tone="info" live>
      <div className="withdrawn-news">
        <div>
          {policies.map((policy) => {
            const indexes = under(book, elsewhere, policy);
            return indexes.length > 0 && <Told key={policy} indexes={indexes} policy={policy} />;
          })}
        </div>
        <Button onPress={close}>{t('withdrawn.read')}</Button>
      </div>
    </Notice>
  );
}

/** All withdrawn questions, before handing in. */
export function WithdrawnList({ book }: { book: AnswerBook }) {
  const all = book.slots.map((_, i) => i);
  return policies.map((policy) => {
    const indexes = under(book, all, policy);
    return (
      indexes.length > 0 && (
        <Notice key={policy} tone="info">
          <Told indexes={indexes} policy={policy} />
        </Notice>
      )
    );
  });
}

import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShortCell } from 'exam-contract/blueprint';
import { Failure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { useWords } from './use-words';

/** What a refusal says of single cells. */
export const shortIn = (err: unknown): ShortCell[] =>
  err instanceof Failure ? (err.detail?.short ?? []) : [];

/** Everything that is short, where it cannot be missed; the rest stands at its cell. */
export function Shorts({ short, where }: { short: readonly ShortCell[]; where?: string | undefined }) {
  const { t } = useTranslation('blueprint');
  const words = useWords();
  if (short.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={[where, t('short.title', { count: short.length })].filter(Boolean).join(' · ')}
      description={
        <ul className="law-short">
          {short.map((s) => (
            <li key={`${words.cell(s.cell)} ${words.short(s)}`}>
              {s.at === 'chapter' || (s.at === 'cell' && s.conflict.length === 0)
                ? `${words.cell(s.cell)}：${words.short(s)}`
                : words.short(s)}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** A refusal in words: cell by cell where it says so. */
export function Refusal({ failure }: { failure: unknown }) {
  const short = shortIn(failure);
  if (short.length === 0) return <FailureNote failure={failure} />;
  return <Shorts short={short} where={failure instanceof Failure ? failure.detail?.field : undefined} />;
}

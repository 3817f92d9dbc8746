import { Alert } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ShortCell } from 'exam-contract/blueprint';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Failure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { useWords } from './use-words';

/** What a refusal says of single cells. */
export const shortIn = (err: unknown): ShortCell[] =>
  err instanceof Failure ? (err.detail?.short ?? []) : [];

function ShortList({ short, bank }: { short: readonly ShortCell[]; bank: 'later' | 'bankOf' }) {
  const { t } = useTranslation('blueprint');
  const words = useWords();
  return (
    <ul className="law-short">
      {short.map((s) => (
        <li key={`${words.cell(s.cell)} ${words.short(s, bank)}`}>
          {s.at === 'chapter' || (s.at === 'cell' && s.conflict.length === 0)
            ? t('short.at', { cell: words.cell(s.cell), what: words.short(s, bank) })
            : words.short(s, bank)}
        </li>
      ))}
    </ul>
  );
}

/** Everything that is short, where it cannot be missed; the rest stands at its cell. */
export function Shorts({ short }: { short: readonly ShortCell[] }) {
  const { t } = useTranslation('blueprint');
  if (short.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('short.title', { count: short.length })}
      description={<ShortList short={short} bank="later" />}
    />
  );
}

/** A refusal in words: cell by cell where it says so. */
export function Refusal({ failure }: { failure: unknown }) {
  const short = shortIn(failure);
  return short.length === 0 ? <FailureNote failure={failure} /> : <Shorts short={short} />;
}

/** Why something is not taken back before its day: what could not be drawn without it, from when on. */
export function TakeBackRefusal({ failure }: { failure: Failure }) {
  const { t, i18n } = useTranslation('blueprint');
  const kinds = useQuery({ queryKey: ['blueprints'], queryFn: () => call(blueprintRoutes.list) });
  const short = shortIn(failure);
  if (short.length === 0) return <FailureNote failure={failure} />;
  const [code = '', day = ''] = failure.detail?.field?.split(' ') ?? [];
  const kind = kinds.data?.kinds.find((k) => k.code === code);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('short.without', { kind: kind ? inLang(kind.name, i18n.language) : code, day })}
      description={
        <>
          <ShortList short={short} bank="bankOf" />
          {t('short.withoutHow')}
        </>
      }
    />
  );
}

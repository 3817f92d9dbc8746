import type { UploadHints } from 'exam-contract/http/banks';
import type { BankSource, DraftMapping, MappedField, SourceMapping } from 'exam-contract/http/mapping';

/** What a clerk says of one source. */
export interface SourceChoice {
  read: boolean;
  /** Undefined: as it was recognised. */
  header: number | undefined;
  columns: Readonly<Record<string, MappedField | null>>;
  answers: UploadHints['answers'];
}

/** Sources have the same signature where sheets are made alike; within a file their place tells them. */
export const sourceId = (s: Pick<BankSource, 'file' | 'name' | 'signature'>, i: number): string =>
  `${i} ${s.file} ${s.name ?? ''}`;

/** What was said of a source before: a clerk goes on from there. */
export function choiceOf(s: BankSource): SourceChoice {
  const columns: Record<string, MappedField | null> = {};
  for (const c of s.columns) {
    if (c.how === 'left') columns[c.key] = null;
    else if (c.how === 'said' && c.as) columns[c.key] = c.as;
  }
  const likely = s.columns.length > 0 && s.header === null && s.form === 'sheet';
  return { read: !s.left, header: likely ? undefined : (s.header ?? undefined), columns, answers: undefined };
}

/** What the server is told of all sources. */
export const ordersOf = (
  { sources }: DraftMapping,
  choices: ReadonlyMap<string, SourceChoice>,
): SourceMapping[] =>
  sources.flatMap((s, i): SourceMapping[] => {
    const choice = choices.get(sourceId(s, i)) ?? choiceOf(s);
    const { read, header, columns, answers } = choice;
    // A number coding that was said before stays said.
    const coding =
      answers ?? (s.numbers && s.columns.some((c) => c.how === 'said') ? s.numbers.coding : null);
    return [
      {
        signature: s.signature,
        ...(s.name === null ? {} : { name: s.name }),
        ...(read ? {} : { read: false }),
        ...(s.form === 'sheet' && header !== undefined ? { header } : {}),
        columns: { ...columns },
        ...(coding ? { answers: coding } : {}),
      },
    ];
  });

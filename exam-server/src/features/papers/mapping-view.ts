import type { AnswersRead, NumbersAsked, SourceFound } from 'question-bank';
import type { UploadHints } from 'exam-contract/http/banks';
import type { BankSource, DraftMapping, RememberedMapping, SourceMapping } from 'exam-contract/http/mapping';

type Remembered = BankSource['remembered'];
/** How the file of a draft was read, as the draft keeps it. */
export type MappingDraft = Omit<DraftMapping, 'mends' | 'kept'>;

/** Sources shown of one file; a clerk who has more splits it. */
const SOURCES_SHOWN = 60;

/**
 * Whether a clerk should look: a column nobody knows or that two claim, a sheet whose header was not found, numbers
 * nothing tells about. Tables of a database that hold no questions are no matter where others do.
 */
function isOpen(s: SourceFound, anyRead: boolean): boolean {
  if (s.left) return false;
  if (!s.read) return s.rows > 0 && (s.form === 'sheet' || !anyRead);
  if (s.numbers && s.numbers.coding === null) return true;
  return s.columns.some(
    (c) => (c.how === 'unknown' || c.how === 'twice') && (c.samples.length > 0 || c.name !== ''),
  );
}

/** What a file was read as; `remembered` are mappings that were applied by themselves, by signature. */
export function mappingOf(
  read: {
    sources: readonly SourceFound[];
    answers: readonly AnswersRead[];
    numbers: NumbersAsked | null;
  },
  hints: UploadHints,
  remembered: ReadonlyMap<string, NonNullable<Remembered>>,
): MappingDraft {
  const anyRead = read.sources.some((s) => s.read);
  return {
    hints,
    // Answers of tables stand with their table.
    answers: read.sources.length === 0 ? [...read.answers] : [],
    numbers: read.numbers,
    sources: read.sources.slice(0, SOURCES_SHOWN).map(({ mapped, name, ...s }) => ({
      ...s,
      name: name ?? null,
      open: isOpen({ mapped, ...s }, anyRead),
      remembered: mapped ? (remembered.get(s.signature) ?? null) : null,
    })),
  };
}

/** What a list of drafts says of it. */
export const mappingCounts = ({ sources, numbers }: MappingDraft) => ({
  sources: sources.length,
  open: sources.filter((s) => s.open).length + Number(numbers !== null && numbers.coding === null),
  remembered: sources.filter((s) => s.remembered !== null).length,
});

/** What the columns of a source are read as, as a list of remembered mappings says it; those nobody knows are not in it. */
export const fieldsOf = (columns: BankSource['columns']): RememberedMapping['fields'] =>
  columns
    .filter((c) => c.as !== null || c.how === 'left')
    .map((c) => ({ column: c.name || c.key, as: c.how === 'left' ? null : c.as }));

/** What is worth keeping for the next file: one mapping a signature, a source that is read before one that is not. */
export function worthRemembering(mappings: readonly SourceMapping[]): SourceMapping[] {
  const kept = new Map<string, SourceMapping>();
  for (const { name: _, ...m } of mappings) {
    const says = Object.keys(m.columns).length > 0 || m.header !== undefined || m.answers !== undefined;
    if (!says && m.read !== false) continue;
    if (!kept.has(m.signature) || m.read !== false) kept.set(m.signature, m);
  }
  return [...kept.values()];
}

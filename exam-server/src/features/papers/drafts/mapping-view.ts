import {
  NO_TABLE,
  type AnswersRead,
  type NumbersAsked,
  type SourceFound,
  type ValueFound,
} from 'question-bank';
import type { UploadHints } from 'exam-contract/http/banks';
import {
  valueField,
  type BankSource,
  type DraftMapping,
  type RememberedMapping,
  type SourceMapping,
  type ValueMap,
} from 'exam-contract/http/mapping';

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
  if (s.values.some((v) => v.how === 'unknown')) return true;
  if (!s.read) return s.rows > 0 && (s.form === 'sheet' || !anyRead);
  if (s.numbers && s.numbers.coding === null) return true;
  return s.columns.some(
    (c) => (c.how === 'unknown' || c.how === 'twice') && (c.samples.length > 0 || c.name !== ''),
  );
}

/** Values with the chapters among them that no exam kind knows told as such. */
const heldAgainst = (values: readonly ValueFound[], chapters: ReadonlySet<string>): ValueFound[] =>
  values.map((v) =>
    v.field === 'chapter' && chapters.size > 0 && v.as !== null && !chapters.has(v.as)
      ? { ...v, how: 'unknown', as: null }
      : v,
  );

/** What a file was read as; `remembered` are mappings that were applied by themselves, by signature. */
export function mappingOf(
  read: {
    sources: readonly SourceFound[];
    answers: readonly AnswersRead[];
    numbers: NumbersAsked | null;
    values: readonly ValueFound[];
  },
  hints: UploadHints,
  chapters: ReadonlySet<string>,
  remembered: ReadonlyMap<string, NonNullable<Remembered>>,
): MappingDraft {
  const anyRead = read.sources.some((s) => s.read);
  const values = heldAgainst(read.values, chapters);
  const said = values.some((v) => v.how === 'said');
  const sources = read.sources.map((s) => ({ ...s, values: heldAgainst(s.values, chapters) }));
  return {
    hints,
    // Answers of tables stand with their table.
    answers: read.sources.length === 0 ? [...read.answers] : [],
    numbers: read.numbers,
    apart:
      values.length === 0
        ? null
        : {
            signature: NO_TABLE,
            values,
            open: values.some((v) => v.how === 'unknown'),
            remembered: said ? (remembered.get(NO_TABLE) ?? null) : null,
          },
    sources: sources.slice(0, SOURCES_SHOWN).map(({ mapped, name, ...s }) => ({
      ...s,
      name: name ?? null,
      open: isOpen({ mapped, ...s }, anyRead),
      remembered: mapped ? (remembered.get(s.signature) ?? null) : null,
    })),
  };
}

/** What a list of drafts says of it. */
export const mappingCounts = ({ sources, numbers, apart }: MappingDraft) => ({
  sources: sources.length,
  open:
    sources.filter((s) => s.open).length +
    Number((numbers !== null && numbers.coding === null) || apart?.open === true),
  remembered:
    sources.filter((s) => s.remembered !== null).length + Number((apart?.remembered ?? null) !== null),
});

/** A draft that was read before values were told has none. */
export const withValues = (doc: MappingDraft): MappingDraft => ({
  ...doc,
  apart: doc.apart ?? null,
  sources: doc.sources.map((s) => ({ ...s, values: s.values ?? [] })),
});

/** What is remembered of values: what was said before of those the file does not have, and what is said now. */
export function mergedValues(
  before: ValueMap,
  found: readonly Pick<ValueFound, 'field' | 'text'>[],
  now: ValueMap,
): ValueMap {
  const merged: ValueMap = {};
  for (const field of valueField.options) {
    const met = new Set(found.flatMap((v) => (v.field === field ? [v.text] : [])));
    const kept = Object.entries(before[field] ?? {}).filter(([text]) => !met.has(text));
    const all = [...kept, ...Object.entries(now[field] ?? {})];
    if (all.length > 0) merged[field] = Object.fromEntries(all.slice(-VALUES_KEPT));
  }
  return merged;
}
const VALUES_KEPT = 500;

/** What the columns of a source are read as, as a list of remembered mappings says it; those nobody knows are not in it. */
export const fieldsOf = (columns: BankSource['columns']): RememberedMapping['fields'] =>
  columns
    .filter((c) => c.as !== null || c.how === 'left')
    .map((c) => ({ column: c.name || c.key, as: c.how === 'left' ? null : c.as }));

/** Whether a mapping has the next file read otherwise than its names say. */
export const saysAnything = (m: SourceMapping): boolean =>
  m.read === false ||
  m.header !== undefined ||
  m.answers !== undefined ||
  [m.columns, ...Object.values(m.values ?? {})].some((said) => Object.keys(said).length > 0);

/** What is said of the next file: one mapping a signature, a source that is read before one that is not. */
export function worthRemembering(mappings: readonly SourceMapping[]): SourceMapping[] {
  const kept = new Map<string, SourceMapping>();
  const values = new Map<string, ValueMap>();
  for (const { name: _, ...m } of mappings) {
    if (m.values) values.set(m.signature, mergedValues(values.get(m.signature) ?? {}, [], m.values));
    const known = kept.get(m.signature);
    if (!known || (m.read !== false && saysAnything(m))) kept.set(m.signature, m);
  }
  return [...kept.values()].map((m) => {
    const said = values.get(m.signature);
    return said ? { ...m, values: said } : m;
  });
}

import { cleanText } from './record-text';

/** Fields whose values are words of a closed list, or tags that draws look at: a file may have other words for them. */
export const VALUE_FIELDS = ['chapter', 'type', 'subjects', 'vehicles', 'tags'] as const;
export type ValueField = (typeof VALUE_FIELDS)[number];

/** What values of a file mean in ours, as a clerk said it: by field, then by the value as the file has it. */
export type ValueMap = Readonly<Partial<Record<ValueField, Readonly<Record<string, string>>>>>;

/** A value as the file has it, and what it was taken for. */
export interface ValueFound {
  field: ValueField;
  text: string;
  /** Questions that have it. */
  count: number;
  /** As it stands, as the clerk said, or not understood; chapters are held against exam kinds only by a check. */
  how: 'name' | 'said' | 'unknown';
  /** What it counts as; null where it was not understood. */
  as: string | null;
}

/** Different values told of one field: more than a person maps by hand. */
const VALUES_SHOWN = 200;
/** What is longer is no name, but a column that holds something else. */
const NAME_LENGTH = 300;

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** What a clerk said about the values of a source, and those that were met there. */
export class ValueNames {
  private readonly said = new Map<ValueField, Map<string, string>>();
  private readonly found = new Map<ValueField, Map<string, ValueFound>>();

  /** The first map that names a value has the word. */
  constructor(...maps: readonly (ValueMap | undefined)[]) {
    for (const map of [...maps].reverse())
      for (const field of VALUE_FIELDS)
        for (const [text, as] of Object.entries(map?.[field] ?? {})) {
          if (!this.said.has(field)) this.said.set(field, new Map());
          this.said.get(field)?.set(plain(text), as);
        }
  }

  /** Whether anything was said of a field but the chapter. */
  get rewrites(): boolean {
    return [...this.said.keys()].some((field) => field !== 'chapter');
  }

  /** What the clerk said a value means; undefined if nothing. */
  meant(field: ValueField, text: string): string | undefined {
    const said = this.said.get(field);
    return said && said.get(plain(cleanText(text).text));
  }

  /** Counts a value of one question; `understood` false where nothing could be made of it. */
  note(field: ValueField, text: string, understood = true): void {
    let values = this.found.get(field);
    if (!values) this.found.set(field, (values = new Map<string, ValueFound>()));
    const known = values.get(text);
    if (known) {
      known.count += 1;
      return;
    }
    if (values.size >= VALUES_SHOWN || text === '' || text.length > NAME_LENGTH) return;
    const said = this.meant(field, text);
    const how = said !== undefined ? 'said' : understood ? 'name' : 'unknown';
    values.set(text, { field, text, count: 1, how, as: said ?? (understood ? text : null) });
  }

  /** Counts the chapter of a question, unless it is only the usual one, and gives the chapter its name here. */
  chapterOf(question: { chapter: string }, usual: string): void {
    if (question.chapter !== usual) this.note('chapter', question.chapter);
    const said = this.meant('chapter', question.chapter);
    if (said) question.chapter = said;
  }

  /** All values met, by field and in the order met. */
  list(): ValueFound[] {
    return VALUE_FIELDS.flatMap((field) => [...(this.found.get(field)?.values() ?? [])]);
  }
}

import {
  CheckMemory,
  recheckBank,
  question,
  type Issue,
  type OtherBank,
  type PictureLook,
  type Position,
} from 'question-bank';
import type { RecheckAnswer } from './bank-messages';
import { held } from './bank-transfer';
import { chaptersOf, checkedAnswer } from '../drafts/checked-answer';
import type { DraftChange, DraftHeld, Opened } from '../drafts/draft-held';
import { partsAfter, partsChanged, type Entry } from '../drafts/draft-parts';
import type { SentOther } from '../drafts/others';

/** Published banks that have arrived. */
export const othersThatCame = (others: readonly SentOther[]): OtherBank[] =>
  others.map((o) => ({ ...o, questions: held(o.questions).map((q) => question.parse(q)) }));

const idOf = (q: unknown): unknown => (typeof q === 'object' && q !== null && 'id' in q ? q.id : undefined);

const nameOf = ({ id, at }: Opened) => JSON.stringify([id, at.file, at.sheet, at.row]);
/** Findings of the reading about none of these: whoever opened a question saw what was said about it. */
function aboutOthers(reading: readonly Issue[], opened: readonly Opened[]): Issue[] {
  const seen = ({ at }: Issue) =>
    opened.some(
      (o) =>
        at.file === o.at.file &&
        at.sheet === o.at.sheet &&
        (at.question === undefined ? at.row !== undefined && at.row === o.at.row : at.question === o.id),
    );
  return opened.length === 0 ? [...reading] : reading.filter((i) => !seen(i));
}

/**
 * A draft that the child process holds while it is mended: each check remembers what the last one found out about
 * questions that stayed as they were. It takes for granted that what it changed is written.
 */
export class KeptDraft {
  private readonly memory = new CheckMemory();
  private readonly looks: Map<string, PictureLook>;
  private readonly against: OtherBank[];
  private entries: readonly Entry[];
  private rows = new Map<number, { text: string; entry: Entry }>();

  private readonly draft: DraftHeld;

  constructor(draft: DraftHeld) {
    this.draft = draft;
    this.looks = new Map(held(draft.looks));
    this.against = othersThatCame(draft.against);
    this.entries = held(draft.entries);
  }

  check(change: DraftChange): RecheckAnswer {
    const { format, kinds, onDate } = this.draft;
    const { looks, against, memory } = this;
    this.take(held(change.rows));
    const rows = [...this.rows.values()].map((r) => r.entry);
    const opened = held(change.opened);
    const names = new Set(opened.map(nameOf));
    const gone = new Set(
      names.size === 0
        ? []
        : this.entries.filter((e) => names.has(nameOf({ id: String(idOf(e.question)), at: e.at }))),
    );
    const entries = [...this.entries.filter((e) => !gone.has(e)), ...rows];
    const fresh = held(change.looks);
    for (const [file, look] of fresh) looks.set(file, look);
    if (fresh.length > 0) memory.forgetPictures(new Set(fresh.map(([file]) => file)), entries);
    const checked = recheckBank(
      { format, entries, reading: aboutOthers(held(change.reading), opened), media: new Map() },
      { onDate, against, looks, memory, ...chaptersOf(kinds) },
    );
    const numbers = new Map(entries.map((e) => [e.at, e.n]));
    const refusedAt = new Set(checked.refused.map((r) => r.at));
    const changed = partsChanged(
      [...this.entries, ...rows],
      checked.accepted,
      new Set([...refusedAt, ...[...gone].map((e) => e.at)]),
    );
    this.entries = partsAfter(this.entries, changed);
    const places = new Map<string, Position>();
    for (const { at, question: q } of entries) {
      const id = idOf(q);
      if (typeof id === 'string' && !refusedAt.has(at)) places.set(id, at);
    }
    const out = checkedAnswer(checked, places, { kinds, onDate, stems: memory.stems });
    const refused = out.refused.map((row) => {
      const n = numbers.get(row.at);
      return n === undefined ? row : { ...row, n };
    });
    return { work: 'recheck', ...out, refused, changed };
  }

  /** Rows that are what they were stay the same object, by which the check knows them. */
  private take(rows: readonly Entry[]): void {
    const now = new Map<number, { text: string; entry: Entry }>();
    for (const entry of rows) {
      const { n = -1 } = entry;
      const text = JSON.stringify([entry.at, entry.question]);
      const was = this.rows.get(n);
      now.set(n, was?.text === text ? was : { text, entry });
    }
    this.rows = now;
  }
}

import type { BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import {
  checkFeasible,
  classesToCheck,
  officeScope,
  outlookOf,
  prepareBank,
  TYPE_ORDER,
  type PreparedBank,
  type Question,
  type ShortStock,
} from 'question-bank';
import { drawPaper, type KindScope } from './draw-plan';
import { shortText } from './short-text';

/** The first thing that no paper of a kind can have, by any of its blueprints and for any class; null where all can. */
function shortOf(kind: KindScope, prepared: PreparedBank, onDate: string): string | null {
  const tagged = prepared.tags().some((tag) => /^(class|region):/.test(tag));
  for (const office of kind.offices.length > 0 ? kind.offices : [null]) {
    const { licenceClass: _, region, ...plain } = officeScope(kind, office, { licenceClass: '', onDate });
    const scope = { ...plain, questions: prepared };
    // Where nothing depends on class or region the plain rules tell the same at a tenth of the time.
    const classes = office || tagged ? classesToCheck(scope, kind.classes) : [undefined];
    for (const licenceClass of classes) {
      const found = checkFeasible(
        licenceClass === undefined
          ? scope
          : { ...scope, licenceClass, ...(region === undefined ? {} : { region }) },
      );
      if (!found.ok) return shortText(licenceClass ? { licenceClass, ...found.short } : found.short);
    }
  }
  return null;
}

/** Which kinds can be drawn from these questions on a day. */
export function feasibility(questions: readonly Question[], kinds: readonly KindScope[], onDate: string) {
  const prepared = prepareBank(questions);
  return kinds.map((kind) => {
    const short = shortOf(kind, prepared, onDate);
    return { code: kind.code, feasible: short === null, short };
  });
}

const NO_CELL = { chapter: null, type: null, licenceClass: null, tag: null };

/** Rules that exclude each other, at the cell that the search names. */
function conflictCell(short: ShortStock, content: BlueprintContent): Omit<ShortCell, 'forClass' | 'bank'> {
  const [chapter, type] = [short.chapters.join(' + ') || null, short.types.join(' + ') || null];
  const cell = { chapter, type, licenceClass: short.licenceClass ?? null, tag: short.tag ?? null };
  const same = (a: string | undefined, b: string | null) => (a ?? null) === b;
  const index = content.cells.findIndex(
    (c) =>
      same(c.chapter, chapter) &&
      same(c.type, type) &&
      same(c.licenceClass, cell.licenceClass) &&
      same(c.tag, cell.tag),
  );
  const { need, have, conflict = [], proven = true } = short;
  const rest = { cell, need, have, conflict, proven };
  if (short.difficulty) return { at: 'difficulty', index: null, ...rest };
  return index < 0 ? { at: 'rules', index: null, ...rest } : { at: 'cell', index, ...rest };
}

/** Sets that name a question the bank does not hold. */
function unknownIn(content: BlueprintContent, prepared: PreparedBank) {
  const part = (at: 'together' | 'never', sets: readonly (readonly string[])[]) =>
    sets.flatMap((set, index) => {
      const have = set.filter((id) => prepared.groupOf(id) !== undefined).length;
      const rest = { cell: NO_CELL, conflict: [], proven: true, forClass: null };
      return have < set.length ? { at, index, need: set.length, have, ...rest } : [];
    });
  return [...part('together', content.mustTogether), ...part('never', content.neverTogether)];
}

/** What the bank holds for every part of a blueprint, and every part that is short. */
export function lookAt(
  questions: readonly Question[],
  kind: KindScope,
  content: BlueprintContent,
  onDate: string,
) {
  const prepared = prepareBank(questions);
  const scopeFor = (licenceClass: string) => ({
    questions: prepared,
    ...officeScope(kind, content, { licenceClass, onDate }),
  });
  const classes = classesToCheck(scopeFor(''), kind.classes);
  const short: Omit<ShortCell, 'bank'>[] = unknownIn(content, prepared);
  const supply = {
    chapters: content.chapters.map(() => 0),
    types: TYPE_ORDER.map(() => 0),
    cells: content.cells.map((): number | null => null),
  };
  for (const [turn, licenceClass] of classes.entries()) {
    const forClass = licenceClass === '' || classes.length === 1 ? null : licenceClass;
    const found = outlookOf(scopeFor(licenceClass));
    // What is the least of all classes is what counts, but a cell of one class has that class's.
    const least = (was: number, now: number) => (turn === 0 ? now : Math.min(was, now));
    supply.chapters = supply.chapters.map((was, i) => least(was, found.supply.chapters[i] ?? 0));
    supply.types = supply.types.map((was, i) => least(was, found.supply.types[i] ?? 0));
    supply.cells = supply.cells.map((was, i) => {
      const now = found.supply.quotas[i] ?? null;
      return was === null || now === null ? (now ?? was) : Math.min(was, now);
    });
    const add = (s: Omit<ShortCell, 'bank'>) => {
      if (!short.some((o) => o.at === s.at && o.index === s.index && o.at !== 'rules')) short.push(s);
    };
    for (const { at, index, need, have } of found.short) {
      const rest = { need, have, conflict: [], proven: true, forClass };
      if (at === 'chapter')
        add({ at, index, cell: { ...NO_CELL, chapter: content.chapters[index]?.name ?? null }, ...rest });
      else if (at === 'type')
        add({ at, index, cell: { ...NO_CELL, type: TYPE_ORDER[index] ?? null }, ...rest });
      else {
        const {
          chapter = null,
          type = null,
          licenceClass: of = null,
          tag = null,
        } = content.cells[index] ?? {};
        add({ at: 'cell', index, cell: { chapter, type, licenceClass: of, tag }, ...rest });
      }
    }
    if (found.conflict) add({ ...conflictCell(found.conflict, content), forClass });
  }
  return { supply, short };
}

/** A paper drawn to look at: as a candidate of that class would get it alone in the room. */
export function testDraw(o: {
  questions: readonly Question[];
  kind: KindScope;
  content: BlueprintContent;
  licenceClass: string;
  seed: string;
  onDate: string;
  exposure: readonly (readonly [string, number])[];
}) {
  const { questions, kind, content, licenceClass, seed, onDate, exposure } = o;
  const drawn = drawPaper({
    questions: prepareBank(questions),
    kind,
    office: content,
    licenceClass,
    day: onDate,
    seed,
    avoid: [],
    neighbours: [],
    exposure: content.exposure ? exposure : [],
  });
  return drawn.ok ? { ids: drawn.items.map((i) => i.questionId) } : { short: shortText(drawn.short) };
}

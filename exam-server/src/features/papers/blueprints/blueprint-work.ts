import type { BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import {
  checkFeasible,
  classesToCheck,
  drawPaper,
  officeScope,
  outlookOf,
  prepareBank,
  regionsToCheck,
  TYPE_ORDER,
  type Outlook,
  type PreparedBank,
  type Question,
  type ShortStock,
  type StemMemory,
} from 'question-bank';
import type { KindScope } from '../draws/draw-plan';
import { shortText } from '../short-text';

/** The first thing that no paper of a kind can have, by any of its blueprints, for any class and region; null where all can. */
function shortOf(kind: KindScope, prepared: PreparedBank, onDate: string): string | null {
  const tagged = prepared.tags().some((tag) => /^(class|region):/.test(tag));
  for (const office of kind.offices.length > 0 ? kind.offices : [null]) {
    const {
      licenceClass: _,
      region: own,
      ...plain
    } = officeScope(kind, office, { licenceClass: '', onDate });
    const scope = { ...plain, questions: prepared };
    // Where nothing depends on class or region the plain rules tell the same at a tenth of the time.
    const audiences =
      office || tagged
        ? regionsToCheck({ ...scope, region: own ?? '' }, kind.regions).flatMap((region) =>
            classesToCheck(scope, kind.classes).map((licenceClass) => ({ region, licenceClass })),
          )
        : [{}];
    for (const audience of audiences) {
      const found = checkFeasible({ ...scope, ...audience });
      if (found.ok) continue;
      const { region = '', licenceClass = '' } = audience as { region?: string; licenceClass?: string };
      return shortText({
        ...found.short,
        ...(licenceClass ? { licenceClass: found.short.licenceClass ?? licenceClass } : {}),
        ...(region && region !== own ? { region } : {}),
      });
    }
  }
  return null;
}

/** Which kinds can be drawn from these questions on a day. */
export function feasibility(
  questions: readonly Question[],
  kinds: readonly KindScope[],
  onDate: string,
  stems?: StemMemory,
) {
  const prepared = prepareBank(questions, stems);
  return kinds.map((kind) => {
    const short = shortOf(kind, prepared, onDate);
    return { code: kind.code, feasible: short === null, short };
  });
}

/** A part of a blueprint that one bank is too small for. */
type Short = Omit<ShortCell, 'bank'>;
const NO_CELL = { chapter: null, type: null, licenceClass: null, tag: null };

/** Rules that exclude each other, at the cell that the search names. */
function conflictCell(short: ShortStock, content: BlueprintContent): Omit<Short, 'forClass' | 'forRegion'> {
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

/** Every part of a blueprint that one look found short, with its cell. */
function shortIn(
  found: Outlook,
  content: BlueprintContent,
  whom: Pick<Short, 'forClass' | 'forRegion'>,
): Short[] {
  const parts = found.short.map(({ at, index, need, have }): Short => {
    const rest = { index, need, have, conflict: [], proven: true, ...whom };
    if (at === 'chapter')
      return { at, cell: { ...NO_CELL, chapter: content.chapters[index]?.name ?? null }, ...rest };
    if (at === 'type') return { at, cell: { ...NO_CELL, type: TYPE_ORDER[index] ?? null }, ...rest };
    const { chapter = null, type = null, licenceClass = null, tag = null } = content.cells[index] ?? {};
    return { at: 'cell', cell: { chapter, type, licenceClass, tag }, ...rest };
  });
  return found.conflict ? [...parts, { ...conflictCell(found.conflict, content), ...whom }] : parts;
}

/** Sets that name a question the bank does not hold. */
function unknownIn(content: BlueprintContent, prepared: PreparedBank) {
  const part = (at: 'together' | 'never', sets: readonly (readonly string[])[]) =>
    sets.flatMap((set, index) => {
      const have = set.filter((id) => prepared.groupOf(id) !== undefined).length;
      const rest = { cell: NO_CELL, conflict: [], proven: true, forClass: null, forRegion: null };
      return have < set.length ? { at, index, need: set.length, have, ...rest } : [];
    });
  return [...part('together', content.mustTogether), ...part('never', content.neverTogether)];
}

/** A part short for every region is said once; else for each region that it is short for. */
function overRegions(found: readonly Short[], regions: number): Short[] {
  const alike = (a: Short, b: Short) => a.at === b.at && a.index === b.index && a.at !== 'rules';
  return found.flatMap((s, i) => {
    const same = found.filter((o) => alike(o, s));
    if (same.length < regions) return [{ ...s, forRegion: regions === 1 ? null : s.forRegion }];
    const first = found.findIndex((o) => alike(o, s)) === i;
    return first ? [{ ...s, have: Math.min(...same.map((o) => o.have)), forRegion: null }] : [];
  });
}

/** What the bank holds for every part of a blueprint, of all classes and regions the least, and every part that is short. */
export function lookAt(
  questions: readonly Question[],
  kind: KindScope,
  content: BlueprintContent,
  onDate: string,
) {
  const prepared = prepareBank(questions);
  const scopeFor = (licenceClass: string, region: string | null) => ({
    questions: prepared,
    ...officeScope(kind, content, { licenceClass, onDate, region }),
  });
  const classes = classesToCheck(scopeFor('', null), kind.classes);
  const regions = regionsToCheck(scopeFor('', null), kind.regions);
  const short: Short[] = [];
  const supply = {
    chapters: content.chapters.map(() => Infinity),
    types: TYPE_ORDER.map(() => Infinity),
    cells: content.cells.map((): number | null => null),
  };
  for (const region of regions) {
    const ofRegion: Short[] = [];
    for (const licenceClass of classes) {
      const forClass = licenceClass === '' || classes.length === 1 ? null : licenceClass;
      const found = outlookOf(scopeFor(licenceClass, region));
      supply.chapters = supply.chapters.map((was, i) => Math.min(was, found.supply.chapters[i] ?? 0));
      supply.types = supply.types.map((was, i) => Math.min(was, found.supply.types[i] ?? 0));
      // A cell of one class has that class's.
      supply.cells = supply.cells.map((was, i) => {
        const now = found.supply.quotas[i] ?? null;
        return was === null || now === null ? (now ?? was) : Math.min(was, now);
      });
      for (const s of shortIn(found, content, { forClass, forRegion: region || null }))
        if (!ofRegion.some((o) => o.at === s.at && o.index === s.index && o.at !== 'rules')) ofRegion.push(s);
    }
    short.push(...ofRegion);
  }
  return { supply, short: [...unknownIn(content, prepared), ...overRegions(short, regions.length)] };
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

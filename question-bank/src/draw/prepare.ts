import { stemGroups, stemGroupSteps } from '../model/near-duplicate';
import type { StemMemory } from '../model/stem-memory';
import { atOnce, eachInSteps, inSlices, type Steps } from '../model/steps';
import type { Question, QuestionType, Subject, VehicleGroup } from '../model/question';

/** A question as the draw sees it. */
export interface Entry {
  question: Question;
  /** Near-duplicates share a group; a paper takes at most one of a group. */
  group: number;
}

/** The questions of one chapter and type, sorted by id. */
interface Cell {
  entries: readonly Entry[];
  /** How many near-duplicate groups they are: as many as one paper can take. */
  groups: number;
}

/** What may be asked of one kind of candidate on one day. */
export interface BankView {
  cell(chapter: string, type: QuestionType): Cell;
  /** Whether some group has questions in more than one cell. */
  groupsSpanCells: boolean;
}

/**
 * For whom the second rules draw: questions tagged `region:15` only in region 15, those tagged `class:A2` only for
 * class A2 (of several such tags one must match).
 */
export interface Audience {
  region: string;
  licenceClass: string;
}

/** A bank version made ready for many draws. Holds small caches, nothing else changes. */
export interface PreparedBank {
  readonly size: number;
  /** Without an audience, as the first rules draw, such tags say nothing. */
  view(subject: Subject, vehicle: VehicleGroup, onDate: string, audience?: Audience): BankView;
  /** The same, made a few milliseconds at a time where it is not there yet. */
  viewInSlices(
    subject: Subject,
    vehicle: VehicleGroup,
    onDate: string,
    audience?: Audience,
  ): Promise<BankView>;
  /** The group of a question id, if the bank has it. */
  groupOf(id: string): number | undefined;
  /** Every tag some question has, sorted. */
  tags(): readonly string[];
}

const VIEWS_KEPT = 32;
const NONE: Cell = { entries: [], groups: 0 };

/** Whether the question may be asked that day (YYYY-MM-DD); validFrom and validTo are both days it still counts. */
export function isValidOn(question: Pick<Question, 'validFrom' | 'validTo'>, onDate: string): boolean {
  return (
    (question.validFrom === undefined || question.validFrom <= onDate) &&
    (question.validTo === undefined || onDate <= question.validTo)
  );
}

function allows(tags: readonly string[], prefix: string, value: string): boolean {
  const named = tags.filter((t) => t.startsWith(prefix));
  return named.length === 0 || named.includes(prefix + value);
}

function* buildView(
  entries: readonly Entry[],
  subject: Subject,
  vehicle: VehicleGroup,
  onDate: string,
  audience: Audience | undefined,
): Steps<BankView> {
  const cells = new Map<string, Entry[]>();
  const cellOfGroup = new Map<number, string>();
  let groupsSpanCells = false;
  yield* eachInSteps(entries, (entry) => {
    const q = entry.question;
    if (!q.subjects.includes(subject) || !q.vehicles.includes(vehicle) || !isValidOn(q, onDate)) return;
    if (audience && !allows(q.tags, 'region:', audience.region)) return;
    if (audience && !allows(q.tags, 'class:', audience.licenceClass)) return;
    const key = `${q.type}\n${q.chapter}`;
    const cell = cells.get(key);
    if (cell) cell.push(entry);
    else cells.set(key, [entry]);
    const seenIn = cellOfGroup.get(entry.group);
    if (seenIn === undefined) cellOfGroup.set(entry.group, key);
    else if (seenIn !== key) groupsSpanCells = true;
  });
  const counted = new Map<string, Cell>(
    [...cells].map(([key, of]) => [key, { entries: of, groups: new Set(of.map((e) => e.group)).size }]),
  );
  return { cell: (chapter, type) => counted.get(`${type}\n${chapter}`) ?? NONE, groupsSpanCells };
}

/**
 * Does once what every draw from the same questions needs: sorts by id (so the order of the file plays no part in
 * a draw) and finds the near-duplicates; `memory` is of stems that were looked at before. Well under a second for some thousands of questions; keep the result.
 */
export function prepareBank(questions: readonly Question[], memory?: StemMemory): PreparedBank {
  const sorted = byId(questions);
  return prepared(sorted, stemGroups(sorted, memory));
}

/** The same a few milliseconds at a time: for tens of thousands of questions it takes more than a second. */
export async function prepareBankInSlices(questions: readonly Question[]): Promise<PreparedBank> {
  const sorted = byId(questions);
  return prepared(sorted, await inSlices(stemGroupSteps(sorted)));
}

const byId = (questions: readonly Question[]): Question[] =>
  [...questions].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

function prepared(sorted: readonly Question[], groups: readonly number[]): PreparedBank {
  const entries = sorted.map((question, i) => ({ question, group: groups[i] ?? i }));
  const groupById = new Map(entries.map((e) => [e.question.id, e.group]));
  const views = new Map<string, BankView>();
  let tags: string[] | undefined;
  let tagSet: Set<string> | undefined;
  const tagged = (tag: string) => (tagSet ??= new Set(sorted.flatMap((q) => q.tags))).has(tag);

  // Days on which a question begins or ceases to count: between two of them every day sees the same.
  const turns = [
    ...new Set(
      sorted.flatMap((q) => [...(q.validFrom ? [q.validFrom] : []), ...(q.validTo ? [`${q.validTo}~`] : [])]),
    ),
  ].sort();
  const stretchOf = (day: string) => turns.filter((turn) => turn <= day).length;

  const viewOf = (
    subject: Subject,
    vehicle: VehicleGroup,
    onDate: string,
    audience: Audience | undefined,
  ) => {
    // Where no question is for that class or region alone, everybody without such sees the same.
    const { region, licenceClass } = audience ?? { region: '', licenceClass: '' };
    const forWhom = audience && {
      region: tagged(`region:${region}`) ? region : '',
      licenceClass: tagged(`class:${licenceClass}`) ? licenceClass : '',
    };
    const key = JSON.stringify([subject, vehicle, stretchOf(onDate), forWhom?.region, forWhom?.licenceClass]);
    return {
      kept: views.get(key),
      steps: () => buildView(entries, subject, vehicle, onDate, forWhom),
      keep: (made: BankView): BankView => {
        const first = views.get(key);
        // Two who made it at once go on with one: proofs are kept with it.
        if (first) return first;
        if (views.size >= VIEWS_KEPT) views.delete(views.keys().next().value ?? key);
        views.set(key, made);
        return made;
      },
    };
  };

  return {
    size: entries.length,
    groupOf: (id) => groupById.get(id),
    tags: () => (tags ??= [...new Set(sorted.flatMap((q) => q.tags))].sort()),
    view(subject, vehicle, onDate, audience) {
      const { kept, steps, keep } = viewOf(subject, vehicle, onDate, audience);
      return kept ?? keep(atOnce(steps()));
    },
    async viewInSlices(subject, vehicle, onDate, audience) {
      const { kept, steps, keep } = viewOf(subject, vehicle, onDate, audience);
      return kept ?? keep(await inSlices(steps()));
    },
  };
}

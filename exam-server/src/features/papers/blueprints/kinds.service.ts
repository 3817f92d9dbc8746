import type { BlueprintContent } from 'exam-contract/blueprint';
import type { KindRow } from 'exam-contract/http/banks';
import type { ExamKind } from 'exam-contract/kind';
import { withdrawnPolicyOf } from 'exam-contract/withdrawal';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { dayBegins, localDay } from '../../../platform/local-day';
import { inTransaction } from '../../../platform/mongo/connect';
import type { Audit } from '../../audit';
import type { KindScope } from '../draws/draw-plan';
import type { KindStore } from './kinds.store';

/** How long another server may go on without a kind that was added here. */
const CACHE_MS = 10_000;

/** The row of a code that is in force on a day: the latest that has begun and not ended, the higher version of two. */
export function kindOnDay(kinds: readonly ExamKind[], code: string, day: string): ExamKind | undefined {
  return kinds
    .filter(
      (k) => k.code === code && k.effectiveFrom <= day && (k.effectiveTo === null || day <= k.effectiveTo),
    )
    .sort((a, b) =>
      a.effectiveFrom === b.effectiveFrom
        ? b.version - a.version
        : a.effectiveFrom < b.effectiveFrom
          ? 1
          : -1,
    )[0];
}

export function createKinds(
  ctx: Pick<Context, 'db' | 'clock'>,
  store: KindStore,
  audit: Pick<Audit, 'record'>,
  /** The office's blueprint of a kind that counts on a day, null for none, and those that take over later. */
  officesFrom: (kindCode: string, day: string) => Promise<({ content: BlueprintContent } | null)[]>,
  /** Regions that sites name as their own. */
  regionsInUse: () => Promise<readonly string[]>,
) {
  const { db, clock } = ctx;
  let cache: { until: number; kinds: Promise<ExamKind[]> } | null = null;
  const all = (): Promise<ExamKind[]> => {
    if (!cache || cache.until <= clock.now()) {
      const kinds = store.all();
      cache = { until: clock.now() + CACHE_MS, kinds };
      kinds.catch(() => (cache = null));
    }
    return cache.kinds;
  };
  /** One of each code, as of a day. */
  const onDay = async (day: string): Promise<ExamKind[]> => {
    const kinds = await all();
    return [...new Set(kinds.map((k) => k.code))].flatMap((code) => kindOnDay(kinds, code, day) ?? []);
  };

  const inForce = (at: number): Promise<ExamKind[]> => onDay(localDay(at));

  const kindOn = async (code: string, day: string): Promise<ExamKind> => {
    const kind = kindOnDay(await all(), code, day);
    if (!kind) throw new AppError('NOT_FOUND', { field: 'kindCode' });
    return kind;
  };

  /** A kind with everything its papers must be drawn by from a day on. */
  const scopeOf = async (kind: ExamKind, day: string): Promise<KindScope> => ({
    ...kind,
    offices: (await officesFrom(kind.code, day)).map((o) => o && o.content),
    regions: await regionsInUse(),
  });

  return {
    inForce,
    onDay,
    /** What counts of a kind from each day on that is later than one. */
    async rowsAfter(code: string, day: string): Promise<{ from: string; kind: ExamKind }[]> {
      const rows = await all();
      const days = rows.flatMap((k) => (k.code === code && k.effectiveFrom > day ? k.effectiveFrom : []));
      return [...new Set(days)].sort().flatMap((from) => {
        const kind = kindOnDay(rows, code, from);
        return kind ? { from, kind } : [];
      });
    },
    /** Days on which a row of a kind begins to count. */
    beginnings: async (): Promise<string[]> => (await all()).map((k) => k.effectiveFrom),
    scopeOf,
    regionsInUse,
    /** Those in force on a day, today at the earliest, as checks of a bank ask for them. */
    toDraw: async (day = localDay(clock.now())): Promise<KindScope[]> =>
      Promise.all((await inForce(Math.max(clock.now(), dayBegins(day)))).map((kind) => scopeOf(kind, day))),
    /** @throws AppError NOT_FOUND */
    kindInForce: (code: string, at: number): Promise<ExamKind> => kindOn(code, localDay(at)),
    /** @throws AppError NOT_FOUND */
    kindOn,
    /** Adds the kinds that are not there yet; a version that is there is never changed. Returns how many were added. */
    async load(kinds: readonly ExamKind[], actor: string): Promise<number> {
      const have = new Set((await store.all()).map((k) => `${k.code}@${k.version}`));
      const added = kinds.filter((k) => !have.has(`${k.code}@${k.version}`));
      for (const kind of added) {
        await inTransaction(db, async (session) => {
          await store.insert(kind, session);
          await audit.record(session, {
            actor,
            action: 'kind.inForce',
            target: `kind/${kind.code}@${kind.version}`,
            detail: { effectiveFrom: kind.effectiveFrom, law: kind.law },
          });
        });
      }
      cache = null;
      return added.length;
    },
    async rows(): Promise<KindRow[]> {
      return (await inForce(clock.now())).map((k) => ({
        code: k.code,
        version: String(k.version),
        name: k.name,
        effectiveFrom: k.effectiveFrom,
        effectiveTo: k.effectiveTo,
        law: k.law,
        confidence: k.confidence,
        questions: k.questions,
        minutes: k.minutes,
        passMark: k.passMark,
        earlyEnd: k.earlyEnd,
        reveal: k.reveal,
        withdrawnQuestion: withdrawnPolicyOf(k),
        subject: k.subject,
        vehicle: k.vehicle,
        chapters: Object.keys(k.blueprint.rows),
      }));
    },
  };
}
export type Kinds = ReturnType<typeof createKinds>;

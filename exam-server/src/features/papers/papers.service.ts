import {
  commonLocales,
  drawPaper,
  fitsKind,
  officeScope,
  prepareBankInSlices,
  readyPaper,
  type Neighbour,
  type PreparedBank,
  type Question,
} from 'question-bank';
import type { ExamKind } from 'exam-contract/kind';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { localDay } from '../../platform/local-day';
import type { BankStore } from './versions/bank.store';
import type { OfficeBlueprint } from './blueprints/blueprints.store';
import type { Exposures } from './draws/exposure.store';
import type { PublicationDoc, PublicationStore } from './versions/publications.store';
import { shortText } from './short-text';
import { ofKind, REGION, tagCounts } from './blueprints/tag-counts';
import { goneOn, type Withheld } from './withdrawals/withheld';

/** A published version ready to be drawn from and scored against. */
interface Loaded {
  prepared: PreparedBank;
  keyed: ReadonlyMap<string, Question>;
  media: ReadonlyMap<string, { sha256: string; mime: string }>;
  /** Languages of the questions of a subject for a vehicle, as far as they were asked for. */
  languages: Map<string, string[]>;
}

const VERSIONS_KEPT = 4;
const MEDIA_CACHE_BYTES = 64_000_000;
/** How long another server may draw from the former version after one is published here. */
const LATEST_MS = 2000;

/** Where papers come from: versions are loaded once and kept, as they never change. */
export function createPapersService(
  ctx: Pick<Context, 'clock' | 'log'>,
  store: BankStore,
  publications: Pick<PublicationStore, 'onDay'>,
  parts: {
    /** What no draw may take. */
    readWithheld: () => Promise<Withheld>;
    /** The office's blueprint of a kind that is in force on a day. */
    blueprintOn: (kindCode: string, day: string) => Promise<OfficeBlueprint | null>;
    exposures: Exposures;
  },
) {
  const { clock } = ctx;
  const loaded = new Map<string, Promise<Loaded>>();
  /** The version in force without withdrawn questions. */
  let remaining: { of: string; prepared: Promise<PreparedBank> } | null = null;
  let latest: { until: number; day: string; publication: Promise<PublicationDoc | null> } | null = null;
  let out: { until: number; withheld: Promise<Withheld> } | null = null;
  const pictures = new Map<string, { mime: string; data: Buffer }>();
  let pictureBytes = 0;

  const load = async (hash: string): Promise<Loaded> => {
    const version = await store.version(hash);
    if (!version) throw new AppError('NOT_FOUND', { field: 'bankVersion' });
    const questions = await store.questions(hash);
    return {
      prepared: await prepareBankInSlices(questions),
      keyed: new Map(questions.map((q) => [q.id, q])),
      media: new Map(version.media.map(({ file, sha256, mime }) => [file, { sha256, mime }])),
      languages: new Map(),
    };
  };
  const of = (hash: string): Promise<Loaded> => {
    const kept = loaded.get(hash);
    if (kept) {
      // The one that was asked for longest ago goes first, whatever clerks look at meanwhile.
      loaded.delete(hash);
      loaded.set(hash, kept);
      return kept;
    }
    const fresh = load(hash);
    loaded.set(hash, fresh);
    fresh.catch(() => loaded.delete(hash));
    if (loaded.size > VERSIONS_KEPT) {
      const oldest = loaded.keys().next().value;
      if (oldest !== undefined) loaded.delete(oldest);
    }
    return fresh;
  };
  const drawable = async (
    hash: string,
    day: string,
  ): Promise<{ prepared: PreparedBank; without: string[] }> => {
    const { prepared, keyed } = await of(hash);
    const without = [...goneOn(await withheld(), keyed, day)].sort();
    const key = JSON.stringify([hash, ...without]);
    if (without.length === 0) return { prepared, without };
    if (remaining?.of !== key) {
      const gone = new Set(without);
      const left = [...keyed.values()].filter((q) => !gone.has(q.id));
      remaining = { of: key, prepared: prepareBankInSlices(left) };
    }
    return { prepared: await remaining.prepared, without };
  };
  const withheld = (): Promise<Withheld> => {
    if (!out || out.until <= clock.now()) {
      const found = parts.readWithheld();
      out = { until: clock.now() + LATEST_MS, withheld: found };
      found.catch(() => (out = null));
    }
    return out.withheld;
  };
  const inForce = (day: string): Promise<PublicationDoc | null> => {
    if (!latest || latest.until <= clock.now() || latest.day !== day) {
      const publication = publications.onDay(day);
      latest = { until: clock.now() + LATEST_MS, day, publication };
      publication.catch(() => (latest = null));
    }
    return latest.publication;
  };
  return {
    /** To be called when a version was published or a question withdrawn: draws follow at once. */
    forgetLatest: () => {
      latest = null;
      out = null;
    },

    /**
     * Draws from the version in force that day by the blueprint in force, reproducibly: what `by` says, the seed and the
     * papers before and beside give the same paper (redraw.ts). Every class of a kind draws from the kind's own vehicle bank.
     * A blueprint that cannot be met after all (bank and blueprint were changed at once) stops no exam: the kind's own
     * shares are drawn by then, which the log and `by` say.
     * @throws AppError NO_BANK_PUBLISHED, BLUEPRINT_NOT_FEASIBLE
     */
    async draw(input: {
      kind: ExamKind;
      licenceClass: string;
      /** Region of the place; null: the blueprint's. */
      region?: string | null;
      seed: string;
      at: number;
      avoid: string[];
      neighbours?: readonly Neighbour[];
    }) {
      const { kind, licenceClass, region = null, seed, at, avoid, neighbours = [] } = input;
      const day = localDay(at);
      const publication = await inForce(day);
      if (!publication) throw new AppError('NO_BANK_PUBLISHED');
      const { prepared, without } = await drawable(publication.hash, day);
      const found = await parts.blueprintOn(kind.code, day);
      const drawnBy = async (office: OfficeBlueprint | null) => {
        const exposure = office?.content.exposure ? await parts.exposures.on(publication.hash, day) : null;
        const request = {
          questions: prepared,
          kind,
          office: office?.content ?? null,
          licenceClass,
          region,
          day,
          seed,
          avoid,
          neighbours,
          exposure: exposure?.counts ?? [],
        };
        // The first by a blueprint proves that it can be met; running tests are served meanwhile.
        await readyPaper(request);
        const paper = drawPaper(request);
        return { office, exposure, paper };
      };
      let drawn = await drawnBy(found && fitsKind(kind, found.content) ? found : null);
      if (!drawn.paper.ok && drawn.office) {
        const { office, paper } = drawn;
        ctx.log.error({ kind: kind.code, blueprint: office.hash, short: paper.short }, 'blueprint not met');
        drawn = await drawnBy(null);
      }
      const { office, exposure, paper } = drawn;
      if (!paper.ok) {
        ctx.log.warn({ kind: kind.code, short: paper.short }, 'no paper can be drawn');
        throw new AppError('BLUEPRINT_NOT_FEASIBLE', { field: shortText(paper.short) });
      }
      const by = {
        blueprint: office && { hash: office.hash, number: office.number },
        day,
        licenceClass,
        region:
          officeScope(kind, office?.content ?? null, { licenceClass, onDate: day, region }).region ?? '',
        without,
        exposure: exposure?._id ?? null,
      };
      return { bankVersion: publication.hash, items: paper.items, by };
    },

    /** Questions of a version that a paper may have on a day. @throws AppError NOT_FOUND */
    async drawableQuestions(hash: string, day: string): Promise<Question[]> {
      const { keyed } = await of(hash);
      const gone = goneOn(await withheld(), keyed, day);
      return [...keyed.values()].filter((q) => !gone.has(q.id));
    },

    /** How many questions of the version in force are asked only in which region, by region. */
    async regions(): Promise<Map<string, number>> {
      const today = localDay(clock.now());
      const publication = await inForce(today);
      if (!publication) return new Map();
      return new Map(ofKind(tagCounts(await this.drawableQuestions(publication.hash, today)), REGION));
    },

    /** Questions with their keys by id. @throws AppError NOT_FOUND */
    keyed: async (bankVersion: string) => (await of(bankVersion)).keyed,
    /** Hash and type of a version's pictures by file name. @throws AppError NOT_FOUND */
    media: async (bankVersion: string) => (await of(bankVersion)).media,

    /**
     * Languages in which every question that a kind draws from can be read, Chinese first; of a version, or else of the
     * one in force. @throws AppError NOT_FOUND for an unknown version
     */
    async languages({ subject, vehicle }: ExamKind, bankVersion: string | undefined): Promise<string[]> {
      const hash = bankVersion ?? (await inForce(localDay(clock.now())))?.hash;
      if (hash === undefined) return ['zh-CN'];
      const { keyed, languages } = await of(hash);
      const key = `${subject} ${vehicle}`;
      const known = languages.get(key);
      if (known) return known;
      const asked = [...keyed.values()].filter(
        (q) => q.subjects.includes(subject) && q.vehicles.includes(vehicle),
      );
      const found = asked.length > 0 ? commonLocales(asked) : ['zh-CN'];
      languages.set(key, found);
      return found;
    },

    /** A picture by its hash. @throws AppError NOT_FOUND */
    async picture(sha256: string): Promise<{ mime: string; data: Buffer }> {
      const kept = pictures.get(sha256);
      if (kept) return kept;
      const stored = await store.media(sha256);
      if (!stored) throw new AppError('NOT_FOUND');
      pictures.set(sha256, stored);
      pictureBytes += stored.data.length;
      for (const [key, { data }] of pictures) {
        if (pictureBytes <= MEDIA_CACHE_BYTES) break;
        pictures.delete(key);
        pictureBytes -= data.length;
      }
      return stored;
    },
  };
}
export type PapersService = ReturnType<typeof createPapersService>;

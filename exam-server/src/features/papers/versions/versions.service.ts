import { randomUUID } from 'node:crypto';
import { publish, PublishError, type BankVersion, type Question } from 'question-bank';
import type { BankVersionRow } from 'exam-contract/http/banks';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import { inTransaction, isDuplicateKey, type Session } from '../../../platform/mongo/connect';
import type { Audit } from '../../audit';
import type { BankChild } from '../child/bank-child';
import type { BankStore, VersionDoc } from './bank.store';
import { mediaType } from './picture';
import type { PapersService } from '../papers.service';
import { stateOn, type PublicationDoc, type PublicationStore } from './publications.store';
import type { TakeBack } from './take-back';
import type { Turns } from './turns.store';

const versionRow = (p: PublicationDoc, doc: VersionDoc, state: BankVersionRow['state']): BankVersionRow => ({
  publicationId: p._id,
  hash: p.hash,
  name: p.name,
  publishedAt: p.publishedAt,
  publishedBy: p.publishedBy,
  submittedBy: p.submittedBy,
  questions: doc.questions,
  byType: doc.byType,
  pictures: doc.media.length,
  inForce: state === 'inForce',
  inForceFrom: p.from,
  state,
  cancelled: p.cancelled,
});

export interface ToPublish {
  name: string;
  questions: readonly Question[];
  /** Pictures that are not in the store yet, by file name. */
  media?: ReadonlyMap<string, Uint8Array>;
  /** Hashes of those that are. */
  pictures?: ReadonlyMap<string, string>;
  /** Name of whoever publishes, and the same as an audit row has it. */
  by: string;
  actor: string;
  /** First day in force, YYYY-MM-DD, today or later; today if not given. */
  from?: string;
  /** Who handed it in, by name and as an audit row has it. */
  submitter?: { name: string; actor: string };
  /** Its turn among what goes in force, where it was held against the rest: first in the transaction. */
  take?: (session: Session) => Promise<void>;
  /** What else happens in the same transaction, before the version is there. */
  along?: (session: Session, hash: string) => Promise<void>;
}

/** Published banks: immutable, named by the hash of their content, each in force from a day on. */
export function createVersions(
  ctx: Pick<Context, 'db' | 'clock'>,
  store: BankStore,
  publications: PublicationStore,
  papers: Pick<PapersService, 'forgetLatest'>,
  { turns, takeBack }: { turns: Turns; takeBack: TakeBack },
  audit: Pick<Audit, 'record'>,
  child: Pick<BankChild, 'run'>,
) {
  const { db, clock } = ctx;

  const write = async (doc: VersionDoc, made: BankVersion, p: ToPublish) =>
    inTransaction(db, async (session) => {
      await (p.take ?? turns.take)(session);
      const order = Math.max(0, ...(await publications.all(session)).map((x) => x.order)) + 1;
      const again = await store.version(made.hash);
      const row = { ...(again ?? doc), order, publishedAt: doc.publishedAt, publishedBy: doc.publishedBy };
      const publication: PublicationDoc = {
        _id: randomUUID(),
        hash: made.hash,
        name: p.name,
        from: p.from ?? localDay(doc.publishedAt),
        order,
        publishedAt: doc.publishedAt,
        publishedBy: p.by,
        submittedBy: p.submitter?.name ?? null,
        cancelled: null,
      };
      // First, as it looks at what was in force before.
      await p.along?.(session, made.hash);
      await publications.insert(publication, session);
      if (again) await store.republish(made.hash, row, session);
      else await store.insertVersion(row, session);
      await audit.record(session, {
        actor: p.actor,
        action: 'bank.publish',
        target: `bank/${made.hash}`,
        detail: {
          name: p.name,
          hash: made.hash,
          publication: publication._id,
          inForceFrom: publication.from,
          submitter: p.submitter?.actor ?? null,
          approver: p.actor,
          questions: made.counts.questions,
          pictures: made.counts.media,
          again: again !== null,
        },
      });
      return { row, publication };
    });

  const versionOf = async (p: Content): Promise<BankVersion> => {
    const { questions, pictures = new Map<string, string>() } = p;
    if (p.media || questions.length <= HASHED_HERE) return versionHere(p);
    const made = await child.run({ work: 'version', questions, pictures });
    if ('fault' in made) throw new AppError('BANK_HAS_ERRORS', { field: made.fault });
    return { ...made.version, questions: [...questions].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  };

  const stateOf = (p: PublicationDoc, all: readonly PublicationDoc[]): BankVersionRow['state'] =>
    stateOn(p, all, localDay(clock.now()));

  /** Stores the pictures that come with a version and names the type of each. @throws AppError BANK_HAS_ERRORS */
  const withTypes = async (hashes: BankVersion['mediaHashes'], p: Content): Promise<VersionDoc['media']> => {
    const fresh = new Map<string, { sha256: string; mime: string; data: Uint8Array }>();
    for (const [file, data] of p.media ?? []) {
      const [sha256, mime] = [hashes[file], mediaType(data)];
      if (sha256 !== undefined && mime) fresh.set(sha256, { sha256, mime, data });
    }
    await store.putMedia([...fresh.values()], clock.now());
    const types = await store.mediaTypes(Object.values(hashes));
    return Object.entries(hashes).map(([file, sha256]) => {
      const mime = types.get(sha256);
      if (!mime?.startsWith('image/')) throw new AppError('BANK_HAS_ERRORS', { field: file });
      return { file, sha256, mime };
    });
  };

  return {
    /** Every publication, in the order of their days, last first. */
    async list(): Promise<BankVersionRow[]> {
      const all = await publications.all();
      const docs = new Map((await store.versions()).map((v) => [v._id, v]));
      return all.flatMap((p) => {
        const doc = docs.get(p.hash);
        return doc ? [versionRow(p, doc, stateOf(p, all))] : [];
      });
    },

    /** The hash these few questions would be published under. @throws AppError BANK_HAS_ERRORS */
    hashOf: (content: Content): string => versionHere(content).hash,

    /** The version in force, or null before the first was published. */
    async inForce(): Promise<BankVersionRow | null> {
      const p = await publications.onDay(localDay(clock.now()));
      const doc = p && (await store.version(p.hash));
      return p && doc && versionRow(p, doc, 'inForce');
    },

    /**
     * Takes a version back before its day: what is in force stays so. One person may, as nothing changes for any
     * paper. @throws AppError NOT_FOUND, CONFLICT (its day has come, or somebody took it back),
     * BLUEPRINT_NOT_FEASIBLE (what is in force then cannot meet a blueprint that this one can)
     */
    async cancel(
      publicationId: string,
      reason: string,
      clerk: { name: string; actor: string },
    ): Promise<BankVersionRow> {
      const p = await publications.get(publicationId);
      const doc = p && (await store.version(p.hash));
      if (!p || !doc) throw new AppError('NOT_FOUND');
      if (p.from <= localDay(clock.now())) throw new AppError('CONFLICT');
      const cancelled = { by: clerk.name, at: clock.now(), reason };
      await turns.serialised(async (take) => {
        await takeBack.refuseWorse(publicationId, p.from);
        await inTransaction(db, async (session) => {
          await take(session);
          if (!(await publications.cancel(publicationId, cancelled, session))) throw new AppError('CONFLICT');
          await audit.record(session, {
            actor: clerk.actor,
            action: 'bank.cancel',
            target: `bank/${p.hash}`,
            detail: { hash: p.hash, publication: p._id, inForceFrom: p.from, reason },
          });
        });
      });
      papers.forgetLatest();
      return versionRow({ ...p, cancelled }, doc, 'cancelled');
    },

    /**
     * Makes a version of these questions and puts it in force from a day on. Content that was published before comes back into
     * force as the same version. @throws AppError BANK_HAS_ERRORS (no questions, an id twice, a picture missing or
     * unsafe), CONFLICT where another is published at the same moment.
     */
    async publish(p: ToPublish): Promise<BankVersionRow> {
      const made = await versionOf(p);
      const media = await withTypes(made.mediaHashes, p);
      await store.touchMedia(Object.values(made.mediaHashes), clock.now());
      const { judge, single, multi, questions } = made.counts;
      const doc: VersionDoc = {
        _id: made.hash,
        name: p.name,
        publishedAt: clock.now(),
        publishedBy: p.by,
        order: 0,
        questions,
        byType: { judge, single, multi },
        media,
      };
      try {
        if (!(await store.version(made.hash)))
          await store.putQuestions(made.hash, made.questions, clock.now());
        const { row, publication } = await write(doc, made, p);
        papers.forgetLatest();
        return versionRow(publication, row, stateOf(publication, await publications.all()));
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', undefined, { cause: err });
        throw err;
      }
    },
  };
}
export type VersionsService = ReturnType<typeof createVersions>;

type Content = Pick<ToPublish, 'questions' | 'media' | 'pictures'>;

/** Hashing more holds up the answers of a running test. */
const HASHED_HERE = 1_000;

function versionHere({ questions, media = new Map(), pictures }: Content): BankVersion {
  try {
    return publish({ questions, media, ...(pictures ? { hashes: pictures } : {}) });
  } catch (err) {
    if (err instanceof PublishError)
      throw new AppError('BANK_HAS_ERRORS', { field: err.message }, { cause: err });
    throw err;
  }
}

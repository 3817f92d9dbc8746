import { publish, PublishError, type BankVersion, type Question } from 'question-bank';
import type { BankVersionRow } from 'exam-contract/http/banks';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction, isDuplicateKey, type Session } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { BankStore, VersionDoc } from './bank.store';
import { mediaType } from './picture';
import type { PapersService } from './papers.service';

const versionRow = (doc: VersionDoc, inForce: boolean): BankVersionRow => ({
  hash: doc._id,
  name: doc.name,
  publishedAt: doc.publishedAt,
  publishedBy: doc.publishedBy,
  questions: doc.questions,
  byType: doc.byType,
  pictures: doc.media.length,
  inForce,
});

export interface ToPublish {
  name: string;
  questions: readonly Question[];
  media: ReadonlyMap<string, Uint8Array>;
  /** Name of whoever publishes, and the same as an audit row has it. */
  by: string;
  actor: string;
  /** What else happens in the same transaction. */
  along?: (session: Session) => Promise<void>;
}

/** Published banks: immutable, named by the hash of their content; the latest published is in force. */
export function createVersions(
  ctx: Pick<Context, 'db' | 'clock'>,
  store: BankStore,
  papers: Pick<PapersService, 'forgetLatest'>,
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;

  const write = async (doc: VersionDoc, made: BankVersion, p: ToPublish): Promise<VersionDoc> =>
    inTransaction(db, async (session) => {
      const order = ((await store.latest(session))?.order ?? 0) + 1;
      const again = await store.version(made.hash);
      const row = { ...(again ?? doc), order, publishedAt: doc.publishedAt, publishedBy: doc.publishedBy };
      if (again) await store.republish(made.hash, row, session);
      else {
        await store.insertVersion(row, session);
        await store.insertQuestions(made.hash, made.questions, session);
      }
      await p.along?.(session);
      await audit.record(session, {
        actor: p.actor,
        action: 'bank.publish',
        target: `bank/${made.hash}`,
        detail: {
          name: p.name,
          questions: made.counts.questions,
          pictures: made.counts.media,
          again: again !== null,
        },
      });
      return row;
    });

  return {
    async list(): Promise<BankVersionRow[]> {
      return (await store.versions()).map((v, i) => versionRow(v, i === 0));
    },

    /** The hash these questions would be published under. @throws AppError BANK_HAS_ERRORS */
    hashOf: (content: Pick<ToPublish, 'questions' | 'media'>): string => versionOf(content).hash,

    /** The version in force, or null before the first was published. */
    async inForce(): Promise<BankVersionRow | null> {
      const doc = await store.latest();
      return doc && versionRow(doc, true);
    },

    /**
     * Makes a version of these questions and puts it in force. Content that was published before comes back into
     * force as the same version. @throws AppError BANK_HAS_ERRORS (no questions, an id twice, a picture missing or
     * unsafe), CONFLICT where another is published at the same moment.
     */
    async publish(p: ToPublish): Promise<BankVersionRow> {
      const made = versionOf(p);
      const files = Object.entries(made.mediaHashes).map(([file, sha256]) => {
        const data = p.media.get(file) ?? new Uint8Array();
        const mime = mediaType(data);
        if (!mime) throw new AppError('BANK_HAS_ERRORS', { field: file });
        return { file, sha256, mime, data };
      });
      await store.putMedia(files, clock.now());
      const { judge, single, multi, questions } = made.counts;
      const doc: VersionDoc = {
        _id: made.hash,
        name: p.name,
        publishedAt: clock.now(),
        publishedBy: p.by,
        order: 0,
        questions,
        byType: { judge, single, multi },
        media: files.map(({ file, sha256, mime }) => ({ file, sha256, mime })),
      };
      try {
        const written = await write(doc, made, p);
        papers.forgetLatest();
        return versionRow(written, true);
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', undefined, { cause: err });
        throw err;
      }
    },
  };
}
export type VersionsService = ReturnType<typeof createVersions>;

function versionOf(p: Pick<ToPublish, 'questions' | 'media'>): BankVersion {
  try {
    return publish(p);
  } catch (err) {
    if (err instanceof PublishError)
      throw new AppError('BANK_HAS_ERRORS', { field: err.message }, { cause: err });
    throw err;
  }
}

import { randomUUID } from 'node:crypto';
import type { BankDraft, UploadHints } from 'exam-contract/http/banks';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { inTransaction, type Session } from '../../../platform/mongo/connect';
import type { Audit } from '../../audit';
import type { BankChild } from '../child/bank-child';
import type { BankStore } from '../versions/bank.store';
import type { Contents } from '../review/contents';
import { draftOf, draftView, headView, rowsOf, type Clerk } from './draft-view';
import { questionsUnder, type DraftDoc, type DraftStore } from './draft.store';
import type { ImportStore } from './imports.store';
import type { Kinds } from '../blueprints/kinds.service';
import type { Looks } from './looks.store';
import type { MappingStore } from './mappings.store';
import type { Reading } from './reading';
import type { UploadWatch } from './uploads';
import type { VersionsService } from '../versions/versions.service';

/** What drafts are made with. */
export interface DraftParts {
  bank: BankStore;
  drafts: DraftStore;
  imports: ImportStore;
  child: BankChild;
  kinds: Kinds;
  versions: VersionsService;
  contents: Contents;
  reading: Reading;
  mappings: MappingStore;
  looks: Looks;
}

const STALE_MS = 30 * 86_400_000;
const ORPHAN_MS = 86_400_000;

/** The draft, if there is one. @throws AppError NOT_FOUND */
export async function mustDraft(drafts: DraftStore, draftId: string): Promise<DraftDoc> {
  const doc = await drafts.get(draftId);
  if (!doc) throw new AppError('NOT_FOUND');
  return doc;
}

/** Bank files as they were read, until they are published or discarded. */
export function createDrafts(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: DraftParts,
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;
  const { bank, drafts, imports, reading, mappings, looks } = parts;

  const removeAll = async (draftId: string, session: Session): Promise<boolean> => {
    await imports.dropHead(draftId, session);
    return drafts.remove(draftId, session);
  };
  /** What was written for a draft that never came to be. */
  const undo = async (draftId: string, under = draftId): Promise<void> => {
    await bank.deleteQuestions(under);
    await imports.dropParts(draftId);
  };

  /** @throws AppError NOT_FOUND */
  const discard = async (draftId: string, actor: string): Promise<void> => {
    const doc = await mustDraft(drafts, draftId);
    await inTransaction(db, async (session) => {
      if (!(await removeAll(draftId, session))) throw new AppError('NOT_FOUND');
      await audit.record(session, { actor, action: 'bank.discard', target: `draft/${draftId}` });
    });
    await undo(draftId, questionsUnder(doc));
  };

  return {
    /**
     * Reads a file into a draft; what is wrong in it is in the draft, row by row. `hints` is what the clerk says where
     * the file does not. The file itself is kept. Nothing stays of one that is given up or fails.
     * @throws AppError as BankChild.read, and the reason of the watch's signal
     */
    async upload(
      file: { name: string; path: string },
      hints: UploadHints,
      clerk: Clerk,
      watch: UploadWatch,
    ): Promise<BankDraft> {
      const draftId = randomUUID();
      const fileName = file.name.slice(-200);
      try {
        const { read, media, mapping } = await reading.file(
          { name: fileName, path: file.path },
          hints,
          [],
          draftId,
          watch,
        );
        await reading.keep(file.path, draftId, watch);
        const doc = { ...draftOf(read, fileName, media, clerk, clock.now(), mapping), _id: draftId };
        const found = [...mapping.sources, ...(mapping.apart ? [mapping.apart] : [])];
        const applied = new Set(found.filter((m) => m.remembered).map((m) => m.signature));
        watch.signal.throwIfAborted();
        await inTransaction(db, async (session) => {
          await drafts.insert(doc, session);
          await drafts.replaceRows(doc._id, rowsOf(doc._id, read.refused, 0), session);
          await mappings.countUse([...applied], session);
          await imports.keepHead({ _id: doc._id, fileName, hints }, session);
          await audit.record(session, {
            actor: clerk.actor,
            action: 'bank.upload',
            target: `draft/${doc._id}`,
            detail: {
              fileName,
              read: doc.summary.read,
              accepted: doc.summary.accepted,
              errors: doc.summary.errors,
              ...(applied.size > 0 ? { remembered: applied.size } : {}),
              ...hints,
            },
          });
        });
        // Whoever gave it up at the last moment expects nothing of it either.
        if (watch.signal.aborted) await discard(draftId, clerk.actor);
        watch.signal.throwIfAborted();
        return draftView(doc, clerk);
      } catch (err) {
        await undo(draftId);
        throw err;
      }
    },

    /** @throws AppError NOT_FOUND */
    async get(draftId: string, clerk: Clerk): Promise<BankDraft> {
      const doc = await drafts.forView(draftId);
      if (!doc) throw new AppError('NOT_FOUND');
      return draftView(doc, clerk);
    },
    list: async (clerk: Clerk) => (await drafts.list()).map((doc) => headView(doc, clerk)),

    discard,

    /** The job that drops drafts nobody published for a month, and pictures that nothing uses any more. */
    async dropStale(): Promise<string> {
      const now = clock.now();
      const old = await drafts.olderThan(now - STALE_MS);
      for (const doc of old) {
        const { _id } = doc;
        await inTransaction(db, async (session) => {
          if (!(await removeAll(_id, session))) return;
          await audit.record(session, { actor: 'system', action: 'bank.discard', target: `draft/${_id}` });
        });
        await undo(_id, questionsUnder(doc));
      }
      const used = new Set(await drafts.pictures());
      for (const v of await bank.versions()) for (const m of v.media) used.add(m.sha256);
      const pictures = await bank.dropMedia(used, now - ORPHAN_MS);
      await looks.forget(pictures);
      const known = new Set([...(await drafts.owners()), ...(await bank.versions()).map((v) => v._id)]);
      const lost = await bank.dropOrphans(known, now - ORPHAN_MS);
      const files = await imports.dropOrphans(now - ORPHAN_MS);
      return `${old.length} drafts, ${pictures.length} pictures, ${lost + files} remains of uploads`;
    },
  };
}
export type DraftsService = ReturnType<typeof createDrafts>;

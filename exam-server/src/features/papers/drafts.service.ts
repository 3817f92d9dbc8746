import { randomUUID } from 'node:crypto';
import type { Issue, Question } from 'question-bank';
import type { BankDraft, BankIssue, BankVersionRow, UploadHints } from 'exam-contract/http/banks';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { localDay } from '../../platform/local-day';
import { inTransaction, type Session } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { BankChild, ReadAnswer } from './bank-child';
import type { BankStore } from './bank.store';
import type { DraftDoc, DraftStore } from './draft.store';
import type { Kinds } from './kinds.service';
import { mergeOver, type BankContent } from './merge';
import { mediaType, pictureHash } from './picture';
import type { VersionsService } from './versions.service';

export interface DraftPorts {
  /** Codes of the kinds that somebody is booked for. */
  bookedKinds(): Promise<string[]>;
}
/** Who acts, as lists show it and as an audit row names it. */
export interface Clerk {
  name: string;
  actor: string;
}

const MAX_ISSUES = 2000;
const PREVIEW = 100;
const STALE_MS = 30 * 86_400_000;
const ORPHAN_MS = 86_400_000;
/** Pictures of the version in force that are handed to the reader, so that a table can name them. */
const KNOWN_MEDIA_BYTES = 40_000_000;

export function createDrafts(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: { bank: BankStore; drafts: DraftStore; child: BankChild; kinds: Kinds; versions: VersionsService },
  audit: Pick<Audit, 'record'>,
  ports: DraftPorts,
) {
  const { db, clock } = ctx;
  const { bank, drafts, child, kinds, versions } = parts;

  const must = async (draftId: string): Promise<DraftDoc> => {
    const doc = await drafts.get(draftId);
    if (!doc) throw new AppError('NOT_FOUND');
    return doc;
  };
  /** Bytes of pictures by file name. */
  const bytesOfAll = async (media: readonly { file: string; sha256: string }[]) => {
    const out = new Map<string, Uint8Array>();
    for (const { file, sha256 } of media) {
      const stored = await bank.media(sha256);
      if (stored) out.set(file, stored.data);
    }
    return out;
  };
  const inForce = async (): Promise<BankContent> => {
    const version = await bank.latest();
    if (!version) return { questions: [], media: new Map() };
    return { questions: await bank.questions(version._id), media: await bytesOfAll(version.media) };
  };
  const knownMedia = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
    const { media } = await inForce();
    const size = [...media.values()].reduce((sum, b) => sum + b.length, 0);
    return size <= KNOWN_MEDIA_BYTES ? media : new Map();
  };
  const removeAll = async (draftId: string, session: Session): Promise<boolean> => {
    await bank.deleteQuestions(draftId, session);
    return drafts.remove(draftId, session);
  };

  return {
    /**
     * Reads a file into a draft; what is wrong in it is in the draft, row by row. `hints` is what the clerk says where
     * the file does not. @throws AppError as BankChild.run
     */
    async upload(
      file: { name: string; data: Uint8Array },
      hints: UploadHints,
      clerk: Clerk,
    ): Promise<BankDraft> {
      const now = clock.now();
      const fileName = file.name.slice(-200);
      const read = await child.run({
        work: 'read',
        name: fileName,
        bytes: file.data,
        onDate: localDay(now),
        kinds: await kinds.inForce(now),
        media: await knownMedia(),
        limits: { maxBytes: 60_000_000 },
        hints,
      });
      const media = [...read.media].map(([name, data]) => ({ file: name, sha256: pictureHash(data), data }));
      await bank.putMedia(
        media.map((m) => ({ ...m, mime: mediaType(m.data) ?? 'application/octet-stream' })),
        now,
      );
      const doc = draftOf(read, fileName, media, clerk.name, now);
      await inTransaction(db, async (session) => {
        await drafts.insert(doc, session);
        await bank.insertQuestions(doc._id, read.accepted, session);
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.upload',
          target: `draft/${doc._id}`,
          detail: {
            fileName,
            read: doc.summary.read,
            accepted: doc.summary.accepted,
            errors: doc.summary.errors,
            ...hints,
          },
        });
      });
      return view(doc);
    },

    /** @throws AppError NOT_FOUND */
    get: async (draftId: string): Promise<BankDraft> => view(await must(draftId)),
    list: async () => (await drafts.list()).map(({ _id, summary }) => ({ draftId: _id, ...summary })),

    /** @throws AppError NOT_FOUND */
    async discard(draftId: string, actor: string): Promise<void> {
      await inTransaction(db, async (session) => {
        if (!(await removeAll(draftId, session))) throw new AppError('NOT_FOUND');
        await audit.record(session, { actor, action: 'bank.discard', target: `draft/${draftId}` });
      });
    },

    /**
     * Puts the accepted questions in force, alone or merged over the version in force (same id: the new one).
     * @throws AppError NOT_FOUND, BANK_HAS_ERRORS (errors and not `goodRowsOnly`, or nothing accepted),
     * BLUEPRINT_NOT_FEASIBLE naming the kind and what is short, where no kind could be drawn or one that
     * somebody is booked for could not.
     */
    async publish(
      draftId: string,
      how: { mode: 'replace' | 'merge'; goodRowsOnly: boolean },
      clerk: Clerk,
    ): Promise<BankVersionRow> {
      const draft = await must(draftId);
      const { accepted, errors, name } = draft.summary;
      if (accepted === 0 || (errors > 0 && !how.goodRowsOnly)) throw new AppError('BANK_HAS_ERRORS');
      const own: BankContent = {
        questions: await bank.questions(draftId),
        media: await bytesOfAll(draft.media),
      };
      const whole = how.mode === 'merge' ? mergeOver(await inForce(), own) : own;
      await refuseUndrawable(whole.questions);
      return versions.publish({
        ...whole,
        name,
        by: clerk.name,
        actor: clerk.actor,
        along: async (session) => {
          if (!(await removeAll(draftId, session))) throw new AppError('NOT_FOUND');
        },
      });
    },

    /** The job that drops drafts nobody published for a month, and pictures that nothing uses any more. */
    async dropStale(): Promise<string> {
      const now = clock.now();
      const old = await drafts.olderThan(now - STALE_MS);
      for (const { _id } of old) {
        await inTransaction(db, async (session) => {
          if (!(await removeAll(_id, session))) return;
          await audit.record(session, { actor: 'system', action: 'bank.discard', target: `draft/${_id}` });
        });
      }
      const used = new Set(await drafts.pictures());
      for (const v of await bank.versions()) for (const m of v.media) used.add(m.sha256);
      const pictures = await bank.dropMedia(used, now - ORPHAN_MS);
      return `${old.length} drafts, ${pictures} pictures`;
    },
  };

  async function refuseUndrawable(questions: readonly Question[]): Promise<void> {
    const now = clock.now();
    const { kinds: found } = await child.run({
      work: 'feasibility',
      questions,
      kinds: await kinds.inForce(now),
      onDate: localDay(now),
    });
    const booked = new Set(await ports.bookedKinds());
    const none = found.length > 0 && found.every((k) => !k.feasible);
    const bad = found.find((k) => !k.feasible && (none || booked.has(k.code)));
    if (bad) throw new AppError('BLUEPRINT_NOT_FEASIBLE', { field: `${bad.code}: ${bad.short ?? ''}` });
  }
}
export type DraftsService = ReturnType<typeof createDrafts>;

function draftOf(
  read: ReadAnswer,
  fileName: string,
  media: readonly { file: string; sha256: string }[],
  createdBy: string,
  createdAt: number,
): DraftDoc {
  const errors = read.issues.filter((i) => i.severity === 'error').length;
  // Errors first, so that a cut list still shows what keeps questions out.
  const shown = [...read.issues].sort(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  const summary: DraftDoc['summary'] = {
    name: read.name ?? fileName,
    fileName,
    createdAt,
    createdBy,
    format: read.format,
    read: read.read,
    accepted: read.accepted.length,
    rejected: Math.max(0, read.read - read.accepted.length),
    byType: read.byType,
    errors,
    warnings: read.issues.length - errors,
  };
  const detail: DraftDoc['detail'] = {
    issues: shown.slice(0, MAX_ISSUES).map(issueView),
    kinds: read.kinds,
    preview: read.accepted.slice(0, PREVIEW).map((q) => ({
      questionId: q.id,
      type: q.type,
      chapter: q.chapter,
      stem: q.stem,
      row: read.rows.get(q.id) ?? null,
    })),
  };
  return {
    _id: randomUUID(),
    createdAt,
    summary,
    detail,
    media: media.map(({ file, sha256 }) => ({ file, sha256 })),
  };
}

const issueView = (i: Issue): BankIssue => ({
  code: i.code,
  severity: i.severity,
  where: {
    file: i.at.file,
    sheet: i.at.sheet ?? null,
    row: i.at.row ?? null,
    column: i.at.column ?? null,
    question: i.at.question ?? null,
  },
  value: i.value ?? null,
  message: i.message,
  mend: i.mend,
});

const view = (doc: DraftDoc): BankDraft => ({ draftId: doc._id, ...doc.summary, ...doc.detail });

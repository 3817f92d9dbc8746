import { extname } from 'node:path';
import { lookAtPicture } from 'question-bank';
import type { BankDraft, MendedQuestion, RefusedRow } from 'exam-contract/http/banks';
import type { DraftHolding, DraftQuestion } from 'exam-contract/http/mending';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { inTransaction, type Session } from '../../../platform/mongo/connect';
import { createTurns } from '../../../platform/turns';
import type { Audit } from '../../audit';
import type { DraftCheck } from './draft-check';
import type { DraftCount } from './draft-count';
import { draftView, rowView, type Clerk } from './draft-view';
import { questionsUnder, type DraftDoc, type RowDoc } from './draft.store';
import { mustDraft, type DraftParts } from './drafts.service';
import { createOpening, type Which } from '../child/opening';
import { pictureHash, typeOf } from '../versions/picture';

export type MendDeed = { question: MendedQuestion } | { skipped: boolean };

const PAGE = 50;
/** Pictures one draft may be given by hand. */
const MAX_PICTURES = 60_000;

/** Questions of a draft that stay out: shown, mended, left out on purpose. */
export function createMending(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  parts: DraftParts,
  audit: Pick<Audit, 'record'>,
  checks: DraftCheck,
  counts: DraftCount,
) {
  const { db, clock } = ctx;
  const { bank, drafts, child, looks } = parts;
  const opening = createOpening(parts);
  const turns = createTurns();
  /** A change that is no less right when another one, or a count, was written just before it. */
  const beside = <T>(draftId: string, change: () => Promise<T>): Promise<T> =>
    // Clerks' changes that raced each other could lose every time; in turn one loses to a count at most.
    turns.run(draftId, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await change();
        } catch (err) {
          if (!(err instanceof AppError && err.code === 'CONFLICT') || attempt >= ATTEMPTS) throw err;
        }
      }
    });

  /** @throws AppError NOT_FOUND, DRAFT_IN_REVIEW */
  const open = async (draftId: string): Promise<DraftDoc> => {
    const doc = await mustDraft(drafts, draftId);
    if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
    return doc;
  };
  const handsWith = (doc: Pick<DraftDoc, 'hands'>, clerk: Clerk) => [...new Set([...doc.hands, clerk.actor])];

  const audited = (row: RowDoc, deed: MendDeed, clerk: Clerk): Parameters<Audit['record']>[1] => ({
    actor: clerk.actor,
    action: 'bank.mend',
    target: `draft/${row.owner}`,
    detail: {
      row: row.at.row ?? null,
      question: row.question.id,
      deed: 'question' in deed ? 'mend' : deed.skipped ? 'skip' : 'unskip',
      was: told(row.question),
      ...('question' in deed ? { now: told(deed.question) } : {}),
    },
  });

  /** Changes a row and checks the whole draft with it. */
  const mendAndCheck = async (
    draftId: string,
    which: Which,
    deed: MendDeed,
    clerk: Clerk,
  ): Promise<BankDraft> => {
    const doc = await open(draftId);
    if (checks.isLarge(doc)) throw new AppError('CONFLICT');
    const rows = await drafts.rows(draftId);
    const { row } = await opening.find(doc, which);
    const changed = [
      ...rows.filter((r) => r.n !== row.n),
      { ...row, ...mendOf(deed), changedAt: doc.rev + 1 },
    ];
    changed.sort((a, b) => a.n - b.n);
    const found = await counts.withRows(doc, changed);
    const set = {
      ...found.set,
      hands: handsWith(doc, clerk),
      mends: (doc.mends ?? 0) + 1,
      contentRev: doc.rev + 1,
      counting: false,
    };
    await inTransaction(db, async (session) => {
      if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
      await drafts.changeRows(draftId, rows, found.kept, session);
      await bank.applyChange(questionsUnder(doc), found.changed, clock.now(), session);
      await audit.record(session, audited(row, deed, clerk));
    });
    return draftView({ ...doc, ...set, rev: doc.rev + 1 }, clerk);
  };

  /** Changes a row of a large draft, to be counted when its turn comes. */
  const mendOnly = async (
    draftId: string,
    which: Which,
    deed: MendDeed,
    clerk: Clerk,
  ): Promise<BankDraft> => {
    const doc = await drafts.forView(draftId);
    if (!doc) throw new AppError('NOT_FOUND');
    if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
    const { row, opened } = await opening.find(doc, which);
    const touched = doc.rev + 1;
    const set = { hands: handsWith(doc, clerk), mends: (doc.mends ?? 0) + 1, counting: true };
    await inTransaction(db, async (session) => {
      if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
      const now = { ...mendOf(deed), touched, changedAt: touched };
      if (opened) await drafts.addRow({ ...row, ...now }, session);
      else if (!(await drafts.changeRow(draftId, row.n, now, session))) throw new AppError('NOT_FOUND');
      await audit.record(session, audited(row, deed, clerk));
    });
    void counts.later(draftId);
    return draftView({ ...doc, ...set, rev: touched }, clerk);
  };

  return {
    /** A page of what stays out. @throws AppError NOT_FOUND */
    async rows(draftId: string, from: number): Promise<{ rows: RefusedRow[]; total: number }> {
      const doc = await mustDraft(drafts, draftId);
      const pictures = new Map(doc.media.map((m) => [m.file, m.sha256]));
      const rows = await drafts.rows(draftId, from, PAGE);
      if (rows.length > 0) checks.prepare(doc);
      return { rows: rows.map((r) => rowView(r, pictures)), total: doc.summary.mendable };
    },

    /** One question to be mended, be it accepted or not. @throws AppError NOT_FOUND */
    async question(draftId: string, questionId: string, at: number | undefined): Promise<DraftQuestion> {
      const doc = await mustDraft(drafts, draftId);
      const { row, opened } = await opening.find(doc, { questionId, at });
      if (!doc.review) checks.prepare(doc);
      const pictures = new Map(doc.media.map((m) => [m.file, m.sha256]));
      const shown = rowView(row, pictures);
      if (!opened) return shown;
      const issues = doc.detail.issues.filter(
        ({ where }) => where.question === questionId && where.row === shown.where.row,
      );
      return { ...shown, n: null, issues };
    },

    /** How far a large draft is with being held and counted; goes on with what was not. @throws AppError NOT_FOUND */
    async holding(draftId: string): Promise<DraftHolding> {
      const head = await drafts.head(draftId);
      if (!head) throw new AppError('NOT_FOUND');
      const counting = head.counting === true;
      if (counting) counts.resume(draftId);
      return { ...checks.holding(head), counting };
    },

    /**
     * Changes one question, whether it stays out or has warnings only, or leaves it out on purpose, and checks the whole draft again: a mended
     * question may now be the double of another. A large draft is checked afterwards and is `counting` until then.
     * @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, ROW_CHANGED where another clerk changed that question since it was
     * looked at.
     */
    async mend(draftId: string, which: Which, deed: MendDeed, clerk: Clerk): Promise<BankDraft> {
      return beside(draftId, async () => {
        const head = await drafts.head(draftId);
        if (!head) throw new AppError('NOT_FOUND');
        const change = checks.isLarge(head) ? mendOnly : mendAndCheck;
        return change(draftId, which, deed, clerk);
      });
    },

    /** Goes on counting a draft that somebody looks at. */
    resume: (draftId: string): void => counts.resume(draftId),
    /** Until all that was mended by now is counted. @throws AppError UNAVAILABLE, CONFLICT */
    counted: (draftId: string): Promise<void> => counts.whole(draftId),

    /**
     * Adds a picture to a draft under a name no other picture there has; one too large for the kiosk is made smaller
     * as in a file, `shrunk` says from what to what.
     * @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, IMAGE_NOT_READABLE (also where it cannot be decoded), CONFLICT
     */
    async addPicture(
      draftId: string,
      file: { name: string; data: Uint8Array },
      clerk: Clerk,
    ): Promise<{
      file: string;
      sha256: string;
      shrunk: { before: string; after: string } | null;
      revision: number;
    }> {
      const doc = await open(draftId);
      const given = lookAtPicture(file.data);
      if (!typeOf(given)) throw new AppError('IMAGE_NOT_READABLE', { field: 'file' });
      if (doc.media.length >= MAX_PICTURES) throw new AppError('PAYLOAD_TOO_LARGE', { field: 'file' });
      const { fitted } = await child.run({ work: 'fit', data: file.data });
      if (fitted && 'undecodable' in fitted) throw new AppError('IMAGE_NOT_READABLE', { field: 'file' });
      const data = fitted?.bytes ?? file.data;
      const shrunk = fitted ? { before: fitted.before, after: fitted.after } : null;
      const look = fitted ? lookAtPicture(data) : given;
      const mime = typeOf(look);
      if (!mime) throw new AppError('IMAGE_NOT_READABLE', { field: 'file' });
      const sha256 = pictureHash(data);
      const added = { file: nameFor(file.name, mime, sha256), sha256 };
      await bank.putMedia([{ sha256, mime, data }], clock.now());
      await looks.put([{ sha256, look }]);
      const keep = async () => {
        const now = await open(draftId);
        const media = [...now.media.filter((m) => m.file !== added.file), added];
        const set = { media, hands: handsWith(now, clerk), mends: (now.mends ?? 0) + 1 };
        await inTransaction(db, (session) => record(now.rev, set, session));
        return now.rev + 1;
      };
      const record = async (rev: number, set: Partial<DraftDoc>, session: Session) => {
        if (!(await drafts.update(draftId, rev, set, session))) throw new AppError('CONFLICT');
        const detail = {
          deed: 'picture',
          picture: added.file,
          sha256,
          ...(shrunk ? { shrunk: `${shrunk.before} → ${shrunk.after}` } : {}),
        };
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.mend',
          target: `draft/${draftId}`,
          detail,
        });
      };
      return { ...added, shrunk, revision: await beside(draftId, keep) };
    },
  };
}
export type MendingService = ReturnType<typeof createMending>;

const ATTEMPTS = 20;

const mendOf = (deed: MendDeed): Partial<RowDoc> =>
  'question' in deed ? { question: deed.question, skipped: false } : { skipped: deed.skipped };

/** A question as an audit row holds it. */
const told = (q: MendedQuestion) => JSON.stringify(q).slice(0, 4000);

/** The clerk's own name for it as far as a bank may hold it, told apart by the content. */
function nameFor(name: string, mime: string, sha256: string): string {
  const ending = mime === 'image/svg+xml' ? 'svg' : mime.replace('image/', '');
  const stem = name.slice(0, name.length - extname(name).length).replace(/[^\p{L}\p{N}_-]+/gu, '-');
  return `${[...stem].slice(0, 40).join('')}-${sha256.slice(0, 8)}.${ending}`.replace(/^-+/, '');
}

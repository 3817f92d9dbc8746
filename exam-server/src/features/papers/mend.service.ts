import { extname } from 'node:path';
import { lookAtPicture } from 'question-bank';
import type { BankDraft, MendedQuestion, RefusedRow } from 'exam-contract/http/banks';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { localDay } from '../../platform/local-day';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import { Streamed } from './bank-transfer';
import type { Entry } from './draft-parts';
import { draftView, rowsOf, rowView, stateOf, type Clerk } from './draft-view';
import { questionsUnder, type DraftDoc, type RowDoc } from './draft.store';
import { mustDraft, type DraftParts } from './drafts.service';
import { pictureHash, typeOf } from './picture';

export type MendDeed = { question: MendedQuestion } | { skipped: boolean };

const PAGE = 50;
/** Pictures one draft may be given by hand. */
const MAX_PICTURES = 60_000;

/** Questions of a draft that stay out: shown, mended, left out on purpose. */
export function createMending(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: DraftParts,
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;
  const { bank, drafts, child, kinds, contents, looks } = parts;

  /** @throws AppError NOT_FOUND, DRAFT_IN_REVIEW */
  const open = async (draftId: string): Promise<DraftDoc> => {
    const doc = await mustDraft(drafts, draftId);
    if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
    return doc;
  };
  const handsWith = (doc: DraftDoc, clerk: Clerk) => [...new Set([...doc.hands, clerk.actor])];

  return {
    /** A page of what stays out. @throws AppError NOT_FOUND */
    async rows(draftId: string, from: number): Promise<{ rows: RefusedRow[]; total: number }> {
      const doc = await mustDraft(drafts, draftId);
      const pictures = new Map(doc.media.map((m) => [m.file, m.sha256]));
      const rows = await drafts.rows(draftId, from, PAGE);
      return { rows: rows.map((r) => rowView(r, pictures)), total: doc.summary.mendable };
    },

    /**
     * Changes one question that stays out, or leaves it out on purpose, and checks the whole draft again: a mended
     * question may now be the double of another. @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, CONFLICT where another
     * clerk changed the draft meanwhile.
     */
    async mend(draftId: string, n: number, deed: MendDeed, clerk: Clerk): Promise<BankDraft> {
      const doc = await open(draftId);
      const rows = await drafts.rows(draftId);
      const row = rows.find((r) => r.n === n);
      if (!row) throw new AppError('NOT_FOUND');
      const now = clock.now();
      const changed = rows.map((r): RowDoc => (r === row ? { ...r, ...mendOf(deed) } : r));
      const left = changed.filter((r) => r.skipped);
      const entries = async function* (): AsyncGenerator<Entry[]> {
        yield* bank.entries(questionsUnder(doc));
        yield changed.filter((r) => !r.skipped).map(({ at, question, n: of }) => ({ at, question, n: of }));
      };
      const order = {
        work: 'recheck' as const,
        bank: {
          format: doc.summary.format as 'unknown',
          entries: new Streamed(entries()),
          reading: doc.reading,
        },
        onDate: localDay(now),
        kinds: await kinds.toDraw(),
        against: await contents.published(),
        looks: new Streamed(looks.of(doc.media)),
      };
      const checked = await child.run(order);
      const next = Math.max(...rows.map((r) => r.n)) + 1;
      const answers = new Map(rows.map((r) => [r.n, r.answerText]));
      const kept = [
        ...left,
        ...rowsOf(draftId, checked.refused, next).map((r) => ({
          ...r,
          answerText: answers.get(r.n) ?? null,
        })),
      ].sort((a, b) => a.n - b.n);
      const { counts, detail, reading } = stateOf(checked, { read: doc.summary.read, skipped: left.length });
      const set = {
        summary: { ...doc.summary, ...counts, mendable: kept.length },
        detail,
        reading,
        hands: handsWith(doc, clerk),
        mends: (doc.mends ?? 0) + 1,
      };
      await inTransaction(db, async (session) => {
        if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
        await drafts.changeRows(draftId, rows, kept, session);
        await bank.applyChange(questionsUnder(doc), checked.changed, now, session);
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.mend',
          target: `draft/${draftId}`,
          detail: {
            row: row.at.row ?? null,
            question: row.question.id,
            deed: 'question' in deed ? 'mend' : deed.skipped ? 'skip' : 'unskip',
            was: told(row.question),
            ...('question' in deed ? { now: told(deed.question) } : {}),
          },
        });
      });
      return draftView({ ...doc, ...set }, clerk);
    },

    /**
     * Adds a picture to a draft under a name no other picture there has; one too large for the kiosk is made smaller
     * as in a file, `shrunk` says from what to what.
     * @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, IMAGE_NOT_READABLE (also where it cannot be decoded), CONFLICT
     */
    async addPicture(
      draftId: string,
      file: { name: string; data: Uint8Array },
      clerk: Clerk,
    ): Promise<{ file: string; sha256: string; shrunk: { before: string; after: string } | null }> {
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
      const media = [...doc.media.filter((m) => m.file !== added.file), added];
      await inTransaction(db, async (session) => {
        const set = { media, hands: handsWith(doc, clerk), mends: (doc.mends ?? 0) + 1 };
        if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
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
      });
      return { ...added, shrunk };
    },
  };
}
export type MendingService = ReturnType<typeof createMending>;

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

import { randomUUID } from 'node:crypto';
import type { Question } from 'question-bank';
import type { BankDraft, BankVersionRow } from 'exam-contract/http/banks';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import { inTransaction } from '../../../platform/mongo/connect';
import { isAmong, type Audit } from '../../audit';
import { draftView, type Clerk } from '../drafts/draft-view';
import { questionsUnder, type DraftDoc } from '../drafts/draft.store';
import { mustDraft, type DraftParts } from '../drafts/drafts.service';
import type { LawFinder } from '../laws/law-finder';
import type { LawChangeStore } from '../laws/law-changes.store';
import type { OutlookService } from './outlook.service';
import type { PublicationStore } from '../versions/publications.store';
import type { SentBank } from '../child/sent-bank';
import type { Turns } from '../versions/turns.store';

export interface ReviewPorts {
  /** Codes of the kinds that somebody is booked for. */
  bookedKinds(): Promise<string[]>;
}

/** Four eyes: what one person hands in, another approves; nobody puts a bank in force alone. */
export function createReview(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: DraftParts & {
    publications: PublicationStore;
    outlook: Pick<OutlookService, 'dayOf'>;
    finder: LawFinder;
    laws: LawChangeStore;
    turns: Turns;
  },
  audit: Pick<Audit, 'record'>,
  ports: ReviewPorts,
) {
  const { db, clock } = ctx;
  const { bank, drafts, imports, child, kinds, versions, contents } = parts;
  const { publications, outlook, finder, laws, turns } = parts;

  async function refuseUndrawable(bank: SentBank | readonly Question[], day: string): Promise<void> {
    const { kinds: found } = await child.run({
      work: 'feasibility',
      bank,
      kinds: await kinds.toDraw(day),
      onDate: day,
    });
    const booked = new Set(await ports.bookedKinds());
    const none = found.length > 0 && found.every((k) => !k.feasible);
    const bad = found.find((k) => !k.feasible && (none || booked.has(k.code)));
    if (bad) throw new AppError('BLUEPRINT_NOT_FEASIBLE', { field: `${bad.code}: ${bad.short ?? ''}` });
  }
  const refuseUnfit = ({ summary }: DraftDoc, goodRowsOnly: boolean) => {
    if (summary.accepted === 0 || (summary.errors > 0 && !goodRowsOnly))
      throw new AppError('BANK_HAS_ERRORS');
  };

  return {
    /**
     * Hands a draft to a second person, who publishes it in that mode from that day on, or sends it back.
     * @throws AppError BAD_REQUEST (a day that is over), NOT_FOUND, DRAFT_IN_REVIEW, CONFLICT, BANK_HAS_ERRORS (errors and not `goodRowsOnly`, or
     * nothing accepted), BLUEPRINT_NOT_FEASIBLE naming the kind and what is short, where no kind could be drawn or
     * one that somebody is booked for could not.
     */
    async submit(
      draftId: string,
      how: { mode: 'replace' | 'merge'; goodRowsOnly: boolean; inForceFrom?: string | undefined },
      clerk: Clerk,
    ): Promise<BankDraft> {
      const doc = await mustDraft(drafts, draftId);
      if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
      // What would be handed in is not known yet.
      if (doc.counting) throw new AppError('CONFLICT');
      refuseUnfit(doc, how.goodRowsOnly);
      const { mode, goodRowsOnly, inForceFrom = localDay(clock.now()) } = how;
      if (inForceFrom < localDay(clock.now())) throw new AppError('BAD_REQUEST', { field: 'inForceFrom' });
      const base = (await publications.onDay(inForceFrom))?.hash ?? null;
      // Nobody mends it any more.
      child.kept.rest();
      await refuseUndrawable(await contents.sentAfterwards(doc, mode, inForceFrom), inForceFrom);
      const review = {
        mode,
        goodRowsOnly,
        inForceFrom,
        base,
        submitter: clerk.actor,
        submittedBy: clerk.name,
        submittedAt: clock.now(),
      };
      const set = { review, returned: null, hands: [...new Set([...doc.hands, clerk.actor])] };
      await inTransaction(db, async (session) => {
        if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
        const target = `draft/${draftId}`;
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.submit',
          target,
          detail: { mode, goodRowsOnly, inForceFrom },
        });
      });
      return draftView({ ...doc, ...set, rev: doc.rev + 1 }, clerk);
    },

    /** @throws AppError NOT_FOUND, DRAFT_NOT_IN_REVIEW, CONFLICT */
    async sendBack(draftId: string, reason: string, clerk: Clerk): Promise<BankDraft> {
      const doc = await mustDraft(drafts, draftId);
      if (!doc.review) throw new AppError('DRAFT_NOT_IN_REVIEW');
      const { mode, inForceFrom } = doc.review;
      const returned = { by: clerk.name, at: clock.now(), reason, mode, inForceFrom };
      const set = { review: null, returned };
      await inTransaction(db, async (session) => {
        if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
        const target = `draft/${draftId}`;
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.return',
          target,
          detail: { reason },
        });
      });
      return draftView({ ...doc, ...set, rev: doc.rev + 1 }, clerk);
    },

    /**
     * Puts what was handed in in force from its day on, or at once where that is over. `seen` is the version the
     * approver looked at it beside: a merge over another one than it was handed in for is not approved unseen.
     * Questions that a recorded change of a rule may overturn stay out of draws until a person looked. The report, who mended and approved, and the file stay with the version.
     * @throws AppError NOT_FOUND, DRAFT_NOT_IN_REVIEW, SECOND_PERSON_REQUIRED (whoever uploaded, mended or handed it
     * in), CONFLICT (base), BANK_HAS_ERRORS, BLUEPRINT_NOT_FEASIBLE as submit
     */
    approve: (draftId: string, clerk: Clerk, seen?: string | null): Promise<BankVersionRow> =>
      turns.serialised(async (take) => {
        const doc = await mustDraft(drafts, draftId);
        const { review } = doc;
        if (!review) throw new AppError('DRAFT_NOT_IN_REVIEW');
        if (isAmong(doc.hands, clerk.actor)) throw new AppError('SECOND_PERSON_REQUIRED');
        refuseUnfit(doc, review.goodRowsOnly);
        const from = outlook.dayOf(doc);
        const base = (await publications.onDay(from))?.hash ?? null;
        const lookedAt = seen === undefined ? review.base : seen;
        if (review.mode === 'merge' && lookedAt !== undefined && lookedAt !== base)
          throw new AppError('CONFLICT', { field: 'base' });
        const whole = await contents.afterwards(doc, review.mode, from);
        await refuseUndrawable(whole.questions, from);
        const rules = await laws.standing();
        const pictures = new Map(whole.media);
        const suspects = await finder.inBank(rules, { questions: whole.questions, pictures });
        const file = await imports.head(draftId);
        const content = { questions: whole.questions, pictures: whole.media };
        const { summary, detail, hands, mapping = null } = doc;
        const row = await versions.publish({
          ...content,
          name: summary.name,
          by: clerk.name,
          actor: clerk.actor,
          from,
          submitter: { name: review.submittedBy, actor: review.submitter ?? review.submittedBy },
          take,
          along: async (session, hash) => {
            // Nobody may have sent it back or published it while its content was read.
            if (!(await drafts.update(draftId, doc.rev, {}, session))) throw new AppError('CONFLICT');
            const nowBase = (await publications.onDay(from, session))?.hash ?? null;
            if (review.mode === 'merge' && nowBase !== base)
              throw new AppError('CONFLICT', { field: 'base' });
            const same =
              (await laws.standing(session)).map((c) => c._id).join() === rules.map((c) => c._id).join();
            if (!same) throw new AppError('CONFLICT');
            await finder.remember(suspects, session);
            await drafts.remove(draftId, session);
            await imports.insert(
              {
                _id: draftId,
                version: hash,
                fileName: file?.fileName ?? summary.fileName,
                hints: file?.hints ?? {},
                draft: { summary, detail, hands, review, mapping },
                approvedBy: clerk.name,
                at: clock.now(),
              },
              session,
            );
          },
        });
        // After the draft, without which nobody sees them: so many fill the database's cache within one transaction.
        await bank.deleteQuestions(questionsUnder(doc));
        return row;
      }),

    /** Hands in an old version to be published as it was. @throws AppError NOT_FOUND, BAD_REQUEST (a day that is over),
     * CONFLICT (it is in force that day) */
    async restore(hash: string, clerk: Clerk, inForceFrom = localDay(clock.now())): Promise<BankDraft> {
      const version = await bank.version(hash);
      if (!version) throw new AppError('NOT_FOUND');
      const now = clock.now();
      if (inForceFrom < localDay(now)) throw new AppError('BAD_REQUEST', { field: 'inForceFrom' });
      const base = (await publications.onDay(inForceFrom))?.hash ?? null;
      if (base === hash) throw new AppError('CONFLICT');
      const questions = await bank.questions(hash);
      const { kinds: found } = await child.run({
        work: 'feasibility',
        bank: questions,
        kinds: await kinds.toDraw(inForceFrom),
        onDate: inForceFrom,
      });
      const doc: DraftDoc = {
        _id: randomUUID(),
        createdAt: now,
        rev: 0,
        summary: {
          name: version.name,
          fileName: hash.slice(0, 12),
          createdAt: now,
          createdBy: clerk.name,
          format: 'version',
          read: questions.length,
          accepted: questions.length,
          rejected: 0,
          byType: version.byType,
          errors: 0,
          warnings: 0,
          mendable: 0,
          skipped: 0,
        },
        detail: { issues: [], kinds: found, preview: [] },
        media: version.media.map(({ file, sha256 }) => ({ file, sha256 })),
        complete: true,
        reading: [],
        hands: [clerk.actor],
        review: {
          mode: 'replace',
          goodRowsOnly: false,
          inForceFrom,
          base,
          submitter: clerk.actor,
          submittedBy: clerk.name,
          submittedAt: now,
        },
        returned: null,
      };
      // Before the draft, without which nobody sees them: they are more than one transaction should hold.
      await bank.putQuestions(doc._id, questions, now);
      await inTransaction(db, async (session) => {
        await drafts.insert(doc, session);
        const target = `draft/${doc._id}`;
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.restore',
          target,
          detail: { hash, inForceFrom },
        });
      });
      return draftView(doc, clerk);
    },
  };
}
export type ReviewService = ReturnType<typeof createReview>;

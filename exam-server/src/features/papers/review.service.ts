import { randomUUID } from 'node:crypto';
import type { Question } from 'question-bank';
import type { BankDraft, BankVersionRow } from 'exam-contract/http/banks';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { localDay } from '../../platform/local-day';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import { draftView, type Clerk } from './draft-view';
import type { DraftDoc } from './draft.store';
import { mustDraft, type DraftParts } from './drafts.service';

export interface ReviewPorts {
  /** Codes of the kinds that somebody is booked for. */
  bookedKinds(): Promise<string[]>;
}

/** Four eyes: what one person hands in, another approves; nobody puts a bank in force alone. */
export function createReview(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: DraftParts,
  audit: Pick<Audit, 'record'>,
  ports: ReviewPorts,
) {
  const { db, clock } = ctx;
  const { bank, drafts, imports, child, kinds, versions, contents } = parts;

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
  const refuseUnfit = ({ summary }: DraftDoc, goodRowsOnly: boolean) => {
    if (summary.accepted === 0 || (summary.errors > 0 && !goodRowsOnly))
      throw new AppError('BANK_HAS_ERRORS');
  };

  return {
    /**
     * Hands a draft to a second person, who publishes it in that mode or sends it back.
     * @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, CONFLICT, BANK_HAS_ERRORS (errors and not `goodRowsOnly`, or
     * nothing accepted), BLUEPRINT_NOT_FEASIBLE naming the kind and what is short, where no kind could be drawn or
     * one that somebody is booked for could not.
     */
    async submit(
      draftId: string,
      how: { mode: 'replace' | 'merge'; goodRowsOnly: boolean },
      clerk: Clerk,
    ): Promise<BankDraft> {
      const doc = await mustDraft(drafts, draftId);
      if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
      refuseUnfit(doc, how.goodRowsOnly);
      const { questions } = await contents.afterwards(doc, how.mode);
      await refuseUndrawable(questions);
      const review = { ...how, submittedBy: clerk.name, submittedAt: clock.now() };
      const set = { review, returned: null, hands: [...new Set([...doc.hands, clerk.actor])] };
      await inTransaction(db, async (session) => {
        if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
        const target = `draft/${draftId}`;
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.submit',
          target,
          detail: { ...how },
        });
      });
      return draftView({ ...doc, ...set }, clerk);
    },

    /** @throws AppError NOT_FOUND, DRAFT_NOT_IN_REVIEW, CONFLICT */
    async sendBack(draftId: string, reason: string, clerk: Clerk): Promise<BankDraft> {
      const doc = await mustDraft(drafts, draftId);
      if (!doc.review) throw new AppError('DRAFT_NOT_IN_REVIEW');
      const set = { review: null, returned: { by: clerk.name, at: clock.now(), reason } };
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
      return draftView({ ...doc, ...set }, clerk);
    },

    /**
     * Puts what was handed in in force. The report, who mended and approved, and the file stay with the version.
     * @throws AppError NOT_FOUND, DRAFT_NOT_IN_REVIEW, SECOND_PERSON_REQUIRED (whoever uploaded, mended or handed it
     * in), BANK_HAS_ERRORS, BLUEPRINT_NOT_FEASIBLE as submit
     */
    async approve(draftId: string, clerk: Clerk): Promise<BankVersionRow> {
      const doc = await mustDraft(drafts, draftId);
      const { review } = doc;
      if (!review) throw new AppError('DRAFT_NOT_IN_REVIEW');
      if (doc.hands.includes(clerk.actor)) throw new AppError('SECOND_PERSON_REQUIRED');
      refuseUnfit(doc, review.goodRowsOnly);
      // The version in force may be another than at the time it was handed in.
      const whole = await contents.afterwards(doc, review.mode);
      await refuseUndrawable(whole.questions);
      const file = await imports.head(draftId);
      const hash = versions.hashOf(whole);
      const { summary, detail, hands, mapping = null } = doc;
      return versions.publish({
        ...whole,
        name: summary.name,
        by: clerk.name,
        actor: clerk.actor,
        along: async (session) => {
          // Nobody may have sent it back or published it while its content was read.
          if (!(await drafts.update(draftId, doc.rev, {}, session))) throw new AppError('CONFLICT');
          await bank.deleteQuestions(draftId, session);
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
    },

    /** Hands in an old version to be published as it was. @throws AppError NOT_FOUND, CONFLICT (it is in force) */
    async restore(hash: string, clerk: Clerk): Promise<BankDraft> {
      const version = await bank.version(hash);
      if (!version) throw new AppError('NOT_FOUND');
      if ((await bank.latest())?._id === hash) throw new AppError('CONFLICT');
      const questions = await bank.questions(hash);
      const now = clock.now();
      const { kinds: found } = await child.run({
        work: 'feasibility',
        questions,
        kinds: await kinds.inForce(now),
        onDate: localDay(now),
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
        review: { mode: 'replace', goodRowsOnly: false, submittedBy: clerk.name, submittedAt: now },
        returned: null,
      };
      await inTransaction(db, async (session) => {
        await drafts.insert(doc, session);
        await bank.insertQuestions(doc._id, questions, session);
        const target = `draft/${doc._id}`;
        await audit.record(session, { actor: clerk.actor, action: 'bank.restore', target, detail: { hash } });
      });
      return draftView(doc, clerk);
    },
  };
}
export type ReviewService = ReturnType<typeof createReview>;

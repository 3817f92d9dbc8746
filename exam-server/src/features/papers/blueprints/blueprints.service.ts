import { randomUUID } from 'node:crypto';
import { blueprintHash } from 'question-bank';
import type { BlueprintContent } from 'exam-contract/blueprint';
import type { BlueprintDraft, BlueprintRow } from 'exam-contract/http/blueprints';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import { inTransaction, isDuplicateKey } from '../../../platform/mongo/connect';
import { isAmong, type Audit } from '../../audit';
import type { BlueprintCheck } from './blueprint-check';
import { draftView, publicationView } from './blueprint-view';
import type { BlueprintsInForce } from './blueprints-in-force';
import type { BlueprintDraftDoc, BlueprintStore } from './blueprints.store';
import type { Clerk } from '../drafts/draft-view';
import type { Kinds } from './kinds.service';
import type { TakeBack } from '../versions/take-back';
import type { Turns } from '../versions/turns.store';

type Row = Pick<Parameters<Audit['record']>[1], 'actor' | 'action' | 'detail'>;

/** Blueprints from draft to version: what one person hands in another approves, as with banks. */
export function createBlueprints(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: {
    store: BlueprintStore;
    kinds: Kinds;
    check: BlueprintCheck;
    inForce: BlueprintsInForce;
    turns: Turns;
    takeBack: TakeBack;
  },
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;
  const { store, kinds, check, inForce, turns, takeBack } = parts;
  /** @throws AppError NOT_FOUND, CONFLICT (it is another than was seen) */
  const mustDraft = async (kindCode: string, seen: number): Promise<BlueprintDraftDoc> => {
    const doc = await store.draft(kindCode);
    if (!doc) throw new AppError('NOT_FOUND');
    if (doc.rev !== seen) throw new AppError('CONFLICT');
    return doc;
  };
  /** A number that no former draft of the kind had: what was seen of that one must not count for this. */
  const firstRev = () => clock.now();
  const dayFrom = (asked: string | undefined): string => {
    const today = localDay(clock.now());
    if (asked !== undefined && asked < today) throw new AppError('BAD_REQUEST', { field: 'inForceFrom' });
    return asked ?? today;
  };
  /** Changes a draft as it was seen, with its audit row. @throws AppError CONFLICT */
  const change = async (
    doc: BlueprintDraftDoc,
    set: Partial<BlueprintDraftDoc>,
    row: Row,
  ): Promise<BlueprintDraftDoc> => {
    await inTransaction(db, async (session) => {
      if (!(await store.updateDraft(doc._id, doc.rev, set, session))) throw new AppError('CONFLICT');
      await audit.record(session, { ...row, target: `blueprint/${doc._id}` });
    });
    return { ...doc, ...set, rev: doc.rev + 1 };
  };
  const insert = async (doc: BlueprintDraftDoc, row: Row) => {
    try {
      await inTransaction(db, async (session) => {
        await store.insertDraft(doc, session);
        await audit.record(session, { ...row, target: `blueprint/${doc._id}` });
      });
    } catch (err) {
      if (isDuplicateKey(err)) throw new AppError('CONFLICT', undefined, { cause: err });
      throw err;
    }
  };

  return {
    /**
     * Saves what can be met on the day from which it is meant (today), by the kind and the banks of that day.
     * @throws AppError NOT_FOUND (no such kind), CONFLICT (somebody saved since), DRAFT_IN_REVIEW, BAD_REQUEST
     * (`chapters`: their sum; `inForceFrom`: a day that is over), BLUEPRINT_NOT_FEASIBLE with every part that is short
     */
    async save(
      kindCode: string,
      input: {
        content: BlueprintContent;
        note: string;
        rev: number | null;
        inForceFrom?: string | undefined;
      },
      clerk: Clerk,
    ): Promise<BlueprintDraft> {
      const { content, note, rev } = input;
      const day = dayFrom(input.inForceFrom);
      const kind = await kinds.kindOn(kindCode, day);
      const was = await store.draft(kindCode);
      if (was?.review) throw new AppError('DRAFT_IN_REVIEW');
      if ((was?.rev ?? null) !== rev) throw new AppError('CONFLICT');
      const judged = await check.refuseShort(kind, content, day);
      const hands = [...new Set([...(was?.hands ?? []), clerk.actor])];
      const saved = { content, note, judged, savedAt: clock.now(), savedBy: clerk.name, hands };
      const row: Row = {
        actor: clerk.actor,
        action: 'blueprint.save',
        detail: { hash: blueprintHash(kindCode, content), note, day, bank: judged.bank.hash },
      };
      if (was) return draftView(await change(was, saved, row), clerk);
      const doc: BlueprintDraftDoc = {
        _id: kindCode,
        rev: firstRev(),
        ...saved,
        review: null,
        returned: null,
      };
      await insert(doc, row);
      return draftView(doc, clerk);
    },

    /** @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, CONFLICT */
    async discard(kindCode: string, seen: number, clerk: Clerk): Promise<void> {
      const doc = await mustDraft(kindCode, seen);
      if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
      await inTransaction(db, async (session) => {
        if (!(await store.removeDraft(kindCode, doc.rev, session))) throw new AppError('CONFLICT');
        await audit.record(session, {
          actor: clerk.actor,
          action: 'blueprint.discard',
          target: `blueprint/${kindCode}`,
        });
      });
    },

    /** @throws AppError NOT_FOUND, DRAFT_IN_REVIEW, CONFLICT, BAD_REQUEST (a day that is over), BLUEPRINT_NOT_FEASIBLE */
    async submit(
      kindCode: string,
      how: { rev: number; inForceFrom?: string | undefined },
      clerk: Clerk,
    ): Promise<BlueprintDraft> {
      const doc = await mustDraft(kindCode, how.rev);
      if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
      const inForceFrom = dayFrom(how.inForceFrom);
      const kind = await kinds.kindOn(kindCode, inForceFrom);
      const judged = await check.refuseShort(kind, doc.content, inForceFrom);
      const review = {
        inForceFrom,
        submitter: clerk.actor,
        submittedBy: clerk.name,
        submittedAt: clock.now(),
      };
      const set = { review, judged, returned: null, hands: [...new Set([...doc.hands, clerk.actor])] };
      const detail = { hash: blueprintHash(kindCode, doc.content), inForceFrom };
      const row: Row = { actor: clerk.actor, action: 'blueprint.submit', detail };
      return draftView(await change(doc, set, row), clerk);
    },

    /** @throws AppError NOT_FOUND, DRAFT_NOT_IN_REVIEW, CONFLICT */
    async sendBack(
      kindCode: string,
      { rev, reason }: { rev: number; reason: string },
      clerk: Clerk,
    ): Promise<BlueprintDraft> {
      const doc = await mustDraft(kindCode, rev);
      if (!doc.review) throw new AppError('DRAFT_NOT_IN_REVIEW');
      const set = { review: null, returned: { by: clerk.name, at: clock.now(), reason } };
      const row: Row = { actor: clerk.actor, action: 'blueprint.return', detail: { reason } };
      return draftView(await change(doc, set, row), clerk);
    },

    /**
     * Puts what was handed in in force from its day on, or at once where that is over.
     * @throws AppError NOT_FOUND, DRAFT_NOT_IN_REVIEW, SECOND_PERSON_REQUIRED (whoever saved it or handed it in),
     * CONFLICT (it is another than was looked at), BLUEPRINT_NOT_FEASIBLE
     */
    approve: (kindCode: string, seen: number, clerk: Clerk): Promise<BlueprintRow> =>
      turns.serialised(async (take) => {
        const doc = await mustDraft(kindCode, seen);
        const { review, content, note } = doc;
        if (!review) throw new AppError('DRAFT_NOT_IN_REVIEW');
        if (isAmong(doc.hands, clerk.actor)) throw new AppError('SECOND_PERSON_REQUIRED');
        const today = localDay(clock.now());
        const from = review.inForceFrom < today ? today : review.inForceFrom;
        await check.refuseShort(await kinds.kindOn(kindCode, from), content, from);
        const hash = blueprintHash(kindCode, content);
        const published = await inTransaction(db, async (session) => {
          await take(session);
          if (!(await store.removeDraft(kindCode, seen, session))) throw new AppError('CONFLICT');
          const versions = await store.versions(kindCode, session);
          const known = versions.find((v) => v._id === hash);
          const number = known?.number ?? (versions.at(-1)?.number ?? 0) + 1;
          if (!known) await store.insertVersion({ _id: hash, kindCode, number, content }, session);
          const all = await store.publications(kindCode, session);
          const publication = {
            _id: randomUUID(),
            hash,
            kindCode,
            number,
            from,
            order: Math.max(0, ...all.map((p) => p.order)) + 1,
            note,
            publishedAt: clock.now(),
            publishedBy: clerk.name,
            submittedBy: review.submittedBy,
            cancelled: null,
          };
          await store.insertPublication(publication, session);
          await audit.record(session, {
            actor: clerk.actor,
            action: 'blueprint.publish',
            target: `blueprint/${kindCode}`,
            detail: {
              hash,
              number,
              publication: publication._id,
              inForceFrom: from,
              submitter: review.submitter,
              approver: clerk.actor,
              again: known !== undefined,
            },
          });
          return { publication, all: [publication, ...all] };
        });
        inForce.forgetLatest();
        return publicationView(published.publication, content, published.all, today);
      }),

    /** Hands in an old version as it was. @throws AppError NOT_FOUND, BAD_REQUEST, CONFLICT (there is a draft, or it is
     * in force that day), BLUEPRINT_NOT_FEASIBLE */
    async restore(
      kindCode: string,
      hash: string,
      asked: string | undefined,
      clerk: Clerk,
    ): Promise<BlueprintDraft> {
      const version = await store.version(hash);
      if (version?.kindCode !== kindCode) throw new AppError('NOT_FOUND');
      const inForceFrom = dayFrom(asked);
      if ((await inForce.on(kindCode, inForceFrom))?.hash === hash) throw new AppError('CONFLICT');
      const kind = await kinds.kindOn(kindCode, inForceFrom);
      const judged = await check.refuseShort(kind, version.content, inForceFrom);
      const now = clock.now();
      const doc: BlueprintDraftDoc = {
        _id: kindCode,
        rev: firstRev(),
        content: version.content,
        note: '',
        savedAt: now,
        savedBy: clerk.name,
        hands: [clerk.actor],
        judged,
        review: { inForceFrom, submitter: clerk.actor, submittedBy: clerk.name, submittedAt: now },
        returned: null,
      };
      await insert(doc, {
        actor: clerk.actor,
        action: 'blueprint.restore',
        detail: { hash, number: version.number, inForceFrom },
      });
      return draftView(doc, clerk);
    },

    /**
     * @throws AppError NOT_FOUND, CONFLICT (its day has come, or it was taken back), BLUEPRINT_NOT_FEASIBLE (what counts
     * then instead cannot be met by the banks of those days)
     */
    async cancel(publicationId: string, reason: string, clerk: Clerk): Promise<void> {
      const p = await store.publication(publicationId);
      if (!p) throw new AppError('NOT_FOUND');
      if (p.from <= localDay(clock.now())) throw new AppError('CONFLICT');
      const cancelled = { by: clerk.name, at: clock.now(), reason };
      await turns.serialised(async (take) => {
        await takeBack.refuseWorse(publicationId, p.from);
        await inTransaction(db, async (session) => {
          await take(session);
          if (!(await store.cancel(publicationId, cancelled, session))) throw new AppError('CONFLICT');
          await audit.record(session, {
            actor: clerk.actor,
            action: 'blueprint.cancel',
            target: `blueprint/${p.kindCode}`,
            detail: { hash: p.hash, number: p.number, publication: publicationId, reason },
          });
        });
      });
      inForce.forgetLatest();
    },
  };
}
export type BlueprintsService = ReturnType<typeof createBlueprints>;

import { randomUUID } from 'node:crypto';
import type { BankDraft, UploadHints } from 'exam-contract/http/banks';
import {
  valueField,
  type DraftMapping,
  type RememberedMapping,
  type SourceMapping,
} from 'exam-contract/http/mapping';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { inTransaction } from '../../../platform/mongo/connect';
import type { Audit } from '../../audit';
import { draftView, rowsOf, stateOf, type Clerk } from './draft-view';
import { changedIf, questionsUnder, type DraftDoc } from './draft.store';
import { mustDraft, type DraftParts } from './drafts.service';
import { fieldsOf, mergedValues, saysAnything, withValues, worthRemembering } from './mapping-view';
import type { FileRead } from './reading';

export interface RereadOrder {
  sources: readonly SourceMapping[];
  hints: UploadHints;
  remember: boolean;
  dropMends: boolean;
}

const NOTHING = { sources: [], hints: {}, answers: [], numbers: null, apart: null };

/** How files are read: shown, corrected by a clerk, remembered for the next file of that making. */
export function createMapping(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: DraftParts,
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;
  const { bank, drafts, imports, reading, mappings } = parts;

  /** Puts what a file gave when it was read again in the place of what a draft holds. */
  const replaced = async (
    doc: DraftDoc,
    { read, media, mapping }: FileRead,
    owner: string,
    order: RereadOrder,
    clerk: Clerk,
  ): Promise<BankDraft> => {
    const draftId = doc._id;
    const { counts, detail, reading: said } = stateOf(read, { read: read.read, skipped: 0 });
    const set: Partial<DraftDoc> = {
      under: owner,
      summary: { ...doc.summary, format: read.format, read: read.read, ...counts },
      detail,
      media,
      complete: read.own,
      reading: said,
      hands: [...new Set([...doc.hands, clerk.actor])],
      mapping,
      mends: 0,
      mended: [],
      rereadAt: doc.rev + 1,
    };
    const told = order.remember ? worthRemembering(order.sources) : [];
    let remembered = 0;
    const withSignature = (signature: string) => mapping.sources.filter((s) => s.signature === signature);
    const valuesOf = (signature: string) => [
      ...withSignature(signature).flatMap((s) => s.values),
      ...(mapping.apart?.signature === signature ? mapping.apart.values : []),
    ];
    await inTransaction(db, async (session) => {
      if (!(await drafts.update(draftId, doc.rev, set, session))) throw new AppError('CONFLICT');
      const rows = rowsOf(draftId, read.refused, 0);
      await drafts.replaceRows(
        draftId,
        rows.map((r) => ({ ...r, ...changedIf(set.rereadAt) })),
        session,
      );
      remembered = 0;
      for (const m of told) {
        // Read here: what another clerk has just said of such files is not to be lost.
        const before = await mappings.get(m.signature, session);
        const values = mergedValues(before?.mapping.values ?? {}, valuesOf(m.signature), m.values ?? {});
        const kept = { ...m, values };
        if (!saysAnything(kept)) {
          if (before) await mappings.remove(m.signature, session);
          continue;
        }
        const found = withSignature(m.signature)[0]?.columns ?? [];
        const columns = found.map((c) => c.name || c.key);
        const said = { columns, fields: fieldsOf(found), by: clerk.name, at: clock.now(), used: 0 };
        await mappings.put({ _id: m.signature, mapping: kept, ...said }, session);
        remembered += 1;
      }
      await audit.record(session, {
        actor: clerk.actor,
        action: 'bank.reread',
        target: `draft/${draftId}`,
        detail: {
          accepted: counts.accepted ?? 0,
          errors: counts.errors ?? 0,
          mapping: JSON.stringify(order.sources).slice(0, 4000),
          remembered,
          dropMends: order.dropMends,
          ...order.hints,
        },
      });
    });
    return draftView({ ...doc, ...set, rev: doc.rev + 1 }, clerk);
  };

  return {
    /** @throws AppError NOT_FOUND */
    async of(draftId: string): Promise<DraftMapping> {
      const doc = await mustDraft(drafts, draftId);
      const kept = (await imports.head(draftId)) !== null;
      return { ...withValues(doc.mapping ?? NOTHING), mends: doc.mends ?? 0, kept };
    },

    /**
     * Reads the kept file again; the draft then holds what that gives. @throws AppError NOT_FOUND (no such draft, or
     * its file is gone), DRAFT_IN_REVIEW, DRAFT_HAS_MENDS (it was mended and `dropMends` is not set), CONFLICT (somebody
     * changed it meanwhile), CANCELLED (whoever asked is gone), and what BankChild.read throws
     */
    async reread(draftId: string, order: RereadOrder, clerk: Clerk, gone: AbortSignal): Promise<BankDraft> {
      const doc = await mustDraft(drafts, draftId);
      if (doc.review) throw new AppError('DRAFT_IN_REVIEW');
      if ((doc.mends ?? 0) > 0 && !order.dropMends) throw new AppError('DRAFT_HAS_MENDS');
      const owner = randomUUID();
      let view: BankDraft;
      const watch = { tell: () => undefined, signal: gone };
      try {
        const found = await reading.again(draftId, (file) =>
          reading.file(file, order.hints, order.sources, owner, watch),
        );
        if (!found) throw new AppError('NOT_FOUND', { field: 'file' });
        view = await replaced(doc, found, owner, order, clerk);
      } catch (err) {
        // Where nobody can tell whether the draft has them by now, it is asked.
        if ((await drafts.get(draftId))?.under !== owner) await bank.deleteQuestions(owner);
        throw err;
      }
      // After the draft has others: so many fill the database's cache within one transaction.
      await bank.deleteQuestions(questionsUnder(doc));
      return view;
    },

    async list(): Promise<RememberedMapping[]> {
      const docs = await mappings.all();
      return docs.map(({ _id, mapping, fields, ...rest }) => ({
        signature: _id,
        values: Object.entries(mapping.values ?? {}).flatMap(([field, values]) =>
          Object.entries(values).map(([text, as]) => ({ field: valueField.parse(field), text, as })),
        ),
        fields: fields ?? Object.entries(mapping.columns).map(([column, as]) => ({ column, as })),
        ...rest,
      }));
    },

    /** @throws AppError NOT_FOUND */
    async forget(signature: string, actor: string): Promise<void> {
      await inTransaction(db, async (session) => {
        const doc = await mappings.remove(signature, session);
        if (!doc) throw new AppError('NOT_FOUND');
        await audit.record(session, {
          actor,
          action: 'bank.forgetMapping',
          target: 'bank',
          detail: { hash: signature, columns: doc.columns.join('、').slice(0, 1000) },
        });
      });
    },
  };
}
export type MappingService = ReturnType<typeof createMapping>;

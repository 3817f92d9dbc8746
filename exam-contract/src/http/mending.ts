import { z } from 'zod';
import { id, sha256 } from '../ids';
import { bankDraft, mendedQuestion, refusedRow, seenRow } from './banks';
import { route } from './route';

/**
 * What the server is at with a large draft before its first changes are counted: `none` where nothing has to be waited
 * for, `reading` its questions, `indexing` them so that later counts take seconds, `held` ready for changes.
 */
export const draftHolding = z.object({
  phase: z.enum(['none', 'reading', 'indexing', 'held']),
  /** Questions read, and how many there are. */
  done: z.number().int(),
  total: z.number().int(),
  /** Mends are saved and not counted yet; see BankDraft. */
  counting: z.boolean(),
});
export type DraftHolding = z.infer<typeof draftHolding>;

/** Any question of a draft as its mend form takes it; `n` null where it is accepted. */
export const draftQuestion = refusedRow.extend({ n: z.number().int().nullable() });
export type DraftQuestion = z.infer<typeof draftQuestion>;

const ofDraft = z.object({ draftId: id, questionId: z.string().min(1).max(64) });
/** Row of the file, where several questions of it have one id. */
const atRow = z.strictObject({ row: z.coerce.number().int().min(0).optional() });

export const mendingRoutes = {
  question: route({
    method: 'get',
    path: '/banks/drafts/:draftId/mending/:questionId',
    access: ['registry', 'admin'],
    summary: 'A question of a draft with what was found about it, be it accepted or not',
    params: ofDraft,
    query: atRow,
    out: draftQuestion,
  }),
  mendQuestion: route({
    method: 'put',
    path: '/banks/drafts/:draftId/mending/:questionId',
    access: ['registry', 'admin'],
    summary:
      'Mend a question of a draft that has warnings only, or leave it out on purpose; all of the draft is checked again, a large one later',
    params: ofDraft,
    query: atRow.extend(seenRow.shape),
    body: z.union([z.strictObject({ question: mendedQuestion }), z.strictObject({ skipped: z.boolean() })]),
    out: bankDraft,
  }),
  holding: route({
    method: 'get',
    path: '/banks/drafts/:draftId/holding',
    access: ['registry', 'admin'],
    summary: 'How far a large draft has been read so that changes of it are checked quickly',
    params: z.object({ draftId: id }),
    out: draftHolding,
  }),
  mendPicture: route({
    method: 'post',
    path: '/banks/drafts/:draftId/pictures',
    access: ['registry', 'admin'],
    summary: 'Add a picture to a draft, for a question to show; answers the name to use',
    params: z.object({ draftId: id }),
    file: { field: 'file', maxBytes: 10_000_000 },
    out: z.object({
      file: z.string(),
      sha256,
      shrunk: z.object({ before: z.string(), after: z.string() }).nullable(),
      /** The draft's, with this picture. */
      revision: z.number().int(),
    }),
  }),
} as const;

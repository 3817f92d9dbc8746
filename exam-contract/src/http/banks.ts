import { z } from 'zod';
import { epochMs, id, sha256, text } from '../ids';
import { allStaff } from './staff';
import { route } from './route';

export const bankSubject = z.enum(['K1', 'K3']);
export const bankVehicle = z.enum(['car', 'moto', 'bus', 'truck', 'trailer']);
/** What numbers in answers mean, where the file itself does not tell; see question-bank's README. */
export const answerNumbers = z.enum(['from1', 'from0', 'juhe', 'mask16', 'mask1', 'zeroOne']);
/** What a clerk says about a file that does not say it. */
export const uploadHints = z.strictObject({
  chapter: z.string().trim().min(1).max(80).optional(),
  subject: bankSubject.optional(),
  vehicle: bankVehicle.optional(),
  answers: answerNumbers.optional(),
});
export type UploadHints = z.infer<typeof uploadHints>;

/** One thing wrong (or doubtful) in an import, as the clerk is told. */
export const bankIssue = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  where: z.object({
    file: z.string(),
    sheet: z.string().nullable(),
    row: z.number().int().nullable(),
    column: z.string().nullable(),
    question: z.string().nullable(),
  }),
  value: z.string().nullable(),
  message: text,
  mend: text.nullable(),
});
export type BankIssue = z.infer<typeof bankIssue>;

export const bankDraft = z.object({
  draftId: id,
  name: z.string(),
  fileName: z.string(),
  createdAt: epochMs,
  createdBy: z.string(),
  format: z.string(),
  read: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  byType: z.record(z.string(), z.number().int()),
  errors: z.number().int(),
  warnings: z.number().int(),
  issues: z.array(bankIssue),
  /** Kinds whose paper can, or cannot, be drawn from the accepted questions; `short` names the cell. */
  kinds: z.array(z.object({ code: z.string(), feasible: z.boolean(), short: z.string().nullable() })),
  preview: z.array(
    z.object({
      questionId: z.string(),
      type: z.string(),
      chapter: z.string(),
      stem: text,
      row: z.number().int().nullable(),
    }),
  ),
});
export type BankDraft = z.infer<typeof bankDraft>;

export const bankVersionRow = z.object({
  hash: sha256,
  name: z.string(),
  publishedAt: epochMs,
  publishedBy: z.string(),
  questions: z.number().int(),
  byType: z.record(z.string(), z.number().int()),
  pictures: z.number().int(),
  inForce: z.boolean(),
});
export type BankVersionRow = z.infer<typeof bankVersionRow>;

export const kindRow = z.object({
  code: z.string(),
  version: z.string(),
  name: text,
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  law: z.string(),
  confidence: z.string(),
  questions: z.number().int(),
  minutes: z.number(),
  passMark: z.number(),
  earlyEnd: z.string(),
  reveal: z.string(),
  subject: bankSubject,
  vehicle: bankVehicle,
  /** Chapters its papers are drawn from, as questions must name them. */
  chapters: z.array(z.string()),
});
export type KindRow = z.infer<typeof kindRow>;

const clerks = ['registry', 'admin'] as const;
export const bankRoutes = {
  upload: route({
    method: 'post',
    path: '/banks/drafts',
    access: clerks,
    summary: 'Read a bank file of any format of the reader, or a ZIP of such with pictures, into a draft',
    query: uploadHints,
    file: { field: 'file', maxBytes: 60_000_000 },
    out: bankDraft,
  }),
  draft: route({
    method: 'get',
    path: '/banks/drafts/:draftId',
    access: clerks,
    summary: 'A draft with everything wrong with it',
    params: z.object({ draftId: id }),
    out: bankDraft,
  }),
  drafts: route({
    method: 'get',
    path: '/banks/drafts',
    access: clerks,
    summary: 'Drafts not yet published',
    out: z.object({ drafts: z.array(bankDraft.omit({ issues: true, preview: true, kinds: true })) }),
  }),
  discard: route({
    method: 'delete',
    path: '/banks/drafts/:draftId',
    access: clerks,
    summary: 'Discard a draft',
    params: z.object({ draftId: id }),
    out: z.object({}),
  }),
  publish: route({
    method: 'post',
    path: '/banks/drafts/:draftId/publish',
    access: clerks,
    summary:
      'Publish the accepted questions as an immutable version: alone, or merged over the version in force',
    params: z.object({ draftId: id }),
    body: z.strictObject({ mode: z.enum(['replace', 'merge']), goodRowsOnly: z.boolean() }),
    out: bankVersionRow,
  }),
  versions: route({
    method: 'get',
    path: '/banks/versions',
    access: allStaff,
    summary: 'Published versions, newest first',
    out: z.object({ versions: z.array(bankVersionRow) }),
  }),
  kinds: route({
    method: 'get',
    path: '/kinds',
    access: allStaff,
    summary: 'Exam kinds in force',
    out: z.object({ kinds: z.array(kindRow) }),
  }),
} as const;

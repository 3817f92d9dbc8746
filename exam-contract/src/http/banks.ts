import { z } from 'zod';
import { day, epochMs, id, locale, sha256, text, textIn } from '../ids';
import { withdrawnPolicy } from '../withdrawal';
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
  /** Chapters, categories or sheets not to read, as the file names them, separated by `;`, `；` or a new line. */
  leaveOut: z.string().trim().min(1).max(1000).optional(),
});
export type UploadHints = z.infer<typeof uploadHints>;

/** What the server is at with an upload that has arrived; `total` 0 where it is not known how much there is. */
export const uploadProgress = z.object({
  /** `absent`: not yet, or no longer, under way. */
  phase: z.enum(['absent', 'waiting', 'unpacking', 'reading', 'checking', 'pictures', 'storing']),
  done: z.number().int(),
  total: z.number().int(),
});
export type UploadProgress = z.infer<typeof uploadProgress>;

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

/** A question as a clerk mends it: the fields of a question with whatever they hold. */
export const mendedQuestion = z.strictObject({
  id: z.string().max(64),
  type: z.enum(['judge', 'single', 'multi']).optional(),
  subjects: z.array(bankSubject).max(2),
  vehicles: z.array(bankVehicle).max(5),
  chapter: z.string().max(200),
  stem: textIn(8000),
  options: z.array(z.strictObject({ id: z.string().max(2), text: textIn(4000) })).max(8),
  answer: z.array(z.string().max(2)).max(8),
  explanation: textIn(8000).optional(),
  lawRef: z
    .array(z.strictObject({ code: z.string(), article: z.string(), note: z.string().optional() }))
    .max(20),
  validFrom: z.string().max(40).optional(),
  validTo: z.string().max(40).optional(),
  media: z.array(z.strictObject({ file: z.string().max(200), alt: textIn(1000) })).max(10),
  shuffle: z.boolean(),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  tags: z.array(z.string().max(200)).max(50),
});
export type MendedQuestion = z.infer<typeof mendedQuestion>;

/** A question of the file that stays out, for the mend grid. */
export const refusedRow = z.object({
  /** Names the row in its draft; below zero where it was accepted and then opened by a clerk. */
  n: z.number().int(),
  where: bankIssue.shape.where,
  question: mendedQuestion,
  /** The answer as the file writes it. */
  answerText: z.string().nullable(),
  /** Left out on purpose. */
  skipped: z.boolean(),
  issues: z.array(bankIssue),
  /** Hash of each picture that is at hand, by file name. */
  pictures: z.record(z.string(), sha256),
  /** Changed, and not held against the rest of the draft yet: then it has no issues. */
  counting: z.boolean(),
  /** Revision of the draft at which a clerk last changed it; 0 where nobody did. */
  changedAt: z.number().int(),
});
export type RefusedRow = z.infer<typeof refusedRow>;

/** One field of one question that is not as it was, of a text in one language; values as the question holds them. */
const fieldChange = z.object({
  field: z.string(),
  locale: locale.nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
const questionHead = z.object({ id: z.string(), type: z.string(), stem: text });
/** What becomes of a bank: lists are cut at 500 each, counts are whole. */
export const bankDiff = z.object({
  counts: z.object({
    added: z.number().int(),
    removed: z.number().int(),
    changed: z.number().int(),
    keyChanged: z.number().int(),
    unchanged: z.number().int(),
  }),
  added: z.array(questionHead),
  removed: z.array(questionHead),
  changed: z.array(questionHead.extend({ keyChanged: z.boolean(), fields: z.array(fieldChange) })),
});
export type BankDiff = z.infer<typeof bankDiff>;

export const publishMode = z.enum(['replace', 'merge']);
/** Where a draft stands: being mended, or handed to a second person. */
export const draftReview = z.object({
  mode: publishMode,
  goodRowsOnly: z.boolean(),
  submittedBy: z.string(),
  submittedAt: epochMs,
  /** Day it is to be in force from; null where it was handed in before versions had one. */
  inForceFrom: day.nullable(),
  /** Whether whoever asks is the second person who may publish it. */
  mayApprove: z.boolean(),
});

const handedIn = draftReview.pick({ mode: true, inForceFrom: true }).partial();

export const bankDraft = z.object({
  draftId: id,
  /** One more with each change of the draft, by a clerk or by its count: what was shown of another is old. */
  revision: z.number().int(),
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
  /** Not null once it was handed in for a second person's approval. */
  review: draftReview.nullable(),
  /** Why it last came back from review, and as what it had been handed in. */
  returned: handedIn.extend({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
  /** Questions that stay out and can be mended here, and how many of them are left out on purpose. */
  mendable: z.number().int(),
  skipped: z.number().int(),
  /** Mends of a large draft are saved and not yet in its counts, issues, kinds and preview; it is being worked on. */
  counting: z.boolean(),
  /** Sheets and tables of the file, how many want a look at their columns, how many were read by a remembered mapping. */
  mapping: z
    .object({ sources: z.number().int(), open: z.number().int(), remembered: z.number().int() })
    .nullable(),
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

/** A version named briefly. */
const versionName = z.object({ hash: sha256, name: z.string(), inForceFrom: day });
/** What a draft would come into when published from a day on. */
export const draftOutlook = z.object({
  /** The day that would count: the one handed in for, today at the earliest. */
  inForceFrom: day,
  /** What is in force that day without it. */
  base: versionName.nullable(),
  /** Whether that is another than when it was handed in. */
  baseChanged: z.boolean(),
  /** Versions approved before that take over later, next first: they were made without this draft. */
  next: z.array(versionName),
  /** Questions that changed rules may overturn: they are held until a person looked. The first 200. */
  suspectCount: z.number().int(),
  suspects: z.array(
    z.object({
      questionId: z.string(),
      stem: text,
      rank: z.enum(['key', 'text', 'cited']),
      why: z.array(z.object({ reason: z.string(), in: z.string() })),
      statute: z.string(),
      article: z.string(),
    }),
  ),
});
export type DraftOutlook = z.infer<typeof draftOutlook>;

export const bankVersionRow = z.object({
  publicationId: id,
  hash: sha256,
  name: z.string(),
  publishedAt: epochMs,
  publishedBy: z.string(),
  questions: z.number().int(),
  byType: z.record(z.string(), z.number().int()),
  pictures: z.number().int(),
  submittedBy: z.string().nullable(),
  inForce: z.boolean(),
  /** First day it is drawn from. */
  inForceFrom: day,
  state: z.enum(['scheduled', 'inForce', 'past', 'cancelled']),
  /** Taken back before its day. */
  cancelled: z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
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
  withdrawnQuestion: withdrawnPolicy,
  subject: bankSubject,
  vehicle: bankVehicle,
  /** Chapters its papers are drawn from, as questions must name them. */
  chapters: z.array(z.string()),
});
export type KindRow = z.infer<typeof kindRow>;

/** `changedAt` of the row that was looked at: one that another clerk changed since is refused. */
export const seenRow = z.strictObject({ seen: z.coerce.number().int().min(0).optional() });

const clerks = ['registry', 'admin'] as const;
export const bankRoutes = {
  upload: route({
    method: 'post',
    path: '/banks/drafts',
    access: clerks,
    summary: 'Read a bank file of any format of the reader, or a ZIP of such with pictures, into a draft',
    query: uploadHints.extend({
      /** Chosen by the sender, to ask for progress and to cancel by. */
      uploadId: id.optional(),
    }),
    file: { field: 'file', maxBytes: 2 * 1024 ** 3, large: true },
    out: bankDraft,
  }),
  uploadProgress: route({
    method: 'get',
    path: '/banks/uploads/:uploadId',
    access: clerks,
    summary: 'How far the reading of an upload of mine has got, from its arrival to its draft',
    params: z.object({ uploadId: id }),
    out: uploadProgress,
  }),
  cancelUpload: route({
    method: 'delete',
    path: '/banks/uploads/:uploadId',
    access: clerks,
    summary: 'Give up the reading of an upload of mine; nothing of it stays',
    params: z.object({ uploadId: id }),
    out: z.object({}),
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
    out: z.object({
      drafts: z.array(bankDraft.omit({ issues: true, preview: true, kinds: true, mapping: true })),
    }),
  }),
  discard: route({
    method: 'delete',
    path: '/banks/drafts/:draftId',
    access: clerks,
    summary: 'Discard a draft',
    params: z.object({ draftId: id }),
    out: z.object({}),
  }),
  refused: route({
    method: 'get',
    path: '/banks/drafts/:draftId/refused',
    access: clerks,
    summary: 'Questions that stay out, each as far as it could be read, with what is wrong with it',
    params: z.object({ draftId: id }),
    query: z.strictObject({ from: z.coerce.number().int().min(0).default(0) }),
    out: z.object({ rows: z.array(refusedRow), total: z.number().int() }),
  }),
  mend: route({
    method: 'put',
    path: '/banks/drafts/:draftId/refused/:n',
    access: clerks,
    summary:
      'Mend a question or leave it out on purpose; all of the draft is checked again, a large one later',
    params: z.object({ draftId: id, n: z.coerce.number().int() }),
    query: seenRow,
    body: z.union([z.strictObject({ question: mendedQuestion }), z.strictObject({ skipped: z.boolean() })]),
    out: bankDraft,
  }),
  draftDiff: route({
    method: 'get',
    path: '/banks/drafts/:draftId/diff',
    access: clerks,
    summary: 'What publishing the draft would change in the version in force on its day',
    params: z.object({ draftId: id }),
    query: z.strictObject({ mode: publishMode.default('merge'), from: day.optional() }),
    out: bankDiff,
  }),
  outlook: route({
    method: 'get',
    path: '/banks/drafts/:draftId/outlook',
    access: clerks,
    summary: 'Day, bank before, versions to come and changed rules that a draft would meet',
    params: z.object({ draftId: id }),
    query: z.strictObject({ mode: publishMode.default('merge'), from: day.optional() }),
    out: draftOutlook,
  }),
  submit: route({
    method: 'post',
    path: '/banks/drafts/:draftId/submit',
    access: clerks,
    summary:
      'Hand a draft to a second person: its accepted questions alone, or merged over the version in force that day',
    params: z.object({ draftId: id }),
    body: z.strictObject({ mode: publishMode, goodRowsOnly: z.boolean(), inForceFrom: day.optional() }),
    out: bankDraft,
  }),
  sendBack: route({
    method: 'post',
    path: '/banks/drafts/:draftId/return',
    access: clerks,
    summary: 'Send a draft back from review, with the reason; who handed it in may take it back so too',
    params: z.object({ draftId: id }),
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    out: bankDraft,
  }),
  publish: route({
    method: 'post',
    path: '/banks/drafts/:draftId/publish',
    access: clerks,
    summary: 'Approve a draft that somebody else handed in: a version, in force from its day on',
    params: z.object({ draftId: id }),
    /** The version whose differences the approver looked at; null where there was none. */
    body: z.strictObject({ base: sha256.nullable().optional() }),
    out: bankVersionRow,
  }),
  restore: route({
    method: 'post',
    path: '/banks/versions/:hash/restore',
    access: clerks,
    summary: 'Hand in an old version to be published again; a second person approves it as any draft',
    params: z.object({ hash: sha256 }),
    body: z.strictObject({ inForceFrom: day.optional() }),
    out: bankDraft,
  }),
  cancelVersion: route({
    method: 'post',
    path: '/banks/publications/:publicationId/cancel',
    access: clerks,
    summary: 'Take a version back before its day; what is in force stays so',
    params: z.object({ publicationId: id }),
    body: z.strictObject({ reason: z.string().trim().min(2).max(300) }),
    out: bankVersionRow,
  }),
  versionDiff: route({
    method: 'get',
    path: '/banks/versions/:hash/diff/:other',
    // Keys show in it.
    access: [...clerks, 'auditor'],
    summary: 'What is different in the first version, seen from the other',
    params: z.object({ hash: sha256, other: sha256 }),
    out: bankDiff,
  }),
  versions: route({
    method: 'get',
    path: '/banks/versions',
    access: allStaff,
    summary: 'Versions as they were put in force, by their days, last first',
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

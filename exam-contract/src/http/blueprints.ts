import { z } from 'zod';
import { blueprintContent, shortCell } from '../blueprint';
import { day, epochMs, id, sha256, text } from '../ids';
import { allStaff } from './staff';
import { route } from './route';

/** A blueprint as it was put in force: the content of its version, and when it is drawn by. */
export const blueprintRow = z.object({
  publicationId: id,
  hash: sha256,
  /** Number of the version; a version that is published again keeps it. */
  number: z.number().int(),
  content: blueprintContent,
  note: z.string(),
  publishedAt: epochMs,
  publishedBy: z.string(),
  submittedBy: z.string(),
  inForceFrom: day,
  state: z.enum(['scheduled', 'inForce', 'past', 'cancelled']),
  cancelled: z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
});
export type BlueprintRow = z.infer<typeof blueprintRow>;

/** What a blueprint was held against: the bank in force on a day, and those that take over later. */
export const judgedBy = z.object({
  /** Day from which it is meant. */
  day,
  bank: z.object({ hash: sha256, name: z.string(), inForceFrom: day }),
  later: z.array(z.object({ hash: sha256, name: z.string(), inForceFrom: day })),
});
export type JudgedBy = z.infer<typeof judgedBy>;

/** The blueprint of a kind that is being worked at; there is one at most. */
export const blueprintDraft = z.object({
  rev: z.number().int(),
  content: blueprintContent,
  note: z.string(),
  savedAt: epochMs,
  savedBy: z.string(),
  /** What it was held against when it was saved or handed in; null where that was not kept yet. */
  judged: judgedBy.nullable(),
  /** Not null once it was handed in for a second person's approval. */
  review: z
    .object({
      inForceFrom: day,
      submittedBy: z.string(),
      submittedAt: epochMs,
      /** Whether whoever asks is the second person who may approve it. */
      mayApprove: z.boolean(),
    })
    .nullable(),
  returned: z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
});
export type BlueprintDraft = z.infer<typeof blueprintDraft>;

const typeCounts = z.object({ judge: z.number().int(), single: z.number().int(), multi: z.number().int() });
/** What the bank in force on a day offers a kind, to choose from. */
export const blueprintChoices = z.object({
  bank: z.object({ hash: sha256, name: z.string(), inForceFrom: day }).nullable(),
  /** Chapters of its questions, with how many of each type. */
  chapters: z.array(z.object({ name: z.string(), types: typeCounts })),
  /** Tags and how many questions have each; those of regions and classes are not among them. */
  tags: z.array(z.object({ tag: z.string(), count: z.number().int() })),
  regions: z.array(z.object({ region: z.string(), count: z.number().int() })),
  classes: z.array(z.string()),
});
export type BlueprintChoices = z.infer<typeof blueprintChoices>;

/** Everything about the blueprint of a kind. */
export const kindBlueprint = z.object({
  kind: z.object({
    code: z.string(),
    name: text,
    questions: z.number().int(),
    types: typeCounts,
    /** Licence classes that sit it; `*` is every class. */
    classes: z.array(z.string()),
    /** Rows of the kind that count from a later day on, in the order of their days. */
    later: z.array(z.object({ from: day, questions: z.number().int(), types: typeCounts })),
  }),
  /** What papers are drawn by where no blueprint is in force: the kind's own shares. */
  own: blueprintContent,
  draft: blueprintDraft.nullable(),
  /** As they were put in force, by their days, last first. */
  history: z.array(blueprintRow),
  choices: blueprintChoices,
});
export type KindBlueprint = z.infer<typeof kindBlueprint>;

/** What the bank holds for each part of a blueprint, near-duplicates counted once, and every part that is short. */
export const blueprintLook = z.object({
  /** In the order of the blueprint; of several licence classes the least. null: it holds for none that sits the kind. */
  chapters: z.array(z.number().int()),
  types: z.array(z.number().int()),
  cells: z.array(z.number().int().nullable()),
  short: z.array(shortCell),
  judged: judgedBy,
});
export type BlueprintLook = z.infer<typeof blueprintLook>;

/** A paper drawn to be looked at. */
export const testPaper = z.object({
  bankVersion: sha256,
  items: z.array(
    z.object({
      questionId: z.string(),
      type: z.string(),
      chapter: z.string(),
      stem: text,
      difficulty: z.number(),
      tags: z.array(z.string()),
      /** In how many papers of this bank version it was before today. */
      shown: z.number().int(),
    }),
  ),
  /** Mean difficulty, 1 easy to 3 hard. */
  difficulty: z.number(),
});
export type TestPaper = z.infer<typeof testPaper>;

/** A blueprint for whoever draws a paper again outside the server: with bank version, seed, day and class it gives the same. */
export const blueprintFile = z.object({
  format: z.literal('kaotai-blueprint'),
  version: z.literal(1),
  /** The version of the office's blueprint; null: the kind's own shares. */
  number: z.number().int().nullable(),
  hash: sha256.nullable(),
  kind: z.object({
    code: z.string(),
    version: z.number().int(),
    name: text,
    subject: z.enum(['K1', 'K3']),
    vehicle: z.enum(['car', 'moto', 'bus', 'truck', 'trailer']),
    classes: z.array(z.string()),
    questions: z.number().int(),
    types: typeCounts,
    blueprint: z.object({ unit: z.enum(['percent', 'count']), rows: z.record(z.string(), z.number()) }),
  }),
  content: blueprintContent.nullable(),
});
export type BlueprintFile = z.infer<typeof blueprintFile>;

const clerks = ['registry', 'admin'] as const;
const kindCode = z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/);
const ofKind = z.object({ kindCode });
const reason = z.string().trim().min(2).max(300);
/** The draft as it was seen: where somebody changed it since, nothing is done (CONFLICT). */
const rev = z.number().int();
export const blueprintRoutes = {
  list: route({
    method: 'get',
    path: '/blueprints',
    access: allStaff,
    summary: 'Exam kinds with the blueprint their papers are drawn by, and what is under way',
    out: z.object({
      kinds: z.array(
        z.object({
          code: z.string(),
          name: text,
          questions: z.number().int(),
          /** null: drawn by the kind's own shares. */
          inForce: z.object({ number: z.number().int(), inForceFrom: day }).nullable(),
          /** A blueprint made for another number of questions than the kind has now is not drawn by. */
          fits: z.boolean(),
          scheduled: z.array(z.object({ number: z.number().int(), inForceFrom: day })),
          draft: z.enum(['open', 'waits', 'waitsForYou', 'returned']).nullable(),
        }),
      ),
    }),
  }),
  ofKind: route({
    method: 'get',
    path: '/blueprints/:kindCode',
    access: allStaff,
    summary: 'The blueprint of a kind: draft, versions, and what the bank in force offers',
    params: ofKind,
    out: kindBlueprint,
  }),
  file: route({
    method: 'get',
    path: '/blueprints/:kindCode/file',
    access: allStaff,
    summary:
      'A blueprint with what its kind says of papers, as `npx kaotai-bank draw` reads it; without a hash what papers are drawn by that day',
    params: ofKind,
    query: z.strictObject({ hash: sha256.optional(), day: day.optional() }),
    out: blueprintFile,
  }),
  questions: route({
    method: 'get',
    path: '/blueprints/:kindCode/questions',
    access: clerks,
    summary: 'Questions of the bank in force that the kind asks, found by id or words; the first twenty',
    params: ofKind,
    query: z.strictObject({ q: z.string().trim().max(200).default('') }),
    out: z.object({
      questions: z.array(
        z.object({ questionId: z.string(), type: z.string(), chapter: z.string(), stem: text }),
      ),
    }),
  }),
  look: route({
    method: 'post',
    path: '/blueprints/:kindCode/look',
    access: clerks,
    summary: 'Hold a blueprint against the bank in force on a day and those to come; nothing is kept',
    params: ofKind,
    body: z.strictObject({ content: blueprintContent, inForceFrom: day.optional() }),
    out: blueprintLook,
  }),
  testDraw: route({
    method: 'post',
    path: '/blueprints/:kindCode/test-draw',
    access: clerks,
    summary:
      'Draw a paper by a blueprint from the bank in force, to look at; the same seed gives the same paper',
    params: ofKind,
    body: z.strictObject({
      content: blueprintContent,
      seed: z.string().trim().min(1).max(100),
      licenceClass: z
        .string()
        .regex(/^([A-Z][0-9]?)?$/)
        .default(''),
    }),
    out: testPaper,
  }),
  save: route({
    method: 'put',
    path: '/blueprints/:kindCode/draft',
    access: clerks,
    summary: 'Save the draft of a blueprint; one that cannot be met is refused with every cell that is short',
    params: ofKind,
    body: z.strictObject({
      content: blueprintContent,
      note: z.string().trim().max(500),
      /** Day from which it is meant, whose kind and bank it is held against (today). */
      inForceFrom: day.optional(),
      /** The draft this changes; null where there is none yet. */
      rev: z.number().int().nullable(),
    }),
    out: blueprintDraft,
  }),
  discard: route({
    method: 'delete',
    path: '/blueprints/:kindCode/draft',
    access: clerks,
    summary: 'Discard the draft of a blueprint',
    params: ofKind,
    query: z.strictObject({ rev: z.coerce.number().int() }),
    out: z.object({}),
  }),
  submit: route({
    method: 'post',
    path: '/blueprints/:kindCode/draft/submit',
    access: clerks,
    summary: 'Hand the draft in for a second person, to be in force from a day on',
    params: ofKind,
    body: z.strictObject({ rev, inForceFrom: day.optional() }),
    out: blueprintDraft,
  }),
  sendBack: route({
    method: 'post',
    path: '/blueprints/:kindCode/draft/return',
    access: clerks,
    summary: 'Send a draft back from review, with the reason; who handed it in may take it back so too',
    params: ofKind,
    body: z.strictObject({ rev, reason }),
    out: blueprintDraft,
  }),
  publish: route({
    method: 'post',
    path: '/blueprints/:kindCode/draft/publish',
    access: clerks,
    summary: 'Approve a draft that somebody else handed in: a version, in force from its day on',
    params: ofKind,
    body: z.strictObject({ rev }),
    out: blueprintRow,
  }),
  restore: route({
    method: 'post',
    path: '/blueprints/:kindCode/versions/:hash/restore',
    access: clerks,
    summary: 'Hand in an old version to be published again; a second person approves it as any draft',
    params: ofKind.extend({ hash: sha256 }),
    body: z.strictObject({ inForceFrom: day.optional() }),
    out: blueprintDraft,
  }),
  cancel: route({
    method: 'post',
    path: '/blueprints/publications/:publicationId/cancel',
    access: clerks,
    summary: 'Take a blueprint back before its day; what is in force stays so',
    params: z.object({ publicationId: id }),
    body: z.strictObject({ reason }),
    out: z.object({}),
  }),
} as const;

import { z } from 'zod';
import { day, epochMs, id, sha256, text } from '../ids';
import { bankDraft } from './banks';
import { allStaff } from './staff';
import { route } from './route';

const words = z.string().trim().min(1).max(200);
/** A rule that changed, as a clerk enters it; see question-bank's LawChange. */
export const lawChangeInput = z.strictObject({
  statute: words,
  article: words,
  /** First day of the new rule: questions are held from then on. */
  from: day,
  /** Numbers with their unit, or words, that are true no more. */
  old: z.array(words).min(1).max(10),
  /** What is true now; empty where the rule is gone. */
  now: z.array(words).max(10),
  /** What it is about, any of these words; empty: whatever cites the article. */
  about: z.array(words).max(20),
  /** Whether questions that only cite the article are held too. */
  citedToo: z.boolean(),
});
export type LawChangeInput = z.infer<typeof lawChangeInput>;

export const suspectWhy = z.object({
  reason: z.enum([
    'KEY_HAS_OLD',
    'NEW_KEYED_WRONG',
    'STEM_HAS_OLD',
    'EXPLANATION_HAS_OLD',
    'CITES_ARTICLE',
    'SPEAKS_OF_IT',
  ]),
  /** Letter of an option, `stem`, `explanation`, the citation or the word. */
  in: z.string(),
});
export const suspectRank = z.enum(['key', 'text', 'cited']);

/** One text of a question that a change may overturn. */
export const lawSuspect = z.object({
  suspectId: id,
  questionId: z.string(),
  type: z.string(),
  chapter: z.string(),
  stem: text,
  options: z.array(z.object({ id: z.string(), text, right: z.boolean() })),
  explanation: text.nullable(),
  lawRef: z.array(z.string()),
  /** `sha256` null where the picture is not at hand. */
  pictures: z.array(z.object({ sha256: sha256.nullable(), alt: text })),
  rank: suspectRank,
  why: z.array(suspectWhy),
  /** `replaced`: no bank in force or to come holds this text. */
  state: z.enum(['open', 'mend', 'right', 'replaced']),
  decided: z.object({ by: z.string(), at: epochMs, note: z.string() }).nullable(),
  /** Whether whoever asks is the second person who may say that the key is still right. */
  mayCallRight: z.boolean(),
});
export type LawSuspect = z.infer<typeof lawSuspect>;

export const lawChangeRow = lawChangeInput.extend({
  changeId: id,
  by: z.string(),
  at: epochMs,
  cancelled: z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
  counts: z.object({
    open: z.number().int(),
    mend: z.number().int(),
    right: z.number().int(),
    replaced: z.number().int(),
  }),
  /** Whether whoever asks is the second person who may take it back. */
  mayCancel: z.boolean(),
});
export type LawChangeRow = z.infer<typeof lawChangeRow>;

const lawChangeEntered = z.object({
  change: lawChangeRow,
  /** Kinds that cannot be drawn while these are out; `short` names the cell. */
  kinds: bankDraft.shape.kinds,
  /** The first of them. */
  suspects: z.array(lawSuspect),
});
export type LawChangeEntered = z.infer<typeof lawChangeEntered>;

const clerks = ['registry', 'admin'] as const;
const reason = z.string().trim().min(2).max(300);
export const lawChangeRoutes = {
  look: route({
    method: 'post',
    path: '/banks/law-changes/look',
    access: clerks,
    summary: 'What entering a changed rule would take out of draws; nothing is kept',
    body: lawChangeInput,
    out: lawChangeEntered,
  }),
  enter: route({
    method: 'post',
    path: '/banks/law-changes',
    access: clerks,
    summary: 'Enter a changed rule: questions it may overturn are out of draws until a person looked at each',
    body: lawChangeInput,
    out: lawChangeEntered,
  }),
  list: route({
    method: 'get',
    path: '/banks/law-changes',
    access: allStaff,
    summary: 'Changed rules, newest first, with how many questions wait for a person',
    out: z.object({ changes: z.array(lawChangeRow) }),
  }),
  suspects: route({
    method: 'get',
    path: '/banks/law-changes/:changeId/suspects',
    access: clerks,
    summary: 'Questions a changed rule may overturn: those nobody looked at first, surest first',
    params: z.object({ changeId: id }),
    query: z.strictObject({ from: z.coerce.number().int().min(0).default(0) }),
    out: z.object({ rows: z.array(lawSuspect), total: z.number().int() }),
  }),
  decide: route({
    method: 'put',
    path: '/banks/law-changes/:changeId/suspects/:suspectId',
    access: clerks,
    summary:
      'Say that a key is still right (not who entered the change), or that the question is to be mended',
    params: z.object({ changeId: id, suspectId: id }),
    body: z.strictObject({ verdict: z.enum(['right', 'mend']), note: z.string().trim().max(300) }),
    out: lawSuspect,
  }),
  cancel: route({
    method: 'post',
    path: '/banks/law-changes/:changeId/cancel',
    access: clerks,
    summary: 'Take back a change that was entered wrongly; whoever entered it cannot',
    params: z.object({ changeId: id }),
    body: z.strictObject({ reason }),
    out: z.object({}),
  }),
} as const;

import { z } from 'zod';
import { day, id, sha256, text } from '../ids';
import { questionType } from '../paper';
import { publishMode } from './banks';
import { route } from './route';

/** Who reads the bank: keys show in it. */
const readers = ['registry', 'auditor', 'admin'] as const;
const questionId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/);

/** A question with its key, as far as it takes to look at it. Its pictures are at GET /api/v1/media/{sha256}. */
export const bankQuestion = z.object({
  id: z.string(),
  type: questionType,
  chapter: z.string(),
  stem: text,
  options: z.array(z.object({ id: z.string(), text })),
  /** Ids of the right options. */
  answer: z.array(z.string()),
  /** `sha256` null where the picture is not at hand. */
  media: z.array(z.object({ file: z.string(), sha256: sha256.nullable(), alt: text })),
  explanation: text.nullable(),
  /** What the key rests on: a statute with its article, one a line, a note behind it in brackets. */
  lawRef: z.array(z.string()),
});
export type BankQuestion = z.infer<typeof bankQuestion>;

export const questionRoutes = {
  ofVersion: route({
    method: 'get',
    path: '/banks/versions/:hash/questions',
    access: readers,
    summary: 'Questions of a version, 50 at a time, those whose id or Chinese stem holds some words',
    params: z.object({ hash: sha256 }),
    query: z.strictObject({
      from: z.coerce.number().int().min(0).default(0),
      words: z.string().trim().max(100).default(''),
    }),
    out: z.object({
      total: z.number().int(),
      rows: z.array(bankQuestion.pick({ id: true, type: true, chapter: true, stem: true })),
    }),
  }),
  inVersion: route({
    method: 'get',
    path: '/banks/versions/:hash/questions/:questionId',
    access: readers,
    summary: 'One question of a version with its key',
    params: z.object({ hash: sha256, questionId }),
    out: bankQuestion,
  }),
  newest: route({
    method: 'get',
    path: '/banks/questions/:questionId',
    access: readers,
    summary: 'One question as the version in force has it, or else the newest version that ever had it',
    params: z.object({ questionId }),
    out: bankQuestion.extend({
      version: z.object({ hash: sha256, name: z.string(), inForce: z.boolean() }),
    }),
  }),
  inDraft: route({
    method: 'get',
    path: '/banks/drafts/:draftId/questions/:questionId',
    access: ['registry', 'admin'],
    summary: 'One question as it would be once a draft is published',
    params: z.object({ draftId: id, questionId }),
    query: z.strictObject({ mode: publishMode.default('merge'), from: day.optional() }),
    out: bankQuestion,
  }),
} as const;

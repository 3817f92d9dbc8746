import { z } from 'zod';
import { epochMs, id, locale, sha256, text } from '../ids';
import { route } from './route';

/** Who sees how questions are answered: keys show in it. */
const readers = ['registry', 'auditor', 'admin'] as const;

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** What a person should look at in a question; see question-bank's stats/flags. */
export const itemFlag = z.enum(['wrongKey', 'drift', 'unusedOption', 'weak']);
export type ItemFlag = z.infer<typeof itemFlag>;
const share = z.number().min(0).max(1);

/** Papers of one kind, or a part of them. */
export const paperCounts = z.object({ n: z.number().int(), passed: z.number().int() });
export const kindStatistics = z.object({
  kindCode: z.string(),
  name: text,
  /** Questions a paper. */
  questions: z.number().int(),
  ...paperCounts.shape,
  /** Mean and standard deviation of the number of right answers. */
  meanRight: z.number(),
  sdRight: z.number(),
  /** Kuder–Richardson 20; null with fewer than 30 papers. */
  kr20: z.number().nullable(),
  /** By week, its Monday, oldest first. */
  weeks: z.array(z.object({ from: day, ...paperCounts.shape })),
  sites: z.array(z.object({ siteId: id, name: text, ...paperCounts.shape })),
  languages: z.array(z.object({ lang: locale, ...paperCounts.shape })),
});
export type KindStatistics = z.infer<typeof kindStatistics>;

export const statisticsVersion = z.object({
  hash: sha256,
  name: z.string(),
  publishedAt: epochMs,
  inForce: z.boolean(),
});

const figures = {
  /** Times shown. */
  n: z.number().int(),
  /** Share of right answers. */
  facility: share.nullable(),
  /** Corrected point-biserial, −1…1. */
  discrimination: z.number().nullable(),
  medianMs: z.number().nullable(),
};
export const itemRow = z.object({
  questionId: z.string(),
  type: z.enum(['judge', 'single', 'multi']),
  chapter: z.string(),
  stem: text,
  ...figures,
  flags: z.array(itemFlag),
});
export type ItemRow = z.infer<typeof itemRow>;

export const itemDetail = z.object({
  ...itemRow.shape,
  unanswered: z.number().int(),
  media: z.array(z.object({ sha256, mime: z.string(), alt: text })),
  options: z.array(
    z.object({
      id: z.string(),
      text,
      right: z.boolean(),
      n: z.number().int(),
      share,
      /** Mean share of the other questions right, of those who chose it. */
      meanRest: share.nullable(),
    }),
  ),
  /** Whole choices other than the key, most frequent first. */
  wrong: z.array(z.object({ choice: z.string(), n: z.number().int(), meanRest: share })),
  /** The choice of those who did better elsewhere than those with the key, where the key is doubtful. */
  betterThanKey: z.string().nullable(),
  weeks: z.array(z.object({ from: day, ...figures })),
  sites: z.array(z.object({ siteId: id, name: text, ...figures })),
  languages: z.array(z.object({ lang: locale, ...figures })),
});
export type ItemDetail = z.infer<typeof itemDetail>;

/** Two papers of one room and day that were open at the same time. */
export const similarPair = z.object({
  a: z.object({ attemptId: id, seat: z.string() }),
  b: z.object({ attemptId: id, seat: z.string() }),
  /** Whether the seats have neighbouring numbers. */
  beside: z.boolean(),
  common: z.number().int(),
  same: z.number().int(),
  sameWrong: z.number().int(),
  expected: z.number(),
  /** Chance of as much by two who work alone. */
  p: z.number(),
});
export type SimilarPair = z.infer<typeof similarPair>;

const version = z.strictObject({ version: sha256.optional() });
const scope = z.strictObject({
  version: sha256,
  kind: z.string().max(64).optional(),
  siteId: id.optional(),
  lang: locale.optional(),
});
export const statisticsRoutes = {
  overview: route({
    method: 'get',
    path: '/statistics',
    access: readers,
    summary: 'Pass rates and reliability by kind, of one version of the bank',
    query: version,
    out: z.object({
      versions: z.array(statisticsVersion),
      version: sha256.nullable(),
      /** When attempts were last counted; null before the first time. */
      countedAt: epochMs.nullable(),
      kinds: z.array(kindStatistics),
    }),
  }),
  items: route({
    method: 'get',
    path: '/statistics/items',
    access: readers,
    summary: 'How each question of a version was answered, flagged ones first',
    query: scope,
    out: z.object({ rows: z.array(itemRow) }),
  }),
  itemsCsv: route({
    method: 'get',
    path: '/statistics/items.csv',
    access: readers,
    summary: 'The same as a table, with the count of every choice',
    query: scope,
    out: { mime: 'text/csv' },
  }),
  item: route({
    method: 'get',
    path: '/statistics/items/:questionId',
    access: readers,
    summary: 'One question: options, weeks, sites and languages',
    params: z.object({ questionId: z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/) }),
    query: z.strictObject({ version: sha256, kind: z.string().max(64).optional() }),
    out: itemDetail,
  }),
  similarity: route({
    method: 'get',
    path: '/statistics/similarity',
    access: ['auditor', 'admin'],
    summary: 'Pairs of papers of one room and day by the chance of their likeness; a hint, never a verdict',
    query: z.strictObject({ roomId: id, day }),
    out: z.object({
      /** Papers and pairs looked at; pairs with too few common questions are not among them. */
      papers: z.number().int(),
      pairs: z.number().int(),
      tooFew: z.number().int(),
      /** Below this chance a pair is worth a look: 1 % shared among all pairs looked at (Bonferroni). */
      limit: z.number(),
      rows: z.array(similarPair),
    }),
  }),
} as const;

import { z } from 'zod';
import { epochMs, id, sha256 } from '../ids';
import { answerNumbers, bankDraft, uploadHints } from './banks';
import { route } from './route';

const OPTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
/** What a column of a bank can hold, as question-bank's reader knows it; `…En` is the English of it. */
export const fieldName = z.enum([
  'id',
  'type',
  'subjects',
  'vehicles',
  'chapter',
  'stem',
  'options',
  ...OPTIONS.map((l) => `option${l}` as const),
  'answer',
  'explanation',
  'lawRef',
  'picture',
  'pictureAlt',
  'validFrom',
  'validTo',
  'difficulty',
  'tags',
  'shuffle',
  'stemEn',
  ...OPTIONS.map((l) => `option${l}En` as const),
  'explanationEn',
  'pictureAltEn',
  'own',
]);
/** The same, or a column in a further language, like `stem:mn-Mong`. */
export const mappedField = z.union([
  fieldName,
  z.templateLiteral([
    z.enum(['stem', 'explanation', 'pictureAlt', ...OPTIONS.map((l) => `option${l}` as const)]),
    ':',
    z.string().max(40),
  ]),
]);
export type MappedField = z.infer<typeof mappedField>;

/** Fields whose values a file may write otherwise than the bank. */
export const valueField = z.enum(['chapter', 'type', 'subjects', 'vehicles', 'tags']);
export type ValueField = z.infer<typeof valueField>;
/** What values of a file mean in the bank, by field and by the value as the file has it; an empty tag is left out. */
export const valueMap = z
  .partialRecord(valueField, z.record(z.string().min(1).max(300), z.string().trim().max(200)))
  .refine((map) => Object.values(map).every((v) => Object.keys(v).length <= 500), 'at most 500 of a field');
export type ValueMap = z.infer<typeof valueMap>;

/** How a clerk wants one sheet or table to be read; by its signature, and by its name where two have the same. */
export const sourceMapping = z.strictObject({
  signature: sha256,
  name: z.string().max(300).optional(),
  /** False leaves it out. */
  read: z.boolean().optional(),
  /** The row that names the columns, as the file numbers its rows; 0 where there is none. */
  header: z.number().int().min(0).max(1_000_000).optional(),
  /** By a column's `key`; null leaves it out; what is not named here is read as its name says. */
  columns: z
    .record(z.string().max(300), mappedField.nullable())
    .refine((columns) => Object.keys(columns).length <= 200, 'at most 200 columns'),
  answers: answerNumbers.optional(),
  values: valueMap.optional(),
});
export type SourceMapping = z.infer<typeof sourceMapping>;

const example = z.object({ answer: z.string(), meaning: z.string(), stem: z.string() });
/** Answers written in one way, with three of them: as written and as understood. */
export const answersRead = z.object({
  form: z.enum(['letters', 'words', 'text', 'marks', 'keys', ...answerNumbers.options]),
  count: z.number().int(),
  examples: z.array(example),
});
/** Answers that are numbers: how they were taken (null: nothing tells), and three of them by every coding. */
export const numbersAsked = z.object({
  coding: answerNumbers.nullable(),
  count: z.number().int(),
  examples: z.array(
    z.object({
      answer: z.string(),
      stem: z.string(),
      options: z.array(z.string()),
      as: z.partialRecord(answerNumbers, z.string()),
    }),
  ),
});
export type NumbersAsked = z.infer<typeof numbersAsked>;

/** A value met in a file: as it stands there, and what it counts as (null: nobody knows). */
export const valueFound = z.object({
  field: valueField,
  text: z.string(),
  count: z.number().int(),
  how: z.enum(['name', 'said', 'unknown']),
  as: z.string().nullable(),
});
export type ValueFound = z.infer<typeof valueFound>;

const rememberedBy = z.object({ by: z.string(), at: epochMs }).nullable();

/** A sheet, a table, or the objects of a JSON or plist file: which columns were found and what they were taken for. */
export const bankSource = z.object({
  signature: sha256,
  file: z.string(),
  name: z.string().nullable(),
  form: z.enum(['sheet', 'keys', 'table']),
  rows: z.number().int(),
  read: z.boolean(),
  /** Left out by a clerk. */
  left: z.boolean(),
  header: z.number().int().nullable(),
  head: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
  columns: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      as: mappedField.nullable(),
      how: z.enum(['name', 'said', 'left', 'unknown', 'twice']),
      samples: z.array(z.string()),
    }),
  ),
  answers: z.array(answersRead),
  numbers: numbersAsked.nullable(),
  /** Chapters and tags met, and other values that nobody knows or that a clerk said the meaning of. */
  values: z.array(valueFound),
  /** Something in it is unknown or doubtful: a clerk should look. */
  open: z.boolean(),
  /** Whose mapping was applied by itself, remembered from an earlier file. */
  remembered: rememberedBy,
});
export type BankSource = z.infer<typeof bankSource>;

/** How the file of a draft was read. */
export const draftMapping = z.object({
  sources: z.array(bankSource),
  hints: uploadHints,
  /** Answers of what is no table: documents, packages. */
  answers: z.array(answersRead),
  numbers: numbersAsked.nullable(),
  /** Values in what is no table, and the signature that stands for all such files; null where there are none. */
  apart: z
    .object({
      signature: sha256,
      values: z.array(valueFound),
      open: z.boolean(),
      remembered: rememberedBy,
    })
    .nullable(),
  /** Questions that were mended or left out by hand since; reading again gives them up. */
  mends: z.number().int(),
  /** Whether the file is still there to be read again. */
  kept: z.boolean(),
});
export type DraftMapping = z.infer<typeof draftMapping>;

/** A mapping that is applied by itself to every file with these columns. */
export const rememberedMapping = z.object({
  signature: sha256,
  /** Names of the columns, as the first such file had them. */
  columns: z.array(z.string()),
  /** What each of them is read as, by name or as a clerk said; null where it was left out on purpose. */
  fields: z.array(z.object({ column: z.string(), as: mappedField.nullable() })),
  /** What values of such files mean. */
  values: z.array(z.object({ field: valueField, text: z.string(), as: z.string() })),
  by: z.string(),
  at: epochMs,
  used: z.number().int(),
});
export type RememberedMapping = z.infer<typeof rememberedMapping>;

const clerks = ['registry', 'admin'] as const;
export const mappingRoutes = {
  draftMapping: route({
    method: 'get',
    path: '/banks/drafts/:draftId/mapping',
    access: clerks,
    summary: 'Which columns the file of a draft has, what each was taken for, and how answers were read',
    params: z.object({ draftId: id }),
    out: draftMapping,
  }),
  reread: route({
    method: 'post',
    path: '/banks/drafts/:draftId/mapping',
    access: clerks,
    summary:
      'Read the kept file of a draft again as a clerk says; may be remembered for files with these columns',
    params: z.object({ draftId: id }),
    body: z.strictObject({
      sources: z.array(sourceMapping).max(200),
      hints: uploadHints,
      remember: z.boolean(),
      /** Must be true where the draft was mended by hand: that is lost. */
      dropMends: z.boolean(),
    }),
    out: bankDraft,
  }),
  mappings: route({
    method: 'get',
    path: '/banks/mappings',
    access: clerks,
    summary: 'Mappings that are applied by themselves, newest first',
    out: z.object({ mappings: z.array(rememberedMapping) }),
  }),
  forget: route({
    method: 'delete',
    path: '/banks/mappings/:signature',
    access: clerks,
    summary: 'Forget a mapping; files that were read with it stay as they are',
    params: z.object({ signature: sha256 }),
    out: z.object({}),
  }),
} as const;

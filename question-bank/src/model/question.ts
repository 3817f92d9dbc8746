import { z } from 'zod';
import { localesIn, localText, type LocalText } from './locale';

export { localText, type LocalText } from './locale';

/** Question types of the national bank: judge = 判断, single = 单选, multi = 多选 (all-or-nothing). */
export const questionType = z.enum(['judge', 'single', 'multi']);
export type QuestionType = z.infer<typeof questionType>;

/** Which rule the key rests on. `code` is a statute's short name or a standard; `article` as printed there. */
export const lawRef = z.strictObject({
  code: z.string().min(1),
  article: z.string().min(1),
  note: z.string().optional(),
});
export type LawRef = z.infer<typeof lawRef>;

/** Vehicle groups a question is for: car = 汽车, moto = 摩托车, bus = 客车, truck = 货车, trailer = 轻型牵引挂车. */
export const vehicleGroup = z.enum(['car', 'moto', 'bus', 'truck', 'trailer']);
export type VehicleGroup = z.infer<typeof vehicleGroup>;

/** K1 = 科目一 rules; K3 = 科目三安全文明驾驶常识. */
export const subject = z.enum(['K1', 'K3']);
export type Subject = z.infer<typeof subject>;

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const option = z.strictObject({ id: z.string().regex(/^[A-H]$/), text: localText });
export type Option = z.infer<typeof option>;

export const mediaRef = z.strictObject({
  /** File name inside the bank's media folder, e.g. `sign-stop.svg`; letters of any script, no path. */
  file: z.string().regex(/^[\p{L}\p{N}_-][\p{L}\p{N}_.-]*$/u),
  /** What the picture shows, without giving the answer away. */
  alt: localText,
});
export type MediaRef = z.infer<typeof mediaRef>;

/**
 * One question as the registry office owns it, key included. Never leaves the server.
 * judge: options are exactly A 正确 / B 错误 and `shuffle` is false. single: one answer of 3–4 options.
 * multi: at least two answers of 4 options.
 */
export const question = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/),
  type: questionType,
  subjects: z.array(subject).min(1),
  vehicles: z.array(vehicleGroup).min(1),
  /** Chapter name as the exam kinds' blueprints spell it. */
  chapter: z.string().min(1),
  stem: localText,
  options: z.array(option).min(2).max(8),
  /** Ids of the right options, ascending. */
  answer: z.array(z.string()).min(1),
  explanation: localText.optional(),
  lawRef: z.array(lawRef).default([]),
  validFrom: isoDate.optional(),
  validTo: isoDate.optional(),
  media: z.array(mediaRef).default([]),
  /** Whether the options may be shown in another order. */
  shuffle: z.boolean().default(true),
  /** 1 easy … 3 hard. */
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
  tags: z.array(z.string()).default([]),
});
export type Question = z.infer<typeof question>;

/** A bank file in our own JSON form. */
export const bankFile = z.strictObject({
  format: z.literal('kaotai-bank'),
  version: z.literal(1),
  name: localText,
  questions: z.array(question),
});
export type BankFile = z.infer<typeof bankFile>;

/** All texts of a question that are in several languages. */
export function textsOf(q: Question): LocalText[] {
  return [
    q.stem,
    ...q.options.map((o) => o.text),
    ...(q.explanation ? [q.explanation] : []),
    ...q.media.map((m) => m.alt),
  ];
}

/** The languages in which a candidate can read a whole question: its stem and every option. */
export function wholeLocales(q: Question): string[] {
  return localesIn([q.stem]).filter((tag) => q.options.every((o) => o.text[tag] !== undefined));
}

/** The languages that every one of these questions has whole, Chinese first; none where there are no questions. */
export function commonLocales(questions: readonly Question[]): string[] {
  const [first, ...rest] = questions;
  if (!first) return [];
  let common = wholeLocales(first);
  for (const q of rest) {
    if (common.length === 1) break;
    common = common.filter(
      (tag) => q.stem[tag] !== undefined && q.options.every((o) => o.text[tag] !== undefined),
    );
  }
  return common;
}

/** The chapter of questions whose file says none. */
export const NO_CHAPTER = '未分章';

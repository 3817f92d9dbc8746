import { z } from 'zod';
import type { Issue, Position } from '../model/issue';
import { localeOf } from '../model/locale';
import {
  lawRef,
  mediaRef,
  questionType,
  subject,
  vehicleGroup,
  type LocalText,
  type Question,
} from '../model/question';

const words = z.string().catch('');
/** Languages under the names they should have; what is called by no language's name is not kept. */
const local = z.record(z.string(), z.unknown()).transform((texts): LocalText => {
  const kept: LocalText = { 'zh-CN': '' };
  for (const [name, text] of Object.entries(texts)) {
    const tag = localeOf(name);
    if (tag !== undefined && typeof text === 'string') kept[tag] = text;
  }
  return kept;
});
const list = <T extends z.ZodType>(of: T) => z.array(of).catch([]);

/** A question that is not one yet: the fields of the model with whatever they hold, for a clerk to complete. */
const looseQuestion = z.object({
  id: words,
  type: questionType.optional().catch(undefined),
  subjects: list(subject),
  vehicles: list(vehicleGroup),
  chapter: words,
  stem: local.catch({ 'zh-CN': '' }),
  options: list(z.object({ id: words, text: local.catch({ 'zh-CN': '' }) })),
  answer: list(words),
  explanation: local.optional().catch(undefined),
  lawRef: list(lawRef),
  validFrom: z.string().optional().catch(undefined),
  validTo: z.string().optional().catch(undefined),
  media: list(mediaRef),
  shuffle: z.boolean().catch(true),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]).catch(2),
  tags: list(words),
});
export type LooseQuestion = z.infer<typeof looseQuestion>;

/** A question of the file that stays out, as far as it could be read, and why. */
export interface RefusedRow {
  at: Position;
  question: LooseQuestion;
  /** The answer as the file writes it. */
  answerText?: string;
  issues: Issue[];
}

/** Takes what is usable of a would-be question; undefined where that is nothing. */
export function looseOf(value: unknown): LooseQuestion | undefined {
  const got = looseQuestion.safeParse(value);
  if (!got.success) return undefined;
  const { stem, options, media } = got.data;
  return stem['zh-CN'] === '' && options.length === 0 && media.length === 0 ? undefined : got.data;
}

/** A question of the model as a clerk may change it. */
export const asLoose = (q: Question): LooseQuestion => looseQuestion.parse(q);

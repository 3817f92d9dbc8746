import type { NumberCoding } from './number-coding';

/** How a bank writes an answer, for the report: by letters, words, the option's text, marks at the option, numbers. */
export type AnswerForm = 'letters' | 'words' | 'text' | 'marks' | 'keys' | NumberCoding;

/** Answers of one group that were written in one way, with three of them as the clerk can check them. */
export interface AnswersRead {
  form: AnswerForm;
  count: number;
  examples: { answer: string; meaning: string; stem: string }[];
}

/** Answers that are numbers, and what three of them would mean by each coding that can read them. */
export interface NumbersAsked {
  /** The coding they were read by; null where nothing tells, so that all were refused. */
  coding: NumberCoding | null;
  count: number;
  examples: { answer: string; stem: string; options: string[]; as: Partial<Record<NumberCoding, string>> }[];
}

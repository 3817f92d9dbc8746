import type { Issue, Position } from '../model/issue';
import { question } from '../model/question';
import type { BankFormat } from '../read/formats';
import { modelIssue } from '../read/model-issue';
import type { BankRead } from '../read/read-bank';
import { looseOf } from '../read/refused-row';
import { checkBank, type BankChecked, type CheckOptions } from './check-bank';

/** A bank that was read before and in which questions were changed since. */
export interface BankChanged {
  format: BankFormat;
  /** Every question that is not left out on purpose, with its place in the file it came from. */
  entries: readonly { at: Position; question: unknown }[];
  /** What was said about the file itself when it was read. */
  reading: readonly Issue[];
  media: ReadonlyMap<string, Uint8Array>;
}

/** Of one question; the rest shows when these are mended. */
const FAULTS_SHOWN = 5;

/** Holds a changed bank against the model and every rule again, as if it had been read so. */
export function recheckBank(bank: BankChanged, options: CheckOptions): BankChecked {
  const read: BankRead = {
    format: bank.format,
    coding: null,
    answers: [],
    sources: [],
    numbers: null,
    read: bank.entries.length,
    own: true,
    candidates: [],
    media: bank.media,
    issues: [...bank.reading],
    refused: [],
    categories: [],
    leftOut: 0,
  };
  for (const { at, question: raw } of bank.entries) {
    const parsed = question.safeParse(raw);
    if (parsed.success) read.candidates.push({ question: parsed.data, where: () => at });
    else {
      const issues = parsed.error.issues.slice(0, FAULTS_SHOWN).map((i) => modelIssue(i, () => at, raw));
      read.issues.push(...issues);
      const loose = looseOf(raw);
      if (loose) read.refused.push({ at, question: loose, issues });
    }
  }
  return checkBank(read, options);
}

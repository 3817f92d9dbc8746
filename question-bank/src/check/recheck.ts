import type { Issue, Position } from '../model/issue';
import { question } from '../model/question';
import type { BankFormat } from '../read/formats';
import { modelIssue } from '../read/model-issue';
import type { BankRead } from '../read/read-bank';
import { looseOf } from '../read/refused-row';
import { checkBank, type BankChecked, type CheckOptions } from './check-bank';
import { CheckMemory, kept, type Parsed } from './memory';

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

/**
 * Holds a changed bank against the model and every rule again, as if it had been read so. With a memory of the last
 * check only entries that are other objects now are looked at; what it says is the same.
 */
export function recheckBank(bank: BankChanged, options: CheckOptions): BankChecked {
  const read: BankRead = {
    format: bank.format,
    coding: null,
    answers: [],
    sources: [],
    numbers: null,
    values: [],
    read: bank.entries.length,
    own: true,
    candidates: [],
    media: bank.media,
    issues: [...bank.reading],
    refused: [],
    categories: [],
    leftOut: 0,
  };
  const memory = options.memory ?? new CheckMemory();
  for (const entry of bank.entries) {
    const known = kept(memory.parsed, entry, () => parsed(entry));
    if ('candidate' in known) {
      read.candidates.push(known.candidate);
      continue;
    }
    for (const issue of known.issues) read.issues.push(issue);
    if (known.row) read.refused.push(known.row);
  }
  return checkBank(read, { ...options, memory });
}

function parsed({ at, question: raw }: BankChanged['entries'][number]): Parsed {
  const found = question.safeParse(raw);
  if (found.success) return { candidate: { question: found.data, where: () => at } };
  const issues = found.error.issues.slice(0, FAULTS_SHOWN).map((i) => modelIssue(i, () => at, raw));
  const loose = looseOf(raw);
  return { issues, ...(loose ? { row: { at, question: loose, issues } } : {}) };
}

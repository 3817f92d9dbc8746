import { question, type Question } from 'question-bank';
import { held, type Long } from './bank-transfer';
import { mergeOver, type BankContent } from '../review/merge';

/** Questions as they are stored, and the hash of each of their pictures, by file name. */
export interface SentContent {
  questions: Long<Question>;
  media: ReadonlyMap<string, string>;
}
/**
 * A bank for the child process, which asks for its questions some at a time and lays them over each other: tens of
 * thousands would hold up the server that did it.
 */
export interface SentBank {
  own: SentContent;
  /** What the own ones are laid over; see mergeOver. */
  over: SentContent | null;
  complete: boolean;
}

const arrived = ({ questions, media }: SentContent): BankContent => ({
  questions: held(questions).map((q) => question.parse(q)),
  media,
});

/** The whole bank, in the child. */
export function bankThatCame({ own, over, complete }: SentBank): BankContent {
  return over ? mergeOver(arrived(over), arrived(own), complete) : arrived(own);
}

import { lawContent, type Question } from 'question-bank';
import type { LawChangeStore } from '../laws/law-changes.store';
import type { WithdrawalStore } from './withdrawals.store';

/** Everything that keeps questions out of draws, whichever version is in force. */
export interface Withheld {
  /** Withdrawn, whatever their text. */
  ids: ReadonlySet<string>;
  /** Held since a rule changed: by question, each text (lawContent) from the day the rule counts. */
  held: ReadonlyMap<string, readonly { content: string; from: string }[]>;
}

/** The one way out of draws, for whatever takes questions out. */
export async function readWithheld(
  withdrawals: Pick<WithdrawalStore, 'ids'>,
  laws: Pick<LawChangeStore, 'held'>,
): Promise<Withheld> {
  const held = new Map<string, { content: string; from: string }[]>();
  for (const { questionId, content, from } of await laws.held())
    held.set(questionId, [...(held.get(questionId) ?? []), { content, from }]);
  return { ids: await withdrawals.ids(), held };
}

/**
 * Questions of a version that no draw may take on a day. A question whose text or key is another than the one that is
 * held is free: it was mended.
 */
export function goneOn(
  { ids, held }: Withheld,
  keyed: ReadonlyMap<string, Question>,
  day: string,
): ReadonlySet<string> {
  const gone = new Set(ids);
  for (const [id, texts] of held) {
    const q = keyed.get(id);
    if (!q || texts.every((t) => t.from > day)) continue;
    const content = lawContent(q);
    if (texts.some((t) => t.from <= day && t.content === content)) gone.add(id);
  }
  return gone;
}

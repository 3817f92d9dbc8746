import type { JsonNode } from '../json-tree';
import { keyFacts } from './key-facts';
import { optionKeys } from './keys';
import { SPREAD } from './literal';

const OPTIONISH = /option|choice|choise|answer|alternative|response|variant|opts?$|选项/i;

/** Whether what stands by a key decides what a question asks or which answer is right. */
function matters(key: string): boolean {
  if (key === SPREAD) return true;
  const { meaning, listRank, optionPlace, flagPlace, holdsFlags } = keyFacts(key);
  return (
    ['stem', 'answer', 'picture'].includes(meaning?.key ?? '') ||
    [listRank, optionPlace, flagPlace, optionKeys.textRank(key)].some((x) => x !== undefined) ||
    holdsFlags ||
    optionKeys.isFlag(key)
  );
}

function empty(node: JsonNode): void {
  const value = node.value as Record<string, unknown>;
  for (const key of Object.keys(value)) delete value[key];
  node.members?.clear();
}

/**
 * Empties every object that asks something and of which a part that matters stands as an expression, so that it is refused as
 * a whole instead of read with an option less. `unread` are the places of such expressions.
 */
export function emptyUnread(node: JsonNode, unread: ReadonlySet<number>): 'open' | 'emptied' | undefined {
  if (node.items) {
    const found = node.items.map((item) => emptyUnread(item, unread));
    return found.includes('open') ? 'open' : found.includes('emptied') ? 'emptied' : undefined;
  }
  const { members } = node;
  if (!members) return undefined;
  if (members.size === 0) return unread.has(node.start) ? 'open' : undefined;
  let [open, asks, holds] = [false, false, false];
  for (const [key, child] of members) {
    const found = emptyUnread(child, unread);
    if (found === 'open' ? matters(key) : found === 'emptied' && OPTIONISH.test(key)) open = true;
    if (typeof child.value === 'string' && keyFacts(key).meaning?.key === 'stem') asks = true;
    if (child.items?.some((i) => i.members)) holds = true;
  }
  if (!open) return undefined;
  if (asks) {
    empty(node);
    return 'emptied';
  }
  return holds ? undefined : 'open';
}

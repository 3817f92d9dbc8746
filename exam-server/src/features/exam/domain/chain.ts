import { createHash } from 'node:crypto';
import { canonicalJson } from 'question-bank';
import type { AttemptEvent, NewEvent } from './events';

/** What the first event of a log points back to. */
export const GENESIS = '0'.repeat(64);

/** Hash of one event: SHA-256 over the former hash and the event's canonical JSON. */
export function eventHash(e: {
  attemptId: string;
  seq: number;
  at: number;
  kind: string;
  data: unknown;
  prevHash: string;
}): string {
  const { attemptId, seq, at, kind, data, prevHash } = e;
  return createHash('sha256')
    .update(prevHash)
    .update(canonicalJson({ attemptId, seq, at, kind, data }))
    .digest('hex');
}

/** Numbers and chains new events behind the last one of a log. */
export function chain(
  attemptId: string,
  last: { seq: number; hash: string },
  at: number,
  events: readonly NewEvent[],
): AttemptEvent[] {
  let { seq, hash } = last;
  return events.map((e) => {
    const open = { ...e, attemptId, seq: ++seq, at, prevHash: hash };
    hash = eventHash(open);
    return { ...open, hash };
  });
}

/** First sequence number at which a log is broken (gap, changed event, wrong link), or null when it is whole. */
export function brokenAt(events: readonly AttemptEvent[]): number | null {
  let prev = GENESIS;
  let seq = 0;
  for (const e of events) {
    if (e.seq !== ++seq || e.prevHash !== prev || e.hash !== eventHash(e)) return seq;
    prev = e.hash;
  }
  return null;
}

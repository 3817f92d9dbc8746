import { createHash } from 'node:crypto';
import { canonicalJson } from 'question-bank';
import type { AuditAction } from './audit-actions';

/** What a row may say besides who, what and whom: small facts, never a secret or an ID number. */
export type AuditDetail = Record<string, string | number | boolean | null | string[]>;

export interface AuditEntry {
  /** Who did it: `actorOf(caller)`, or `system`. */
  actor: string;
  action: AuditAction;
  /** What it was done to: `<kind>/<id>`. */
  target: string;
  detail?: AuditDetail;
}

/** A row of the chain. `at` grows from row to row, also when two deeds fall into one millisecond. */
export interface AuditDoc {
  _id: string;
  seq: number;
  at: number;
  actor: string;
  action: AuditAction;
  target: string;
  detail: AuditDetail;
  prevHash: string;
  hash: string;
}

/** Where the chain stands: number, moment and hash of its last row. */
export interface ChainHead {
  seq: number;
  at: number;
  hash: string;
}
export const CHAIN_START: ChainHead = { seq: 0, at: 0, hash: '0'.repeat(64) };

const FORBIDDEN = /password|token|secret|embedding|^code$|^idNumber$/i;
const ID_NUMBER = /\b\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[\dXx]\b/g;

/**
 * The detail as it may be kept for ever: ID numbers inside texts are struck out.
 * @throws Error where a key is the name of a secret, which is a defect of the caller.
 */
export function scrub(detail: AuditDetail): AuditDetail {
  const clean = (s: string) => s.replace(ID_NUMBER, (n) => `${n.slice(0, 4)}**********${n.slice(-4)}`);
  const kept: AuditDetail = {};
  for (const [key, value] of Object.entries(detail)) {
    if (FORBIDDEN.test(key)) throw new Error(`an audit row must not hold '${key}'`);
    if (typeof value === 'string') kept[key] = clean(value);
    else kept[key] = Array.isArray(value) ? value.map(clean) : value;
  }
  return kept;
}

/** Hash of a row: SHA-256 over the former hash and the row's canonical JSON without its hashes. */
export function rowHash({ hash: _, prevHash, ...row }: Omit<AuditDoc, 'hash'> & { hash?: string }): string {
  return createHash('sha256').update(prevHash).update(canonicalJson(row)).digest('hex');
}

/** Chains entries behind the head. */
export function chainRows(
  head: ChainHead,
  now: number,
  entries: readonly AuditEntry[],
  newId: () => string,
): AuditDoc[] {
  let last = head;
  return entries.map(({ actor, action, target, detail }) => {
    const open = {
      _id: newId(),
      seq: last.seq + 1,
      at: Math.max(now, last.at + 1),
      actor,
      action,
      target,
      detail: scrub(detail ?? {}),
      prevHash: last.hash,
    };
    const row: AuditDoc = { ...open, hash: rowHash(open) };
    last = row;
    return row;
  });
}

/** The head after a row, or null where the row does not follow the head or was changed. */
export function follow(head: ChainHead, row: AuditDoc): ChainHead | null {
  const whole =
    row.seq === head.seq + 1 && row.at > head.at && row.prevHash === head.hash && row.hash === rowHash(row);
  return whole ? { seq: row.seq, at: row.at, hash: row.hash } : null;
}

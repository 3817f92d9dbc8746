import { publish, type Question } from 'question-bank';
import { CHAIN_START, follow, type AuditDoc } from '../../audit';
import type { PublicationDoc } from './publications.store';

export interface VersionVerdict {
  hash: string;
  ok: boolean;
  /** Everything that does not agree, in plain words; empty where all does. */
  problems: string[];
  /** Number of the audit row that signs each publication, by the day it is in force from. */
  signed: { inForceFrom: string; auditRow: number | null; by: string; submitter: string | null }[];
}

const said = (value: unknown) => (typeof value === 'string' ? value : null);

/**
 * Whether a published version is what was approved: its content hashes to its name, every publication has the row
 * of the audit chain that was written with it (hash, day, approver, who handed it in), none was approved by who handed
 * it in, and the chain is whole. Pure; rows as the chain has them, first to last.
 */
export function verifyVersion(
  hash: string,
  content: { questions: readonly Question[]; media: ReadonlyMap<string, Uint8Array> },
  publications: readonly PublicationDoc[],
  chain: readonly AuditDoc[],
): VersionVerdict {
  const problems: string[] = [];
  try {
    const again = publish(content).hash;
    if (again !== hash) problems.push(`the content hashes to ${again}`);
  } catch (err) {
    problems.push(`the content is not whole: ${err instanceof Error ? err.message : String(err)}`);
  }
  let head = CHAIN_START;
  for (const row of chain) {
    const next = follow(head, row);
    if (!next) {
      problems.push(`the audit chain breaks at row ${row.seq}`);
      break;
    }
    head = next;
  }
  const own = publications.filter((p) => p.hash === hash);
  if (own.length === 0) problems.push('it was never put in force');
  const signed = own.map((p) => {
    const named = (action: string) =>
      chain.find(
        (r) => r.action === action && r.target === `bank/${hash}` && said(r.detail['publication']) === p._id,
      );
    // Rows written before versions had a day name no publication.
    const row =
      named('bank.publish') ??
      chain.find(
        (r) =>
          r.action === 'bank.publish' && r.target === `bank/${hash}` && r.detail['publication'] === undefined,
      );
    const submitter = said(row?.detail['submitter']);
    const about = `the publication from ${p.from}`;
    if (!row) problems.push(`${about} has no audit row`);
    else if (row.detail['publication'] !== undefined) {
      if (said(row.detail['hash']) !== hash) problems.push(`${about}: its audit row names another hash`);
      if (said(row.detail['inForceFrom']) !== p.from)
        problems.push(`${about}: its audit row says ${String(row.detail['inForceFrom'])}`);
      if (submitter !== null && submitter === row.actor)
        problems.push(`${about} was approved by who handed it in`);
    }
    if (p.cancelled && !named('bank.cancel')) problems.push(`${about} was taken back without an audit row`);
    if (!p.cancelled && named('bank.cancel')) problems.push(`${about} was taken back, and is not marked so`);
    return { inForceFrom: p.from, auditRow: row?.seq ?? null, by: row?.actor ?? p.publishedBy, submitter };
  });
  return { hash, ok: problems.length === 0, problems, signed };
}

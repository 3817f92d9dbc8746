import type { z } from 'zod';
import { errorCode, type ErrorCode } from 'exam-contract/errors';
import { siteRoutes } from 'exam-contract/http/sites';
import { failed, type Reply } from './failure';

const API = '/api/v1';
const enrolled = siteRoutes.enrolTerminal.out;
export type Enrolled = z.infer<typeof enrolled>;

async function call(path: string, init: RequestInit, timeoutMs: number): Promise<Reply<Response>> {
  let res: Response;
  try {
    res = await fetch(API + path, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  } catch {
    return failed(navigator.onLine ? 'TIMEOUT' : 'OFFLINE');
  }
  if (res.ok) return { ok: true, data: res };
  return failed(await codeOf(res));
}

async function codeOf(res: Response): Promise<ErrorCode> {
  const body: unknown = await res.json().catch(() => null);
  const code = errorCode.safeParse((body as { code?: unknown } | null)?.code);
  if (code.success) return code.data;
  return res.status >= 500 ? 'UNAVAILABLE' : 'BAD_REQUEST';
}

/** Makes this browser the terminal of a seat with the one-time code a site manager read out. */
export async function enrolTerminal(code: string): Promise<Reply<Enrolled>> {
  const res = await call(
    siteRoutes.enrolTerminal.path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) },
    10_000,
  );
  if (!res.ok) return res;
  const out = enrolled.safeParse(await res.data.json().catch(() => null));
  return out.success ? { ok: true, data: out.data } : failed('BAD_ANSWER');
}

/** A binary answer: a picture of the bank or the result sheet. */
export async function fetchBlob(path: string, token: string, timeoutMs = 20_000): Promise<Reply<Blob>> {
  const res = await call(path, { headers: { authorization: `Bearer ${token}` } }, timeoutMs);
  if (!res.ok) return res;
  try {
    return { ok: true, data: await res.data.blob() };
  } catch {
    return failed('TIMEOUT');
  }
}

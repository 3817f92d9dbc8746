import { bankExportRoutes, EXPORT_TOO_LARGE, type exportFormat } from 'exam-contract/http/bank-exports';
import { Failure, failureOf } from '../../net/failure';
import { session } from '../../net/session';

export type ExportFormat = (typeof exportFormat.options)[number];
/** Bytes of text in a file and how many an import here takes. */
export interface TooLarge {
  bytes: number;
  limit: number;
}

/**
 * Has a version written as a file and receives it; `onReceived` is told how much of it has come, 0..1. Aborting the
 * signal ends the work on the server. @throws Failure
 */
export async function downloadExport(
  asked: { hash: string; format: ExportFormat; exportId: string },
  onReceived: (share: number) => void,
  signal: AbortSignal,
): Promise<{ blob: Blob; tooLarge: TooLarge | null }> {
  const { hash, ...query } = asked;
  const path = bankExportRoutes.exported.path.replace(':hash', hash);
  try {
    const res = await fetch(`/api/v1${path}?${new URLSearchParams(query)}`, {
      headers: { authorization: `Bearer ${session.get()?.token ?? ''}` },
      signal,
    });
    if (!res.ok) {
      const failure = failureOf(res.status, await res.json().catch(() => null));
      if (failure.code === 'UNAUTHENTICATED') session.expire();
      throw failure;
    }
    const total = Number(res.headers.get('content-length') ?? 0);
    const pieces: BlobPart[] = [];
    let got = 0;
    onReceived(0);
    const reader = res.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      pieces.push(next.value);
      got += next.value.length;
      if (total > 0) onReceived(got / total);
    }
    const [bytes = 0, limit = 0] = (res.headers.get(EXPORT_TOO_LARGE) ?? '').split('/').map(Number);
    return { blob: new Blob(pieces), tooLarge: limit > 0 ? { bytes, limit } : null };
  } catch (err) {
    if (err instanceof Failure) throw err;
    throw new Failure(signal.aborted ? 'CANCELLED' : 'OFFLINE');
  }
}

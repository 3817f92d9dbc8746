import { bankRoutes, type BankDraft, type UploadHints } from 'exam-contract/http/banks';
import { Failure, failureOf } from '../../net/failure';
import { session } from '../../net/session';

/** A random UUID also where the page came over plain http, which has no `randomUUID`. */
export function newUploadId(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const parsedOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Sends a bank file with what the clerk says about it, and tells how much of it has arrived, 0..1: fetch cannot.
 * Aborting the signal ends it on both sides. @throws Failure
 */
export function uploadBank(
  file: File,
  about: UploadHints & { uploadId: string },
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<BankDraft> {
  const { file: field, path, out } = bankRoutes.upload;
  if (file.size > field.maxBytes) return Promise.reject(new Failure('PAYLOAD_TOO_LARGE'));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}?${new URLSearchParams(about)}`);
    request.setRequestHeader('authorization', `Bearer ${session.get()?.token ?? ''}`);
    request.upload.onprogress = (e) => onSent(e.lengthComputable ? e.loaded / e.total : 0);
    request.onerror = () => reject(new Failure('OFFLINE'));
    request.onabort = () => reject(new Failure('CANCELLED'));
    signal.addEventListener('abort', () => request.abort());
    request.onload = () => {
      const body = parsedOf(request.responseText);
      if (request.status < 200 || request.status > 299) {
        const failure = failureOf(request.status, body);
        if (failure.code === 'UNAUTHENTICATED') session.set(null);
        return reject(failure);
      }
      const draft = out.safeParse(body);
      if (draft.success) resolve(draft.data);
      else reject(new Failure('INTERNAL'));
    };
    const form = new FormData();
    form.append(field.field, file);
    request.send(form);
  });
}

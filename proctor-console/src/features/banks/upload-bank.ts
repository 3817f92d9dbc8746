import { bankRoutes, type BankDraft, type UploadHints } from 'exam-contract/http/banks';
import { Failure, failureOf } from '../../net/failure';
import { session } from '../../net/session';

const parsedOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Sends a bank file with what the clerk says about it, and tells how much of it has arrived, 0..1: fetch cannot.
 * @throws Failure
 */
export function uploadBank(
  file: File,
  hints: UploadHints,
  onSent: (share: number) => void,
): Promise<BankDraft> {
  const { file: field, path, out } = bankRoutes.upload;
  if (file.size > field.maxBytes) return Promise.reject(new Failure('PAYLOAD_TOO_LARGE'));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}?${new URLSearchParams(hints)}`);
    request.setRequestHeader('authorization', `Bearer ${session.get()?.token ?? ''}`);
    request.upload.onprogress = (e) => onSent(e.lengthComputable ? e.loaded / e.total : 0);
    request.onerror = () => reject(new Failure('OFFLINE'));
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

import { fetchBlob } from '../net/http';
import { failed, type Reply } from '../net/failure';

let frame: HTMLIFrameElement | null = null;
let url: string | null = null;

/** Takes the sheet out of the page again. */
export function clearSheet(): void {
  frame?.remove();
  if (url) URL.revokeObjectURL(url);
  frame = url = null;
}

/**
 * Fetches the result sheet and opens the browser's printing for it through a hidden frame. `ok` means that printing
 * was opened; whether paper came out only a person can see.
 */
export async function printSheet(attemptId: string, token: string): Promise<Reply<null>> {
  const pdf = await fetchBlob(`/attempts/${attemptId}/sheet.pdf`, token);
  if (!pdf.ok) return pdf;
  if (navigator.pdfViewerEnabled === false) return failed('UNSUPPORTED_TYPE');
  clearSheet();
  url = URL.createObjectURL(new Blob([pdf.data], { type: 'application/pdf' }));
  const el = document.createElement('iframe');
  el.className = 'print-frame';
  el.title = 'PDF';
  el.setAttribute('aria-hidden', 'true');
  el.tabIndex = -1;
  frame = el;
  const loaded = new Promise<boolean>((resolve) => {
    el.onload = () => resolve(true);
    el.onerror = () => resolve(false);
    setTimeout(() => resolve(false), 15_000);
  });
  el.src = url;
  document.body.append(el);
  if (!(await loaded)) return failed('TIMEOUT');
  try {
    el.contentWindow?.focus();
    el.contentWindow?.print();
  } catch {
    return failed('UNSUPPORTED_TYPE');
  }
  return { ok: true, data: null };
}

/** What the first bytes say a file is, whatever its name says. */
export type Content =
  | 'zip'
  | 'cfb'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'pdf'
  | 'gzip'
  | 'rar'
  | '7z'
  | 'exe'
  | 'sqlite'
  | 'bplist'
  | 'html'
  | 'text';

const MAGIC: readonly [Content, readonly number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['cfb', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  [
    'sqlite',
    [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0x00],
  ],
  ['bplist', [0x62, 0x70, 0x6c, 0x69, 0x73, 0x74]],
  ['exe', [0x4d, 0x5a, 0x90, 0x00]],
];

export function sniff(bytes: Uint8Array): Content {
  for (const [content, magic] of MAGIC) if (magic.every((b, i) => bytes[i] === b)) return content;
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  return looksLikePage(head) ? 'html' : 'text';
}

const MARK = String.fromCharCode(0xef, 0xbb, 0xbf);
/** Whether it begins as a page, or as the bare tables that systems write and call an Excel file. */
function looksLikePage(head: string): boolean {
  const text = head.startsWith(MARK) ? head.slice(MARK.length) : head;
  return /^\s*(?:<!--[^>]{0,100}-->\s*)?<(?:!doctype html|html|head|meta|style|body|table|div|center)[\s>]/i.test(
    text,
  );
}

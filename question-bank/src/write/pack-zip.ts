import { picturesUsed, type BankToWrite } from './export-form';
import { MemorySink, utf8, writeTexts, type Sink } from './sink';
import { ZipWriter } from './zip-writer';

/** A ZIP archive of the files; see ZipWriter. */
export function packZip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const sink = new MemorySink();
  const zip = new ZipWriter(sink);
  for (const [path, bytes] of files) zip.add(path, bytes);
  zip.end();
  return sink.bytes;
}

/** Adds the pictures a bank's questions name, one after another. */
export function addMedia(
  zip: ZipWriter,
  { media, onProgress }: BankToWrite,
  files: ReadonlySet<string>,
): void {
  let done = 0;
  for (const file of files) {
    const bytes = media.get(file);
    if (bytes) zip.add(`media/${file}`, bytes);
    onProgress?.({ phase: 'pictures', done: (done += 1), total: files.size });
  }
}

/** Writes a bank file alone, or as a ZIP with its pictures in `media/`. */
export async function withPictures(
  path: string,
  texts: Iterable<string>,
  bank: BankToWrite,
  sink: Sink,
): Promise<{ zipped: boolean; textBytes?: number }> {
  const files = picturesUsed(bank);
  if (files.size === 0) {
    writeTexts(sink, texts);
    return { zipped: false };
  }
  const zip = new ZipWriter(sink);
  await zip.addLong(path, utf8(texts));
  addMedia(zip, bank, files);
  zip.end();
  return { zipped: true, textBytes: zip.textBytes };
}

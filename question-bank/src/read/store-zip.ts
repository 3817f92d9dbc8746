import { MemorySink } from '../write/sink';
import { ZipWriter } from '../write/zip-writer';

/** A ZIP archive of the files, uncompressed. */
export function storeZip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const sink = new MemorySink();
  const zip = new ZipWriter(sink, { stored: true });
  for (const [path, bytes] of files) zip.add(path, bytes);
  zip.end();
  return sink.bytes;
}

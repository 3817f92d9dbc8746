/** Takes a file from its front to its back; nothing that was written is looked at again. */
export interface Sink {
  write(bytes: Uint8Array): void;
}

/** Keeps what is written. */
export class MemorySink implements Sink {
  private readonly chunks: Uint8Array[] = [];

  write(bytes: Uint8Array): void {
    this.chunks.push(bytes);
  }
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** Characters that become bytes at once. */
const CHUNK = 65_536;

/** Texts that follow one another as UTF-8, some of them at a time. No text may end within a character. */
export function* utf8(texts: Iterable<string>): Generator<Buffer> {
  let some: string[] = [];
  let length = 0;
  for (const text of texts) {
    some.push(text);
    length += text.length;
    if (length < CHUNK) continue;
    yield Buffer.from(some.join(''));
    [some, length] = [[], 0];
  }
  if (length > 0) yield Buffer.from(some.join(''));
}

/** Writes texts one after another. */
export function writeTexts(sink: Sink, texts: Iterable<string>): void {
  for (const bytes of utf8(texts)) sink.write(bytes);
}

import type { DocumentLine } from './document/line';
import type { MappingOptions } from './mapping';
import type { ReadLimits } from './limits';
import type { RawBank } from './record';

/** What a reader is given: one file, and the files that lie beside it in its archive or folder, by path. */
export interface ReaderInput {
  bytes: Buffer;
  /** How the file is named in positions. */
  file: string;
  /** The path of the file among `beside`, with `/`. */
  path: string;
  beside: ReadonlyMap<string, Buffer>;
  limits: ReadLimits;
  /** Keys of a document that stand in another file beside it. */
  keys?: readonly DocumentLine[];
  /** What the clerk said about columns and keys. */
  mapping: MappingOptions;
}

/** A reader of one text format. Never throws for what is in the file. */
export type TextReader = (text: string, input: ReaderInput) => RawBank | Promise<RawBank>;

import { SaxesParser } from 'saxes';

/** Why a document could not be read, and where. */
export interface XmlFault {
  ok: false;
  fault: 'syntax' | 'entities' | 'depth' | 'size';
  line: number;
  character: number;
  reason: string;
}

/** Ends the telling of a document that asks for more than it may. */
export class XmlStop extends Error {
  readonly fault: Exclude<XmlFault['fault'], 'syntax'>;
  constructor(fault: XmlStop['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/** What is told of a document while it is read; names without their prefixes, attributes with them. */
export interface XmlListener {
  /** `at` is where the tag ends, `column` from 0. */
  open(
    name: string,
    attributes: Readonly<Record<string, string>>,
    at: Readonly<{ line: number; column: number }>,
  ): void;
  close(name: string): void;
  text(text: string): void;
}

export const bareName = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Tells a document, given in pieces, to `listener`. One that declares entities is refused as a whole: none of the
 * formats read here needs them, and they are how a kilobyte becomes a gigabyte or a file on the disk. Nothing is
 * fetched. Undefined where all was read.
 */
export function tellXml(
  pieces: Iterable<string>,
  listener: XmlListener,
  maxDepth: number,
): XmlFault | undefined {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw new XmlStop('entities');
  });
  parser.on('opentag', (tag) => {
    listener.open(bareName(tag.name), tag.attributes, parser);
    depth += 1;
    if (depth > maxDepth) throw new XmlStop('depth');
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    listener.close(bareName(tag.name));
  });
  const text = (piece: string) => listener.text(piece);
  parser.on('text', text);
  parser.on('cdata', text);
  try {
    for (const piece of pieces) parser.write(piece);
    parser.close();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fault = error instanceof XmlStop ? error.fault : 'syntax';
    return { ok: false, fault, line: parser.line, character: parser.column + 1, reason };
  }
  return undefined;
}

import { StringDecoder } from 'node:string_decoder';
import { tellXml, type XmlFault, type XmlListener } from '../xml-told';

const PIECE = 1024 * 1024;
const DEEPEST = 200;

function* piecesOf(bytes: Buffer): Generator<string> {
  const decoder = new StringDecoder('utf8');
  for (let at = 0; at < bytes.length; at += PIECE) yield decoder.write(bytes.subarray(at, at + PIECE));
  yield decoder.end();
}

/** Reads XML a piece at a time and keeps nothing of it. Undefined where all was read. */
export const readSax = (bytes: Buffer, reader: XmlListener): XmlFault | undefined =>
  tellXml(piecesOf(bytes), reader, DEEPEST);

import { decodeText } from '../decode';
import { endingOf } from '../formats';
import type { ReadLimits } from '../limits';
import { memorySource } from '../source/byte-source';
import { readOdt } from '../open-document/odt';
import { pdfParts } from '../pdf/pdf';
import type { ReadWatch } from '../progress';
import { sniff } from '../sniff';
import { unzip } from '../unzip';
import { isListHeader, listedAnswers, numberRow, valueRow } from './answer-list';
import { linesOfDocx } from './docx';
import { headingOf, isAnswerListTitle } from './headings';
import { documentLines, type DocumentLine } from './line';
import { sectionKeys } from './section-keys';

/** A document that holds nothing but the keys of another one. */
export interface KeysApart {
  /** The path of the document with the questions, and of the one with the keys. */
  questions: string;
  keys: string;
  lines: readonly DocumentLine[];
}

const DOCUMENTS = ['txt', 'md', 'markdown', 'docx', 'odt', 'pdf'];
/** What the name of a file of keys says of it. */
const KEY_WORD =
  /(?:参考|标准|正确)?答案(?:与解析|及解析|和解析|解析|页|部分)?|\banswers?(?:[ _-]?keys?)?|\bkeys?\b/i;

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
/** A name without what tells questions from keys, and without what only sets words apart. */
const commonName = (path: string) =>
  nameOf(path)
    .replace(KEY_WORD, '')
    .replace(/试题|题目|题库|试卷|\bquestions?\b/gi, '')
    .replace(/[\s_（）()【】[\]\-—–·.、]+/g, '')
    .toLowerCase();

async function linesAt(bytes: Buffer, path: string, file: string, limits: ReadLimits, watch: ReadWatch) {
  const ending = endingOf(path);
  if (ending === 'pdf') {
    const { parts } = sniff(bytes) === 'pdf' ? await pdfParts({ bytes, file }, watch) : {};
    return parts ? linesOfDocx(parts, file) : [];
  }
  if (ending === 'docx' || ending === 'odt') {
    if (sniff(bytes) !== 'zip') return [];
    const { files } = await unzip(memorySource(bytes), file, limits, limits.maxTextBytes);
    return linesOfDocx(ending === 'odt' ? (readOdt(files, file).parts ?? new Map()) : files, file);
  }
  const decoded = decodeText(bytes);
  return decoded.ok ? documentLines(decoded.text, file) : [];
}

const isTitle = (text: string) =>
  text.length <= 60 && (isAnswerListTitle(text) || headingOf(text) !== undefined);
const isKey = ({ text, key }: DocumentLine) =>
  key === true ||
  listedAnswers(text).answers.length > 0 ||
  sectionKeys(text) !== undefined ||
  isListHeader(text) ||
  (numberRow(text)?.length ?? 0) > 1 ||
  valueRow(text) !== undefined;

/** Whether lines are keys alone, with titles and explanations among them. */
function keysAlone(lines: readonly DocumentLine[]): boolean {
  const said = lines.filter(({ text }) => text.trim() !== '');
  const keys = said.filter(isKey).length;
  // Titles of the paper stand in front; explanations of several lines are rarer than keys.
  return keys > 0 && keys + said.filter(({ text }) => isTitle(text)).length >= said.length * 0.6;
}

/**
 * Documents among files whose keys stand in another document, found by their names: `车规.docx` and `车规 答案.docx`,
 * or where there are two documents and one of them says that it holds the keys. One with questions in it is no such
 * document, whatever its name.
 * @param label how the folder is named in positions
 */
export async function keysApart(
  files: ReadonlyMap<string, Buffer>,
  paths: readonly string[],
  label: string,
  limits: ReadLimits,
  watch: ReadWatch,
): Promise<KeysApart[]> {
  const documents = paths.filter((path) => DOCUMENTS.includes(endingOf(path)));
  const found: KeysApart[] = [];
  for (const path of documents) {
    if (!KEY_WORD.test(nameOf(path))) continue;
    const others = documents.filter((other) => other !== path && !found.some((f) => f.questions === other));
    const named = others.filter((other) => commonName(other) === commonName(path));
    const [questions, more] = named.length > 0 ? named : documents.length === 2 ? others : [];
    const bytes = files.get(path);
    if (questions === undefined || more !== undefined || !bytes) continue;
    const lines = await linesAt(bytes, path, `${label}/${path}`, limits, watch);
    if (keysAlone(lines)) found.push({ questions, keys: path, lines });
  }
  return found;
}

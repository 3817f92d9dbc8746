import type { Bilingual } from '../model/issue';
import type { LocalText, Question } from '../model/question';

/**
 * A bank to be written: its questions in the order they are to stand, and its pictures by file name. A picture is
 * asked for when it is written, so a map that makes its values on demand is never held whole.
 */
export interface BankToWrite {
  name: LocalText;
  questions: readonly Question[];
  media: ReadonlyMap<string, Uint8Array>;
  /** Told after each question and then after each picture that was written. */
  onProgress?: (written: { phase: 'questions' | 'pictures'; done: number; total: number }) => void;
}

/** The questions in their order with their places; each is told as written when the next one is asked for. */
export function* eachWritten({ questions, onProgress }: BankToWrite): Generator<[number, Question]> {
  const total = questions.length;
  for (const [i, q] of questions.entries()) {
    yield [i, q];
    onProgress?.({ phase: 'questions', done: i + 1, total });
  }
}

/** Something a format cannot hold or other programs will not show, and the ids of the questions it concerns. */
export interface Lost {
  what: Bilingual;
  questions: string[];
}

/** What is said of a file that was written. */
export interface FileWritten {
  /** Made from the bank's name; with an ending, without a path. */
  fileName: string;
  mime: string;
  /** Empty if the file holds everything. */
  lost: Lost[];
  /** Texts in the file and how many of them an import here takes, in bytes, where that is less; else null. */
  tooLargeHere: { bytes: number; limit: number } | null;
}
export interface Exported extends FileWritten {
  bytes: Buffer;
}

/** What a writer of one format says; the name is put to it by writeBank. */
export type Written = Omit<FileWritten, 'fileName' | 'tooLargeHere'> & {
  ending: string;
  /** Bytes of all that is no picture of its own, unpacked; all of the file where it is not said. */
  textBytes?: number;
  /** Bytes of pictures written into the text that a reading here takes out of it first. */
  takenOut?: number;
};

/** The entry, if it concerns any question. */
export function lostIn(
  questions: readonly Question[],
  test: (q: Question) => boolean,
  zh: string,
  en: string,
): Lost[] {
  const ids = questions.filter(test).map((q) => q.id);
  return ids.length === 0 ? [] : [{ what: { 'zh-CN': zh, en }, questions: ids }];
}

/** Pictures the questions name but the bank does not have: no export can hold them. */
export function picturesMissing({ questions, media }: BankToWrite): Lost[] {
  return lostIn(
    questions,
    (q) => q.media.some((m) => !media.has(m.file)),
    '题库里没有这些题目的图片文件，只写出了文件名',
    'The bank does not have the pictures of these questions; only their names are written',
  );
}

/** The pictures the questions name, once each, in the order of their first use. */
export function picturesUsed({ questions, media }: BankToWrite): Set<string> {
  const used = new Set<string>();
  for (const q of questions) for (const { file } of q.media) if (media.has(file)) used.add(file);
  return used;
}

/** For formats that have no place for it. */
export function nameLost({ name }: BankToWrite): Lost[] {
  const what = {
    'zh-CN': `题库名称“${name['zh-CN']}”只在文件名里`,
    en: `The bank's name "${name.en ?? name['zh-CN']}" is only in the file's name`,
  };
  return [{ what, questions: [] }];
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issue, Position } from '../model/issue';
import type { ReadProgress } from '../read/progress';
import type { BankRead } from '../read/read-bank';
import { LazyMap } from '../read/source/lazy-map';
import { fitPicture } from './fit-picture';
import { say } from './rule';
import { isTextPicture } from './text-picture';

interface FitOptions {
  /** Pictures that lie beside the file and belong to it. */
  media?: ReadonlyMap<string, Uint8Array>;
  /** A folder of the caller's for pictures made smaller, so that they take no memory; else they are held. */
  folder?: string;
  onProgress?: (progress: ReadProgress) => void;
}

/** A bank whose pictures fit the kiosk, and those that turned out not to be decodable on the way. */
interface BankFitted {
  read: BankRead;
  undecodable: ReadonlySet<string>;
}

/** Where each picture is used first. */
function placesOf(read: BankRead): Map<string, () => Position> {
  const places = new Map<string, () => Position>();
  for (const candidate of read.candidates)
    for (const [i, { file }] of candidate.question.media.entries())
      if (!places.has(file))
        places.set(file, () => ({
          ...candidate.where(['media', i, 'file']),
          question: candidate.question.id,
        }));
  for (const { at, question } of read.refused)
    for (const { file } of question.media) if (!places.has(file)) places.set(file, () => at);
  return places;
}

const textOnly = (file: string, at: Position): Issue => ({
  code: 'PICTURE_TEXT_ONLY',
  severity: 'warning',
  at,
  value: file,
  message: say(`图片 ${file} 里只有文字`, `Picture ${file} holds nothing but text`),
  mend: say(
    '请把文字填进题干或选项：图片里的文字不能朗读、翻译和放大',
    'Type the text into the stem or the options: in a picture it cannot be read aloud, translated or enlarged',
  ),
});

/**
 * Makes the pictures of a bank that are too large for the kiosk smaller, one at a time, and says so for each with its
 * sizes; and points out those that hold only text. Names stay, and the office's file is not touched: whoever keeps that keeps the originals.
 */
export async function fitPictures(read: BankRead, options: FitOptions = {}): Promise<BankFitted> {
  const all = LazyMap.over(options.media ?? new Map<string, Uint8Array>(), read.media);
  const issues: Issue[] = [];
  const undecodable = new Set<string>();
  const places = placesOf(read);
  let done = 0;
  for (const [file, place] of places) {
    done += 1;
    if (done % 100 === 0) options.onProgress?.({ phase: 'pictures', done, total: places.size });
    const bytes = all.get(file);
    if (bytes && (await isTextPicture(bytes))) issues.push(textOnly(file, place()));
    const fitted = bytes && (await fitPicture(bytes));
    if (!fitted) continue;
    if ('undecodable' in fitted) {
      undecodable.add(file);
      continue;
    }
    const { before, after } = fitted;
    if (options.folder === undefined) all.set(file, fitted.bytes);
    else {
      const path = join(options.folder, `fitted-${randomUUID()}`);
      await writeFile(path, fitted.bytes);
      all.link(file, () => readFileSync(path));
    }
    issues.push({
      code: 'PICTURE_SHRUNK',
      severity: 'warning',
      at: place(),
      value: file,
      message: say(
        `图片 ${file} 太大，已缩小：${before} → ${after}`,
        `Picture ${file} was too large and was made smaller: ${before} → ${after}`,
      ),
      mend: say('请看一看图片是否仍然清楚', 'See whether the picture is still clear'),
    });
  }
  return { read: { ...read, media: all, issues: [...read.issues, ...issues] }, undecodable };
}

import { headingOf } from './headings';
import type { DocumentLine } from './line';
import { markersOf } from './markers';

const ANSWER =
  /^\s{0,8}[【[(（]?\s?(?:参考|正确|标准)?答案\s?[】\])）]?\s?[:：]?\s{0,4}[(（]?\s?(?:[A-HＡ-Ｈ](?:[、,，\s]{0,2}[A-HＡ-Ｈ]){0,7}|√|×|对|错|正确|错误)\s?[)）]?[。.]?\s*$/;

const OPTION = /^\s{0,8}[(（]?[A-HＡ-Ｈ]\s?[.．、:：)）]/;

/** A sentence without a number above the first answer is a question that lost it, unless it tells something of the sheet. */
const SENTENCE = /(?:[。？?！!）)]|吗)\s*$/;
const ABOUT = /^\s{0,8}[（(【[*※]?\s?(?:注|说明|提示|要求|本[卷套题]|以下|共\s?\d|答案)/;
const FIRST = /\d+/;

type Kind = 'answer' | 'number' | 'heading' | 'other';

function kindOf({ text, heading }: DocumentLine): Kind {
  if (text.length < 60 && ANSWER.test(text)) return 'answer';
  const first = markersOf(text.slice(0, 40))[0];
  if (
    first?.kind === 'number' &&
    first.place === 'start' &&
    first.form !== 'bare' &&
    first.style !== 'circle'
  )
    return 'number';
  return heading !== undefined || headingOf(text) !== undefined ? 'heading' : 'other';
}

/**
 * Lines in which every answer stands above the number of its question, with the answers below their questions. Anything
 * else is left as it is: one question with its answer below it, or a last one without, tells that they stand below.
 */
export function withAnswersBelow(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  if (!lines.some(({ text }) => text.length < 60 && ANSWER.test(text))) return lines;
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const kinds = filled.map(kindOf);
  const answers = kinds.filter((k) => k === 'answer').length;
  const first = kinds.findIndex((k) => k === 'answer' || k === 'number');
  // Options above the first answer are those of a question whose number was not seen.
  if (filled.slice(0, Math.max(0, first)).some(({ text }) => OPTION.test(text))) return lines;
  if (answers < 2 || kinds[first] !== 'answer' || kinds.at(-1) === 'answer') return lines;
  const [lead, one] = [filled[first - 1]?.text ?? '', filled[first + 1]?.text ?? ''];
  const numbered = Number(FIRST.exec(one.normalize('NFKC'))?.[0] ?? 1);
  const other = first > 0 && kinds[first - 1] === 'other' && !ABOUT.test(lead);
  if (other && (numbered > 1 || SENTENCE.test(lead))) return lines;
  if (kinds.some((k, i) => k === 'answer' && kinds[i + 1] !== 'number')) return lines;
  const out: DocumentLine[] = [];
  let held: DocumentLine | undefined;
  filled.forEach((line, i) => {
    const kind = kinds[i];
    if (held && (kind === 'answer' || kind === 'heading')) {
      out.push(held);
      held = undefined;
    }
    if (kind === 'answer') held = line;
    else out.push(line);
  });
  if (held) out.push(held);
  return out;
}

import { ownMark } from '../read/own/own-mark';
import type { Question } from '../model/question';
import {
  eachWritten,
  lostIn,
  nameLost,
  picturesMissing,
  type BankToWrite,
  type Written,
} from './export-form';
import { notShownElsewhere, plainVerdict, shareOf } from './foreign';
import { withPictures } from './pack-zip';
import type { Sink } from './sink';

/** Text with what GIFT gives a meaning escaped; line breaks as the two signs `\n`. */
const escaped = (text: string) =>
  text.replace(/[\\~=#{}:]/g, (c) => `\\${c}`).replace(/\r\n?|[\n\u2028\u2029]/g, '\\n');
/** A value between brackets of a comment. */
const bracketed = (text: string) => text.replace(/[[\]\s]+/g, ' ').trim();

function questionText(q: Question): string {
  const right = shareOf(q.answer.length);
  const general = q.explanation ? `####${escaped(q.explanation['zh-CN'])}` : '';
  const head = `::${escaped(q.id)}::${escaped(q.stem['zh-CN'])}`;
  if (plainVerdict(q)) return `${head}{${q.answer.includes('A') ? 'TRUE' : 'FALSE'}${general}}`;
  const several = q.answer.length > 1 || q.type === 'multi';
  const options = q.options.map((o) => {
    const text = escaped(o.text['zh-CN']);
    const isRight = q.answer.includes(o.id);
    // A text that begins with a percentage would be taken for the share of the score.
    const whole = text.startsWith('%') ? (isRight ? '%100%' : '%0%') : '';
    if (!several) return `\t${isRight ? '=' : '~'}${whole}${text}`;
    return `\t~%${isRight ? right : '-100'}%${text}`;
  });
  return `${head}{\n${options.join('\n')}\n${general === '' ? '' : `\t${general}\n`}}`;
}

function* blocks(bank: BankToWrite): Generator<string> {
  let chapter: string | undefined;
  for (const [, q] of eachWritten(bank)) {
    if (q.chapter !== chapter) {
      chapter = q.chapter;
      const path = [bank.name['zh-CN'], chapter].map((p) => escaped(p.replaceAll('/', '//').trim()));
      yield `$CATEGORY: $course$/top/${path.join('/')}`;
    }
    const text = questionText(q);
    const tags = q.tags
      .map(bracketed)
      .filter((t) => t !== '')
      .map((t) => ` [tag:${t}]`);
    yield `// [id:${q.id}]${tags.join('')}\n// ${ownMark(q, [text])}\n${text}`;
  }
}

/**
 * GIFT, a chapter a category. The format has no pictures: with pictures the file is a ZIP that keeps them for an
 * import here. Order of options cannot be said either.
 */
export async function writeGift(bank: BankToWrite, sink: Sink): Promise<Written> {
  const texts = function* () {
    let between = '';
    for (const block of blocks(bank)) {
      yield `${between}${block}`;
      between = '\n\n';
    }
    yield '\n';
  };
  const { zipped, ...size } = await withPictures('bank.gift', texts(), bank, sink);
  return {
    ...size,
    ending: zipped ? 'zip' : 'gift',
    mime: zipped ? 'application/zip' : 'text/plain; charset=utf-8',
    lost: [
      ...nameLost(bank),
      ...picturesMissing(bank),
      ...lostIn(
        bank.questions,
        (q) => q.media.length > 0,
        'GIFT 不能带图片，其他系统里这些题没有图（再导入时还在）',
        'GIFT holds no pictures: elsewhere these questions have none (an import here still finds them)',
      ),
      ...notShownElsewhere(bank),
    ],
  };
}

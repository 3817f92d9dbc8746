import { ownMark } from '../read/own/own-mark';
import { isTakenOut } from '../read/source/embedded';
import type { MediaRef, Question } from '../model/question';
import { eachWritten, nameLost, picturesMissing, type BankToWrite, type Written } from './export-form';
import { asHtml, notShownElsewhere, plainVerdict, shareOf } from './foreign';
import { writeTexts, type Sink } from './sink';
import { xmlSafe, xmlText } from './xml-text';

const textElement = (name: string, text: string, attributes = '') =>
  `    <${name}${attributes}><text>${xmlText(text)}</text></${name}>`;
const HTML = ' format="html"';

const pictureTag = ({ file, alt }: MediaRef) =>
  `<p><img src="@@PLUGINFILE@@/${encodeURIComponent(file)}" alt="${asHtml(alt['zh-CN'])}"></p>`;

/** Bytes of pictures that a reading here takes out before anything else. */
interface Sums {
  takenOut: number;
}

/** The attached pictures: bytes once a question, under their own names. */
function attached({ media }: Question, bytes: ReadonlyMap<string, Uint8Array>, sums: Sums): string {
  return [...new Set(media.map((m) => m.file))]
    .flatMap((file) => {
      const data = bytes.get(file);
      if (!data) return [];
      const base64 = Buffer.from(data).toString('base64');
      if (isTakenOut(data)) sums.takenOut += base64.length;
      return `<file name="${xmlText(file)}" path="/" encoding="base64">${base64}</file>`;
    })
    .join('');
}

interface Answer {
  text: string;
  share: string;
}

function answersOf(q: Question): Answer[] {
  if (plainVerdict(q))
    return ['true', 'false'].map((text, i) => ({
      text,
      share: q.answer.includes(i === 0 ? 'A' : 'B') ? '100' : '0',
    }));
  const right = shareOf(q.answer.length);
  // All or nothing: one wrong choice costs what all the right ones bring.
  const wrong = q.answer.length > 1 || q.type === 'multi' ? '-100' : '0';
  return q.options.map((o) => ({
    text: `<p>${asHtml(o.text['zh-CN'])}</p>`,
    share: q.answer.includes(o.id) ? right : wrong,
  }));
}

function questionElement(q: Question, media: ReadonlyMap<string, Uint8Array>, sums: Sums): string {
  const verdict = plainVerdict(q);
  const pictures = q.media.filter((m) => media.has(m.file));
  const stem = `<p>${asHtml(q.stem['zh-CN'])}</p>${pictures.map(pictureTag).join('')}`;
  const feedback = q.explanation ? `<p>${asHtml(q.explanation['zh-CN'])}</p>` : '';
  const answers = answersOf(q);
  const visible = [stem, feedback, ...answers.flatMap((a) => [a.share, a.text])];
  const format = verdict ? ' format="moodle_auto_format"' : HTML;
  return [
    `  <question type="${verdict ? 'truefalse' : 'multichoice'}">`,
    textElement('name', `${q.id} ${[...q.stem['zh-CN'].replace(/\s+/g, ' ')].slice(0, 60).join('')}`),
    `    <questiontext${HTML}><text>${xmlText(stem)}</text>${attached(q, media, sums)}</questiontext>`,
    textElement('generalfeedback', feedback, HTML),
    `    <defaultgrade>1</defaultgrade><penalty>${verdict ? 1 : 0.3333333}</penalty><hidden>0</hidden>`,
    `    <idnumber>${xmlText(q.id)}</idnumber>`,
    ...(verdict
      ? []
      : [
          `    <single>${q.answer.length > 1 || q.type === 'multi' ? 'false' : 'true'}</single>`,
          `    <shuffleanswers>${q.shuffle}</shuffleanswers><answernumbering>ABCD</answernumbering>`,
        ]),
    ...answers.map(
      (a) => `    <answer fraction="${a.share}"${format}><text>${xmlText(a.text)}</text></answer>`,
    ),
    ...(q.tags.length > 0
      ? [`    <tags>${q.tags.map((t) => `<tag><text>${xmlText(t)}</text></tag>`).join('')}</tags>`]
      : []),
    `    <kaotai>${xmlText(ownMark(q, visible.map(xmlSafe)))}</kaotai>`,
    '  </question>',
  ].join('\n');
}

const pathPart = (text: string) => text.replaceAll('/', '//').trim();

function* texts(bank: BankToWrite, sums: Sums): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n';
  let chapter: string | undefined;
  for (const [, q] of eachWritten(bank)) {
    if (q.chapter !== chapter) {
      chapter = q.chapter;
      const path = `$course$/top/${pathPart(bank.name['zh-CN'])}/${pathPart(chapter)}`;
      yield `  <question type="category"><category><text>${xmlText(path)}</text></category></question>\n`;
    }
    yield `${questionElement(q, bank.media, sums)}\n`;
  }
  yield '</quiz>\n';
}

/**
 * Moodle XML: a category for each run of questions of one chapter, choice and true/false, pictures inside. Several
 * right options share the score and a wrong one costs it all, which is as near to all-or-nothing as Moodle's own
 * multiple choice comes.
 */
export function writeMoodleXml(bank: BankToWrite, sink: Sink): Written {
  const sums = { takenOut: 0 };
  writeTexts(sink, texts(bank, sums));
  return {
    ...sums,
    ending: 'xml',
    mime: 'application/xml',
    lost: [...nameLost(bank), ...picturesMissing(bank), ...notShownElsewhere(bank)],
  };
}

import type { DocumentLine } from './line';

/** Words of Russian and Mongolian sheets as the ones that everything else knows, at a line's start. */
const WORDS: readonly [RegExp, string][] = [
  [
    /^\s{0,8}[*_]{0,2}(?:(?:правильн|верн|стандартн)(?:ый|ые|ых)\s(?:ответы?|вариант(?:\sответа)?)|ответы?|зөв\sхариулт(?:ууд)?|хариулт(?:ууд)?|хариу|түлхүүр)(?=\s{0,3}[:：.№\-–—]|\s{0,8}$)/i,
    '答案',
  ],
  [
    /^\s{0,8}[*_]{0,2}(?:комментарий|пояснение|объяснение|подсказка|обоснование|тайлбар)(?=\s{0,3}[:：.]|\s{0,8}$)/i,
    '解析',
  ],
];
const QUESTION =
  /^(\s{0,8}[*_]{0,2})(?:вопрос|задание|асуулт)\s{1,2}(?:№\s{0,2})?(\d{1,5})(?=\s*[.:)]?(?:\s|$))/i;
const CHAPTER =
  /^\s{0,8}(?:билет|тема|раздел|глава|бүлэг|сэдэв|тасалбар)\s{0,2}№?\s{0,2}\d{1,4}(?:[.:].{0,60})?\s*$/i;
const LETTERS = 'АБВГДЕЖЗ';
/** Cyrillic letters that look like the Latin ones somebody meant. */
const ALIKE: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H' };
const LABEL = /(^\s{0,8}(?:[-*]\s)?[*_]{0,2}|[\s;.])([(]?)([А-ЗСН])(?=\s?[).:])/gi;
const CYRILLIC = /[А-Яа-яӨҮөүЁё]/g;

const latin = (letter: string, inOrder: boolean): string | undefined => {
  const upper = letter.toUpperCase();
  const place = LETTERS.indexOf(upper);
  return inOrder ? (place < 0 ? undefined : String.fromCharCode(65 + place)) : ALIKE[upper];
};

const filled = (lead: string, length: number) => ' '.repeat(Math.max(0, length - lead.length)) + lead;

/** Whether options go on А, Б, В (and not А, В, С, typed for Latin letters); undefined without such options. */
function orderOf(lines: readonly DocumentLine[]): boolean | undefined {
  let [order, alike] = [0, 0];
  let former = '';
  for (const { text } of lines)
    for (const found of text.slice(0, 2000).matchAll(LABEL)) {
      const letter = (found[3] ?? '').toUpperCase();
      if (former === 'А' && letter === 'Б') order += 1;
      if (former === 'А' && letter === 'В') alike += 1;
      former = letter;
    }
  return order + alike === 0 ? undefined : order >= alike;
}

/** The labels of options that go on one after the other from А, through lines of one question. */
class Labels {
  private next = 0;
  private readonly inOrder: boolean;
  constructor(inOrder: boolean) {
    this.inOrder = inOrder;
  }
  line(text: string): string {
    return text.replace(LABEL, (whole: string, lead: string, bracket: string, letter: string) => {
      const own = latin(letter, this.inOrder);
      const place = (own?.charCodeAt(0) ?? 0) - 65;
      if (own === undefined || (place !== 0 && place !== this.next)) return whole;
      this.next = place + 1;
      return `${lead}${bracket}${own}`;
    });
  }
}

const KEY_VALUE =
  /^([\s:：.№\-–—*_]{0,12}[(«"]?)([а-зс](?:[\s,;и]{1,4}[а-зс](?![а-яёөү])|[а-зс](?![а-яёөү])){0,7})(?![а-яёөү])/i;
/** Numbers and letters alone: `1 - Б, 2 - А`. */
const KEYS = /^(?=.*\d)(?=.*[А-ЗС])[\s\dА-ЗСа-зс.,:;()|\-–—=]{2,2000}$/i;

const keyLetters = (text: string, inOrder: boolean) =>
  text.replace(/[А-ЗСН]/gi, (letter) => latin(letter, inOrder) ?? letter);

/**
 * Lines of Russian and Mongolian documents with the words for question, answer and explanation, and the labels of options
 * (А, Б, В, Г), as the ones the parser knows. Of the same length, so that offsets stay true; stems and options stay.
 */
export function withLatinLabels(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  const sample = lines
    .slice(0, 400)
    .map((l) => l.text.slice(0, 400))
    .join('');
  if ((sample.match(CYRILLIC)?.length ?? 0) < Math.max(10, sample.length * 0.2)) return lines;
  const inOrder = orderOf(lines);
  let labels = new Labels(inOrder ?? true);
  return lines.map((line) => {
    let { text } = line;
    if (line.heading === undefined && CHAPTER.test(text)) return { ...line, heading: 2 };
    const asked = QUESTION.exec(text);
    if (asked) {
      labels = new Labels(inOrder ?? true);
      const word = filled(`第${asked[2] ?? ''}题`, asked[0].length);
      text = word + text.slice(asked[0].length);
    }
    const said = WORDS.find(([form]) => form.test(text));
    if (said) {
      const word = said[0].exec(text)?.[0] ?? '';
      let rest = text.slice(word.length);
      if (said[1] === '答案' && inOrder !== undefined)
        rest = rest.replace(KEY_VALUE, (_, lead: string, value: string) => lead + keyLetters(value, inOrder));
      // Ответы: 1 - Б, 2 - А.
      if (said[1] === '答案' && inOrder !== undefined && KEYS.test(rest)) rest = keyLetters(rest, inOrder);
      text = filled(said[1], word.length) + rest;
    } else if (inOrder !== undefined && KEYS.test(text)) text = keyLetters(text, inOrder);
    else if (inOrder !== undefined) text = labels.line(text);
    return text === line.text ? line : { ...line, text };
  });
}

import type { DocumentLine } from './line';
import { beginsNumbered, questionAbove } from './question-above';

const WHO = String.raw`(?:[您你我他]|考生|学生|学员|用户|作答|提交|your\s|my\s)\s?的?\s?(?:作答)?\s?`;
const VALUE = String.raw`[A-Ha-h](?:[\s、,，]{0,2}[A-Ha-h](?![a-z])){0,7}(?![A-Za-z])|√|×|正确(?!答案)|错误|对|错|未作答|未答|空|无|true|false`;
const KEY = String.raw`(?:[【[(（]\s?)?(?:(?:正确|标准|参考|本题)\s?)?(?:答案|答)\s?[】\])）:：是为]|(?:the\s)?correct\s`;
const SEPARATORS = String.raw`[\s；;，,。|]{0,12}`;

const ANSWERED = new RegExp(
  String.raw`${WHO}(答案|选择了?|选了|选项|回答|作答|answers?)\s?[是为]?\s?[:：]\s?(?:(${VALUE})(?=\s|$|[；;，,。|(（]|\.\s{0,4}$|${KEY})[；;，,。]?)?(?:[\s；;，,]{0,4}回答(?:正确|错误)[。]?)?`,
  'gi',
);
/** With the texts of the options: `您的答案：A. 停车`, `我的答案: AB:轿车;卡车;`. */
const ANSWERED_IN_FULL = new RegExp(
  String.raw`^\s{0,8}${WHO}(?:答案|作答|回答|选择了?|选项|answers?)\s?[是为]?\s?[:：]\s?[A-H](?:[\s、,，]?[A-H]){0,7}\s?[.．、:：)）].{0,400}?(?=${KEY}|$)`,
  'i',
);
const KEY_NEXT = new RegExp(`^${SEPARATORS}(?:${KEY})`, 'i');
const OVER = new RegExp(`^${SEPARATORS}$`);
const BEHIND_KEY = new RegExp(
  String.raw`(?:答案|answers?)\s?[是为]?\s?[】\])）]?\s?[:：]?\s?(?:${VALUE})${SEPARATORS}$`,
  'i',
);
const BEHIND_OPTIONS = /(?:^|[\s；;|])[A-H]\s?[.．、:：)）].{0,200}[\s；;|]$/;
const BEHIND_SENTENCE = /[\s。？！?!；;|)）]$/;

const STEM = /^\s{0,8}[【[]?(?:题干|题目|question\s\d)/i;
const begins = (text: string) => beginsNumbered(text) || STEM.test(text);
const OPTIONS = /^\s{0,8}[(（*○●□■]?\s?[A-H]\s?[.．、:：)）]|[\s；;|？?。)）]B\s?[.．、:：)）]/;
const ANSWER = new RegExp(String.raw`^${SEPARATORS}(?:${KEY})`, 'i');
const blanks = (text: string) => ' '.repeat(text.length);

/** What stands between the number of a question and a line below it. */
function above(lines: readonly DocumentLine[], index: number): { options: boolean; answer: boolean } {
  const seen = { options: false, answer: false };
  for (const line of questionAbove(lines, index, 40, begins).above) {
    const text = line.text.slice(0, 400);
    seen.options ||= OPTIONS.test(text);
    seen.answer ||= ANSWER.test(text);
  }
  return seen;
}

/**
 * A line without what somebody answered, in a page copied from a practice site: it is never the key. Words of a
 * sentence are left alone: 他的选择是正确的, and a stem that ends in 你的选择是：. Blanks keep the offsets.
 */
export function withoutAnswered(lines: readonly DocumentLine[], index: number): string {
  const text = lines[index]?.text ?? '';
  if (!ANSWERED.test(text)) return text;
  ANSWERED.lastIndex = 0;
  const { options, answer } = above(lines, index);
  const whole = options ? text.replace(ANSWERED_IN_FULL, blanks) : text;
  return whole.replace(ANSWERED, (m: string, noun: string, value: string | undefined, at: number) => {
    const before = whole.slice(Math.max(0, at - 240), at);
    const after = whole.slice(at + m.length, at + m.length + 60);
    const keyNext = KEY_NEXT.test(after);
    const sure = !/选|回答/.test(noun);
    const behind = BEHIND_KEY.test(before) || BEHIND_OPTIONS.test(before);
    const inLine = keyNext && sure && value !== undefined && BEHIND_SENTENCE.test(before);
    if (before.trim() !== '' && !behind && !inLine) return m;
    const ready = options || answer || behind;
    const plain = keyNext || OVER.test(after);
    const theirs = value === undefined ? keyNext || (plain && ready) : sure ? plain || ready : plain && ready;
    return theirs ? blanks(m) : m;
  });
}

import { halfWidth } from './line';

export interface ListedAnswer {
  number: number;
  answer: string;
}

const SIGN = String.raw`(?:√|×|✓|✔|✗|✘|正确|错误|对|错|T|F)`;
const RANGE = new RegExp(
  String.raw`(\d{1,5})\s*[-–—~～至到]+\s*(\d{1,5})\s*(?:题)?\s*[、.．:：)]?\s*((?:(?:[A-H]+|${SIGN})[\s、,，;；|]*)+)`,
  'g',
);
const ENTRY = new RegExp(
  String.raw`(\d{1,5})\s*(?:题)?\s*[、.．:：)）]?\s*[(（【]?\s*([A-H](?:[、,，]?[A-H]){0,7}(?![A-Za-z])|${SIGN})\s*[)）】]?`,
  'g',
);

/** Letters or signs of a range, one for each number; undefined if they do not come out even. */
function shared(text: string, count: number): string[] | undefined {
  const words = text.split(/[\s、,，;；|]+/).filter((w) => w !== '');
  if (words.length === count) return words;
  const signs = text.match(new RegExp(`[A-H]|${SIGN}`, 'g')) ?? [];
  return signs.length === count ? signs : undefined;
}

/** The answers of a line of an answer list, and what of the line is none. */
export function listedAnswers(line: string): { answers: ListedAnswer[]; rest: string } {
  const answers: ListedAnswer[] = [];
  let rest = halfWidth(line).replace(RANGE, (whole, from: string, to: string, text: string) => {
    const count = Number(to) - Number(from) + 1;
    const each = count > 0 && count <= 1000 ? shared(text, count) : undefined;
    if (!each) return whole;
    each.forEach((answer, i) => answers.push({ number: Number(from) + i, answer }));
    return ' ';
  });
  rest = rest.replace(ENTRY, (_, number: string, answer: string) => {
    answers.push({ number: Number(number), answer });
    return ' ';
  });
  return { answers, rest: rest.replace(/[\s、,，;；.。|]+/g, ' ').trim() };
}

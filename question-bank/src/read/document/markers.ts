import { halfWidth } from './line';

/** Something in a line that may begin a new part of a question. Whether it does depends on what is open. */
export type Marker =
  | { kind: 'number'; number: number; start: number; end: number; atStart: boolean; surely: boolean }
  | { kind: 'option'; letter: string; start: number; end: number }
  | { kind: 'answer'; start: number; end: number }
  | { kind: 'explanation'; start: number; end: number };

const NUMBER = String.raw`(?<num>(?:第\s*)?(?<n>\d{1,5})\s*(?:题\s*[、.．:：]?|[、．]|\.(?!\d)|[)）]|[:：](?!\d))|[(（](?<p>\d{1,4})[)）][、.．]?|(?:Question|Q)\s*\.?\s*(?<q>\d{1,5})\s*[:.)]?)`;
const OPTION = String.raw`(?<opt>[(（\[](?<l1>[A-Ha-h])[)）\]]\s*[、.．:：]?|(?<![A-Za-z0-9])(?<l2>[A-Ha-h])\s*(?:[、．.:：)）]|(?=[ \t\u3000]+\S)))`;
const ANSWER = String.raw`(?<ans>[【\[(（]?\s*(?:正确答案|参考答案|标准答案|本题答案|答案|Correct\s+answer|Answer|Ans)\s*(?:[】\]]\s*[:：]?|(?:是|为|选)?\s*[:：]|(?:是|为|选)|(?=\s*[A-H√×✓✗对错])))`;
const EXPLAIN = String.raw`(?<exp>[【\[]?\s*(?:答案解析|试题解析|题目解析|试题分析|解析|解释|说明|点评|Explanation|Rationale)\s*(?:[】\]]\s*[:：]?|[:：]))`;
const ALL = new RegExp(`${EXPLAIN}|${ANSWER}|${NUMBER}|${OPTION}`, 'gi');
const BEFORE_NUMBER = /[\s。？！?!；;）)】\]√×✓✗.]$|[A-H对错]$/;

/** All markers a line may hold, in order. Linear in its length. */
export function markersOf(line: string): Marker[] {
  const text = halfWidth(line);
  const out: Marker[] = [];
  for (const match of text.matchAll(ALL)) {
    const g = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (g['exp'] !== undefined) out.push({ kind: 'explanation', start, end });
    else if (g['ans'] !== undefined) out.push({ kind: 'answer', start, end });
    else if (g['num'] !== undefined) {
      const before = text.slice(Math.max(0, start - 3), start);
      const atStart = start <= 8 && text.slice(0, start).trim() === '';
      const mid = BEFORE_NUMBER.test(before) && g['p'] === undefined && !/^第/.test(match[0]);
      if (!atStart && !mid) continue;
      const number = Number(g['n'] ?? g['p'] ?? g['q']);
      const surely = /^(?:第.*题|Question)/i.test(match[0]);
      out.push({ kind: 'number', number, start, end, atStart, surely });
    } else {
      const letter = (g['l1'] ?? g['l2'] ?? '').toUpperCase();
      const small = /[a-h]/.test(match[0]);
      const before = text[start - 1] ?? ' ';
      // A small letter in the middle of a word of text is no option.
      if (small && !/\s/.test(before)) continue;
      // （ A ） is an answer in the stem, not an option; so is （A） unless a line or a blank stands before it.
      const bracketed = /[（(【[]\s*$/.test(text.slice(Math.max(0, start - 4), start));
      if (bracketed && /^(?:\s*[、,，]?\s*[A-H])*\s*[)）】\]]/i.test(text.slice(start + 1, start + 24)))
        continue;
      if (g['l1'] !== undefined && !/\s/.test(before)) continue;
      out.push({ kind: 'option', letter, start, end });
    }
  }
  return out;
}

const VALUE =
  /\s*[(（【[]?\s*((?:[A-H](?:[\s、,，;；.和]*[A-H]){0,7}(?![A-Za-z]))|√|×|✓|✔|✗|✘|[Xx](?![A-Za-z])|正确|错误|对(?![\p{Script=Han}])|错(?![\p{Script=Han}])|TRUE|FALSE|True|False|T(?![A-Za-z])|F(?![A-Za-z])|是(?![\p{Script=Han}])|否(?![\p{Script=Han}]))\s*[)）】\]]?\s*[。.;；]?/uy;

const SMALL = /\s*([a-h](?:[\s,、]*[a-h]){0,7})(?=\s*[.。)]?\s*$)/y;

/** The answer that stands at a place: its text and where it ends; undefined if none does. */
export function answerAt(line: string, at: number): { value: string; end: number } | undefined {
  const text = halfWidth(line);
  for (const form of [VALUE, SMALL]) {
    form.lastIndex = at;
    const found = form.exec(text);
    if (found) return { value: (found[1] ?? '').trim(), end: form.lastIndex };
  }
  return undefined;
}

const MARK = String.raw`(?:[A-H](?:[\s、,，]*[A-H]){0,7}|√|×|✓|✔|✗|✘|正确|错误|对|错|T|F)`;
const BRACKET = new RegExp(String.raw`[（(\[【]\s*(${MARK})\s*[)）\]】]`, 'g');
const TRAILING = new RegExp(String.raw`\s*(√|×|✓|✔|✗|✘)\s*$`);
const LEADING = new RegExp(String.raw`^\s*(√|×|✓|✔|✗|✘)\s*`);

/** The answer that was written into a stem: in brackets, before it or behind it. The bracket stays, empty. */
export function answerInStem(stem: string): { stem: string; answer: string } | undefined {
  const plain = halfWidth(stem);
  const hits = [...plain.matchAll(BRACKET)];
  const hit = hits.at(-1);
  if (hit && hits.length === 1) {
    const [open, close] = [stem[hit.index] ?? '（', stem[hit.index + hit[0].length - 1] ?? '）'];
    const gap = `${open}  ${close}`;
    const rest = stem.slice(hit.index + hit[0].length);
    const atEdge = hit.index < 2 || /^[\s。.？?！!]*$/.test(rest);
    const verdict = !/^[A-H]/.test(hit[1] ?? '');
    // A verdict at the stem's edge was never part of the sentence.
    const without = stem.slice(0, hit.index) + (atEdge && verdict ? rest : gap + rest);
    return { stem: without.trim(), answer: (hit[1] ?? '').trim() };
  }
  const trailing = TRAILING.exec(stem) ?? LEADING.exec(stem);
  return trailing ? { stem: stem.replace(trailing[0], '').trim(), answer: trailing[1] ?? '' } : undefined;
}

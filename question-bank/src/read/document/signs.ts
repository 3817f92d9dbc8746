import { withoutClasses } from '../licence-class';
import { halfWidth } from './line';

const LETTERS = String.raw`[A-H](?:[\s、,，;；.和/|]{0,3}[A-H]){0,7}(?![A-Za-z0-9])`;
const SIGN = String.raw`√|×|✓|✔|✗|✘|✕|正确|错误|对|错|TRUE|FALSE|True|False|true|false|[TFYNXx](?![A-Za-z])|是|否`;
const VALUE = new RegExp(
  String.raw`^[(（【[]?\s{0,4}(?<v>${LETTERS}|${SIGN})(?:的(?=[\s。.]|$))?\s{0,4}[)）】\]]?\s{0,2}(?<end>$|[。.;；,，、:：\s)）】\]]\s{0,4})(?<rest>[\s\S]*)$`,
);
const SMALL = /^[(（]?\s{0,4}([a-h](?:[\s,、]{0,3}[a-h]){0,7})\s{0,4}[)）]?[。.]?$/;

/** `b) Low beam`. */
const SMALL_NAMED = /^[(（]?([a-h])\s{0,2}[)）.．、:：]\s{0,4}(\S[^]*)$/;

/** `B. A warning`, `A) D class roads`: of the letters only the first is the key, with the text of its option behind it. */
const NAMED = /^[(（]?([A-H])\s{0,2}[)）.:：]\s{0,4}(?=([A-H])\s{1,4}(\S))/;
function namedOption(plain: string): { value: string; rest: string } | undefined {
  const [whole = '', key = '', article = '', next = ''] = NAMED.exec(plain) ?? [];
  // Keys come in their order, and words behind them begin anew: B. D Explanation: …
  const goesOn = /[\p{Ll}\d]/u.test(next) || (article <= key && /\p{L}/u.test(next));
  return key !== '' && goesOn ? { value: key, rest: plain.slice(whole.length) } : undefined;
}

/** What stands behind the word 答案: the answer as it is written, and what follows it. */
export function answerText(text: string): { value: string; rest: string } {
  const plain = halfWidth(text).trim();
  const head = plain.slice(0, 80);
  const small = SMALL.exec(head);
  if (small && plain.length <= 80) return { value: small[1] ?? '', rest: '' };
  const named = SMALL_NAMED.exec(plain);
  if (named) return { value: (named[1] ?? '').toUpperCase(), rest: (named[2] ?? '').trim() };
  const option = namedOption(plain);
  if (option) return option;
  const found = VALUE.exec(head);
  if (!found) return { value: plain.replace(/[)）】\]]$/, '').trim(), rest: '' };
  const rest = `${found.groups?.['rest'] ?? ''}${plain.slice(80)}`.trim();
  return { value: found.groups?.['v'] ?? '', rest: rest.replace(/^[)）】\]。.;；,，、\s]{1,8}/, '') };
}

const MARK = String.raw`(?:[A-H](?:[\s、,，.]{0,3}[A-H]){0,7}|√|×|✓|✔|✗|✘|✕|正确|错误|对|错|[TFX])`;
const BRACKET = new RegExp(
  String.raw`[（([【〔]\s{0,12}(?:答案\s?[:：]?\s?)?(${MARK})\s{0,12}[)）\]】〕]|_{1,12}\s{0,6}([A-H]{1,8})\s{0,6}_{1,12}`,
  'g',
);
const EDGE_SIGN = /(?:√|×|✓|✔|✗|✘|✕)$/;
const EDGE_WORD = /(?:[。！？!?.）)”"\s])\s{0,12}(正确|错误|对|错|[TF])$/;
const EDGE_LETTERS = /(?:[\s。？?！!：:）)])([A-H]{1,8})$/;

/** Whether a text that ends so carries its answer: `…（√）`, `… ×`. Looks at the end only. */
export function endsSigned(text: string): boolean {
  const tail = halfWidth(text.slice(-60)).replace(/[\s。.；;]{1,60}$/, '');
  return (
    EDGE_SIGN.test(tail) ||
    /[（([【]\s{0,12}(?:[A-H](?:[、,，\s]{0,2}[A-H]){0,7}|√|×|✓|✔|✗|✘|对|错|正确|错误|[TFX])\s{0,12}[)）\]】]$/.test(
      tail,
    )
  );
}

/** Whether brackets or signs in a text give an answer. */
export function holdsSign(text: string): boolean {
  const plain = halfWidth(text.slice(0, 2000));
  BRACKET.lastIndex = 0;
  const found = BRACKET.test(plain);
  BRACKET.lastIndex = 0;
  return found || EDGE_SIGN.test(plain.trimEnd()) || /^[√×✓✔✗✘]/.test(plain.trimStart());
}

export interface Taken {
  text: string;
  answer: string;
}

/**
 * The answer that was written into a stem: in brackets, before it or behind it. The bracket stays, empty, where it was
 * part of the sentence. `choice` tells that the question has options: then letters are looked for, else signs.
 */
export function answerInStem(stem: string, choice: boolean): Taken | undefined {
  const plain = halfWidth(stem);
  const fits = (mark: string) => choice || mark === 'F' || !/^[A-H]/.test(mark);
  const hits = [...withoutClasses(plain).matchAll(BRACKET)].filter((h) => fits(h[1] ?? h[2] ?? ''));
  const hit = hits.length === 1 ? hits[0] : undefined;
  if (hit) {
    const mark = hit[1] ?? hit[2] ?? '';
    const end = hit.index + hit[0].length;
    const rest = stem.slice(end);
    const gap = hit[2] === undefined ? `${stem[hit.index] ?? '（'}  ${stem[end - 1] ?? '）'}` : '____';
    const atEdge = hit.index < 2 || /^[\s。.？?！!]*$/.test(rest);
    // A verdict at the stem's edge was never part of the sentence, nor letters behind its end.
    const outside =
      atEdge &&
      (!/^[A-H]/.test(mark) ||
        hit.index < 2 ||
        /[。.？?！!]\s{0,4}$/.test(plain.slice(Math.max(0, hit.index - 5), hit.index)));
    const text = stem.slice(0, hit.index) + (outside ? '' : gap) + rest;
    return { text: text.trim(), answer: mark.trim() };
  }
  if (hits.length > 1) return undefined;
  const trimmed = stem.trimEnd();
  const tail = halfWidth(trimmed.slice(-24));
  const found = choice ? EDGE_LETTERS.exec(tail) : (EDGE_WORD.exec(tail) ?? EDGE_SIGN.exec(tail));
  if (found) {
    const answer = found[1] ?? found[0];
    return { text: trimmed.slice(0, trimmed.length - answer.length).trimEnd(), answer };
  }
  const leading =
    /^\s{0,8}(√|×|✓|✔|✗|✘)\s{0,4}/.exec(plain) ??
    (choice ? /^\s{0,8}([A-H]{1,8})(?:[、.．]|\s{1,4})\s{0,4}(?=[\p{Script=Han}“"《])/u.exec(plain) : null);
  return leading ? { text: stem.slice(leading[0].length).trim(), answer: leading[1] ?? '' } : undefined;
}

/** The answer behind the last option: `D、停车（AB）`, `C、停 B`. `count` options there are. */
export function answerBehind(option: string, count: number): Taken | undefined {
  const trimmed = option.trimEnd();
  const tail = halfWidth(trimmed.slice(-30));
  const found =
    /(?:[（([【]\s{0,8}([A-H](?:[、,，\s]{0,2}[A-H]){0,7})\s{0,8}[)）\]】]|[\s。；;]([A-H]{1,8}))[。.]?$/.exec(
      tail,
    );
  const answer = found?.[1] ?? found?.[2];
  const cut = trimmed.length - tail.length + (found?.index ?? 0);
  if (!found || answer === undefined || cut === 0) return undefined;
  const fits = (answer.match(/[A-H]/g) ?? []).every((l) => l.charCodeAt(0) - 65 < count);
  return fits ? { text: trimmed.slice(0, cut).trim(), answer } : undefined;
}

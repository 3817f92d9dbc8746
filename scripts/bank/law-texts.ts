import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chineseNumber } from 'question-bank';

/** Short names of statutes as questions cite them, and how their files begin. */
const FILES: Readonly<Record<string, string>> = {
  道交法: '道路交通安全法(',
  实施条例: '道路交通安全法实施条例(',
  '162号令': '机动车驾驶证申领和使用规定(',
  '163号令': '道路交通安全违法行为记分管理办法(',
  '164号令': '机动车登记规定(',
  交强险条例: '机动车交通事故责任强制保险条例(',
  校车条例: '校车安全管理条例(',
  程序规定: '道路交通安全违法行为处理程序规定(',
};
const ORDER_172 = '公安部令第172号';

/** What order 172 took out of order 162 (in force 2025-01-01); the new text stands in the order itself. */
const REPLACED_BY_172: Readonly<Record<number, RegExp>> = {
  14: /（一）年龄条件[\s\S]*?(?=（二）身体条件)/,
  65: /第六十五条\s*[^\n]*\n/,
  79: /（十）[^\n]*\n/,
  87: /（一）取得相应准驾车型驾驶证并具有[^\n]*\n/,
  92: /（二）年龄超过[^\n]*\n/,
};
const PARAGRAPHS_172: Readonly<Record<number, RegExp>> = {
  14: /将第十四条[\s\S]*?(?=二、将)/,
  65: /将第六十五条[\s\S]*?(?=三、将)/,
  79: /将第七十九条[\s\S]*?(?=四、将)/,
  87: /将第八十七条[\s\S]*?(?=五、将)/,
  92: /将第九十二条[\s\S]*?(?=本决定自)/,
};

function bare(text: string): string {
  return text.normalize('NFKC').replace(/[\s“”"]+/g, '');
}

/** The number in "第45条第1款". */
function articleNumber(article: string): number | undefined {
  const found = /第(\d+)条/.exec(article)?.[1];
  return found === undefined ? undefined : Number(found);
}

function articlesOf(text: string): Map<number, string> {
  const out = new Map<number, string>();
  const heads = [...text.matchAll(/^第([零一二三四五六七八九十百]+)条(?:之[一二三])?/gm)];
  heads.forEach((m, i) => {
    const number = chineseNumber(m[1] ?? '');
    out.set(number, (out.get(number) ?? '') + text.slice(m.index, heads[i + 1]?.index));
  });
  return out;
}

export interface LawTexts {
  /** Whether the article's text in force has these words; undefined if the statute's text is not at hand. */
  has(code: string, article: string, words: string): boolean | undefined;
  /** Whether the words come from order 172. */
  from172(article: string, words: string): boolean;
}

/** Reads the law texts of a folder. Undefined if there is no such folder. */
export function loadLawTexts(folder: string): LawTexts | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder);
  const read = (start: string): string | undefined => {
    const name = names.find((n) => n.startsWith(start));
    return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
  };
  const order172 = read(ORDER_172) ?? '';
  const texts = new Map<string, Map<number, string>>();
  for (const [code, start] of Object.entries(FILES)) {
    const text = read(start);
    if (text !== undefined) texts.set(code, articlesOf(text));
  }
  const new172 = (article: number): string => PARAGRAPHS_172[article]?.exec(order172)?.[0] ?? '';
  const inForce = (code: string, article: number): string => {
    const old = texts.get(code)?.get(article) ?? '';
    if (code !== '162号令') return old;
    const replaced = REPLACED_BY_172[article];
    return replaced ? old.replace(replaced, '') + new172(article) : old;
  };
  return {
    has(code, article, words) {
      const number = articleNumber(article);
      const statute = code === '172号令' ? '162号令' : code;
      if (number === undefined || !texts.has(statute)) return undefined;
      return bare(inForce(statute, number)).includes(bare(words));
    },
    from172(article, words) {
      const number = articleNumber(article);
      return number !== undefined && bare(new172(number)).includes(bare(words));
    },
  };
}

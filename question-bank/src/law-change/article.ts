import type { LawRef } from '../model/question';
import { wholeNumber } from '../model/chinese-number';

/** Statutes by the short name that questions cite them by, and what else they are called. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  道交法: ['道路交通安全法'],
  实施条例: ['道路交通安全法实施条例', '道交法实施条例'],
  // Order 172 changes order 162: an article of the one is that of the other.
  '162号令': ['机动车驾驶证申领和使用规定', '172号令'],
  '163号令': ['道路交通安全违法行为记分管理办法', '记分管理办法'],
  '164号令': ['机动车登记规定'],
  交强险条例: ['机动车交通事故责任强制保险条例'],
  校车条例: ['校车安全管理条例'],
  程序规定: ['道路交通安全违法行为处理程序规定'],
};
const SHORT = new Map(Object.entries(NAMES).flatMap(([short, all]) => all.map((name) => [name, short])));

/** One name for a statute however it is written: 《…》, 中华人民共和国, 公安部令第162号, its full name. */
function statuteName(raw: string): string {
  const name = raw
    .normalize('NFKC')
    .replace(/[《》\s]|\(.*?\)|中华人民共和国/g, '')
    .replace(/^(?:公安部)?令?第?(\d+)号令?$/, '$1号令');
  return SHORT.get(name) ?? name;
}

const ALL = [...new Set([...Object.keys(NAMES), ...SHORT.keys()])].sort((a, b) => b.length - a.length);
const N = '[\\d零一二三四五六七八九十百]+';
const CITED = new RegExp(
  `(${ALL.join('|')}|公安部令第\\d+号|\\d+号令)[》”"]?(?:[(][^)]*[)])?的?(第${N}条(?:之[一二三])?(?:第${N}款)?(?:第?[(]?${N}[)]?项)?)`,
  'g',
);

/** Articles that a text names, as explanations of practice banks do: 《道路交通安全法》第九十一条第一款. */
export function citationsIn(text: string): LawRef[] {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  return [...plain.matchAll(CITED)].map(([, code = '', article = '']) => ({
    code,
    article: article.replace(/第?[(](.+)[)]项/, '第$1项'),
  }));
}

const PART = /第([\d零一二三四五六七八九十百]+)(条|款|项)(?:之([一二三]))?/g;
/** 条, 款 and 项 of "第14条第1项" or "第十四条第一款", each where it is named. */
function partsOf(article: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [, number = '', part = '', more = ''] of article.normalize('NFKC').matchAll(PART)) {
    const n = wholeNumber(number);
    if (!parts.has(part)) parts.set(part, `${n}${more}`);
  }
  return parts;
}

/** Whether a citation may mean an article: the same statute, and no 条, 款 or 项 that is another. */
export function citation(ref: Pick<LawRef, 'code' | 'article'>, statute: string, article: string): boolean {
  if (statuteName(ref.code) !== statuteName(statute)) return false;
  const cited = partsOf(ref.article);
  return [...partsOf(article)].every(([part, number]) => (cited.get(part) ?? number) === number);
}

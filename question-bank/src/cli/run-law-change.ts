import type { BankChecked } from '../check/check-bank';
import { lawChange, type LawChange } from '../law-change/law-change';
import { lawSuspects, type Suspect, type SuspectReason } from '../law-change/suspects';
import type { CliArguments } from './arguments';

const WHY: Record<'zh' | 'en', Record<SuspectReason, string>> = {
  zh: {
    KEY_HAS_OLD: '判为正确的是旧值',
    NEW_KEYED_WRONG: '新值被判为错误',
    STEM_HAS_OLD: '题干里有旧值',
    EXPLANATION_HAS_OLD: '解析里有旧值',
    CITES_ARTICLE: '引用该条',
    SPEAKS_OF_IT: '说到',
  },
  en: {
    KEY_HAS_OLD: 'the old value is keyed right',
    NEW_KEYED_WRONG: 'the new value is keyed wrong',
    STEM_HAS_OLD: 'the old value is in the stem',
    EXPLANATION_HAS_OLD: 'the old value is in the explanation',
    CITES_ARTICLE: 'cites the article',
    SPEAKS_OF_IT: 'speaks of',
  },
};

const MISSING = {
  zh: (option: string) =>
    `${option} 没有写，或写得不对。例如：--statute 162号令 --article 第14条第1项 --old 60周岁 --new 70周岁`,
  en: (option: string) =>
    `${option} is missing or not right. For example: --statute 162号令 --article 第14条第1项 --old 60周岁 --new 70周岁`,
};

/** The change that a command line describes, or what is wrong with it. */
export function changeOf(args: CliArguments): LawChange | string {
  const { statute, article, old, new: now, about, from, date } = args;
  const parsed = lawChange.safeParse({
    statute,
    article,
    old: old ?? [],
    now: now ?? [],
    about: about ?? [],
    from: from ?? date,
  });
  return parsed.success
    ? parsed.data
    : [...new Set(parsed.error.issues.map((i) => (i.path[0] === 'now' ? 'new' : String(i.path[0]))))]
        .map((name) => MISSING[args.lang](`--${name}`))
        .join('\n');
}

/** What a change may overturn in a bank. */
export const suspectsOf = (bank: BankChecked, change: LawChange): Suspect[] =>
  lawSuspects([change], bank.accepted)[0] ?? [];

/** For programs: ids with rank and reasons. */
export const suspectSummary = (found: readonly Suspect[]) =>
  found.map(({ question, rank, why, content }) => ({
    id: question.id,
    rank,
    why,
    stem: question.stem['zh-CN'],
    answer: question.answer,
    lawRef: question.lawRef,
    content,
  }));

/** For people: a question and why it is among them, surest first. */
export function suspectReport(found: readonly Suspect[], checked: number, lang: 'zh' | 'en'): string {
  const head =
    lang === 'zh'
      ? `${checked} 题中有 ${found.length} 题可能受影响`
      : `${found.length} of ${checked} questions may be overturned`;
  const lines = found.flatMap(({ question: q, rank, why }) => [
    `${rank === 'key' ? '!!' : rank === 'text' ? '! ' : '? '} ${q.id}  ${q.stem['zh-CN']}  [${q.answer.join('')}]`,
    ...why.map((w) => `     ${WHY[lang][w.reason]} (${w.in})`),
  ]);
  return [head, ...lines].join('\n');
}

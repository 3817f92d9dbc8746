import { createHash } from 'node:crypto';
import type { Question } from '../model/question';
import { canonicalJson } from '../version/canonical';
import { citation, citationsIn } from './article';
import { says, turned, type LawChange } from './law-change';
import { sayingsOf, type Saying } from './sayings';

/** Why a question may be overturned. */
export const SUSPECT_REASONS = [
  'KEY_HAS_OLD',
  'NEW_KEYED_WRONG',
  'STEM_HAS_OLD',
  'EXPLANATION_HAS_OLD',
  'CITES_ARTICLE',
  'SPEAKS_OF_IT',
] as const;
export type SuspectReason = (typeof SUSPECT_REASONS)[number];

/** `key`: what is keyed right is the old rule, or the new rule is keyed wrong. `text`: the old value stands elsewhere. */
export type SuspectRank = 'key' | 'text' | 'cited';

export interface Suspect {
  question: Question;
  /** See {@link lawContent}. */
  content: string;
  rank: SuspectRank;
  /** `in` is the letter of an option, `stem`, `explanation`, the citation or the word. */
  why: { reason: SuspectReason; in: string }[];
}

/** Vehicle classes by code: who writes one means the other. */
const CLASSES = new Map(
  Object.entries({
    A1: '大型客车',
    A2: '重型牵引挂车',
    A3: '城市公交车',
    B1: '中型客车',
    B2: '大型货车',
    C1: '小型汽车',
    C2: '小型自动挡汽车',
    C3: '低速载货汽车',
    C4: '三轮汽车',
    C5: '残疾人专用小型自动挡载客汽车',
    C6: '轻型牵引挂车',
    D: '普通三轮摩托车',
    E: '普通二轮摩托车',
    F: '轻便摩托车',
    M: '轮式专用机械车',
    N: '无轨电车',
    P: '有轨电车',
  }),
);
const CODES = new Map([...CLASSES].map(([code, name]) => [name, code]));

function speaksOf(text: string, word: string): boolean {
  const plain = text.normalize('NFKC');
  const code = CLASSES.has(word) ? word : CODES.get(word);
  const name = CLASSES.get(word) ?? word;
  return (
    plain.includes(name.normalize('NFKC')) ||
    (code !== undefined && new RegExp(`(?<![A-Za-z0-9])${code}(?![A-Za-z0-9])`).test(plain))
  );
}

/**
 * SHA-256 of what a person judged when looking at a question beside a rule: type, Chinese texts and which are right,
 * whatever order the options stand in. Another translation, tag or picture is the same content; another key or
 * wording is not.
 */
export function lawContent(q: Question): string {
  const options = q.options
    .map((o) => ({ text: o.text['zh-CN'], right: q.answer.includes(o.id) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : Number(a.right) - Number(b.right)));
  const whole = {
    type: q.type,
    stem: q.stem['zh-CN'],
    options,
    explanation: q.explanation?.['zh-CN'] ?? null,
  };
  return createHash('sha256').update(canonicalJson(whole)).digest('hex');
}

const RANKS: readonly SuspectRank[] = ['key', 'text', 'cited'];

function suspect(
  change: LawChange,
  { gone, fresh }: ReturnType<typeof turned>,
  question: Question,
  sayings: readonly Saying[],
): Omit<Suspect, 'content'> | null {
  const named = [...question.lawRef, ...sayings.flatMap((s) => citationsIn(s.text))];
  const cites = new Set(
    named.flatMap((ref) =>
      citation(ref, change.statute, change.article) ? [`${ref.code} ${ref.article}`] : [],
    ),
  );
  const old = sayings.filter((s) => gone.some((v) => says(s, v)));
  const now = sayings.filter((s) => fresh.some((v) => says(s, v)));
  const spoken = sayings.filter((s) => s.role !== 'false' || s.in === 'stem' || now.includes(s));
  const word = change.about.find((w) => spoken.some((s) => speaksOf(s.text, w)));
  if (change.about.length > 0 && word === undefined) return null;
  // A bank that cites nothing can only be told by its values; one that cites another article is of another rule.
  if (cites.size === 0 && word === undefined && question.lawRef.length > 0) return null;

  const keyed = old.filter((s) => s.role === 'true');
  const refused = now.filter((s) => s.role === 'false');
  const premise = old.filter((s) => s.in === 'stem' && s.role !== 'true');
  const explained = old.filter((s) => s.role === 'explanation');
  // The key already says the new value and nothing the old one: it was written for the new rule.
  const renewed = now.some((s) => s.role === 'true') && keyed.length === 0;
  if (renewed && premise.length === 0 && explained.length === 0) return null;
  const why: Suspect['why'] = [
    ...keyed.map((s) => ({ reason: 'KEY_HAS_OLD' as const, in: s.in })),
    ...refused.map((s) => ({ reason: 'NEW_KEYED_WRONG' as const, in: s.in })),
    ...premise.map((s) => ({ reason: 'STEM_HAS_OLD' as const, in: s.in })),
    ...explained.map((s) => ({ reason: 'EXPLANATION_HAS_OLD' as const, in: s.in })),
  ];
  const strong = keyed.length > 0 || (refused.length > 0 && !renewed);
  if (why.length === 0 && cites.size === 0) return null;
  // New value refused, but nothing of the old rule, no citation and no word: any number of that size.
  if (cites.size === 0 && word === undefined && old.length === 0) return null;
  return {
    question,
    rank: strong ? 'key' : why.length > 0 ? 'text' : 'cited',
    why: [
      ...why,
      ...[...cites].map((ref) => ({ reason: 'CITES_ARTICLE' as const, in: ref })),
      ...(word === undefined ? [] : [{ reason: 'SPEAKS_OF_IT' as const, in: word }]),
    ],
  };
}

/**
 * Which questions changed rules may overturn, surest first, for each change. A hint for a person: a question that a
 * change does not touch may be among them, and one that neither cites the article nor holds the value is not found.
 */
export function lawSuspects(changes: readonly LawChange[], questions: readonly Question[]): Suspect[][] {
  const said = questions.map((question) => ({ question, sayings: sayingsOf(question) }));
  return changes.map((change) => {
    const values = turned(change);
    const found = said.flatMap(({ question, sayings }) => {
      const s = suspect(change, values, question, sayings);
      return s ? [{ ...s, content: lawContent(question) }] : [];
    });
    return found.sort(
      (a, b) =>
        RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
        b.why.length - a.why.length ||
        (a.question.id < b.question.id ? -1 : 1),
    );
  });
}

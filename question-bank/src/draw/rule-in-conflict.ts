import type { QuestionType } from '../model/question';

/** A rule of a blueprint that others exclude, as data: whoever shows it puts it in words. */
export type RuleInConflict =
  | { rule: 'chapter'; chapter: string; count: number }
  | { rule: 'type'; type: QuestionType; count: number }
  /** Both bounds the same: exactly so many. */
  | {
      rule: 'cell';
      type?: QuestionType | undefined;
      chapter?: string | undefined;
      licenceClass?: string | undefined;
      tag?: string | undefined;
      min?: number | undefined;
      max?: number | undefined;
    }
  | { rule: 'together' | 'never'; questionIds: string[] }
  /** Band for the mean difficulty, 1 easy to 3 hard. */
  | { rule: 'difficulty'; min: number; max: number };

/** A rule in signs that need no language: `{a + b} ≤ 1` are never together, `⌀` is the mean difficulty. */
export function ruleInSigns(r: RuleInConflict): string {
  switch (r.rule) {
    case 'chapter':
      return `${r.chapter} = ${r.count}`;
    case 'type':
      return `${r.type} = ${r.count}`;
    case 'cell': {
      const cell = [r.type, r.chapter, r.licenceClass, r.tag].filter((part) => part !== undefined);
      const most = r.max === undefined ? '' : ` ≤ ${r.max}`;
      const amount = r.min === r.max ? ` = ${r.min}` : `${r.min === undefined ? '' : ` ≥ ${r.min}`}${most}`;
      return `${cell.join(' × ')}${amount}`;
    }
    case 'together':
      return `{${r.questionIds.join(' + ')}} = 0 | ${r.questionIds.length}`;
    case 'never':
      return `{${r.questionIds.join(' + ')}} ≤ 1`;
    case 'difficulty':
      return `⌀ ${r.min}–${r.max}`;
  }
}

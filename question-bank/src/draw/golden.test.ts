import { createHash } from 'node:crypto';
import { makeQuestion } from '../testing/make-question';
import type { Question, QuestionType } from '../model/question';
import type { Blueprint } from './blueprint';
import { draw } from './draw';
import { prepareBank } from './prepare';

const TYPES: QuestionType[] = ['judge', 'single', 'multi'];
const CHAPTERS = ['一', '二', '三', '四'];

/** A bank with everything the first rules of drawing look at: shared stems, shared pictures, days, fixed options, regions. */
function bank(size: number): Question[] {
  return Array.from({ length: size }, (_, i): Question => {
    const q = makeQuestion(`q${i}`, {
      type: TYPES[i % 3] as QuestionType,
      chapter: CHAPTERS[Math.floor(i / 3) % 4] as string,
      difficulty: ((i % 3) + 1) as Question['difficulty'],
      tags: i % 7 === 0 ? ['region:15', 'sign'] : i % 11 === 0 ? ['class:A2'] : [],
    });
    if (i % 5 === 0) q.media = [{ file: `${i % 9}.svg`, alt: { 'zh-CN': '图' } }];
    if (i % 13 === 12) q.stem = makeQuestion(`q${i - 1}`).stem;
    if (i % 17 === 0) q.shuffle = false;
    if (i % 29 === 0) q.validTo = '2026-11-22';
    return q;
  });
}

const blueprint = (total: number, unit: 'percent' | 'count', shares: number[]): Blueprint => ({
  total,
  types: { judge: total * 0.4, single: total * 0.4, multi: total * 0.2 },
  unit,
  chapters: CHAPTERS.map((name, i) => ({ name, share: shares[i] ?? 0 })),
});

/** Hash of everything a run of draws says, each asked to avoid the papers before it by the distance given. */
function hashOf(size: number, b: Blueprint, papers: number, avoided: number): string {
  const questions = prepareBank(bank(size));
  const earlier: string[][] = [];
  const hash = createHash('sha256');
  for (let n = 0; n < papers; n += 1) {
    const avoid = earlier.slice(earlier.length - avoided).flat();
    const drawn = draw({
      questions,
      blueprint: b,
      seed: `golden ${n}`,
      subject: 'K1',
      vehicle: 'car',
      onDate: '2026-11-23',
      ...(avoided > 0 ? { avoid } : {}),
    });
    hash.update(JSON.stringify(drawn));
    earlier.push(drawn.ok ? drawn.items.map((i) => i.questionId) : []);
  }
  return hash.digest('hex');
}

/** Papers already sat are verified by drawing them again: these hashes were taken before there were constraints. */
describe('papers drawn by the first rules', () => {
  test.each([
    [
      'ample',
      1200,
      blueprint(100, 'percent', [35, 30, 22, 13]),
      40,
      0,
      '8360a2a433f9e5a26b78556e98bd83481e187813e4f4ec8b1f63263ccce9727a',
    ],
    [
      'with papers to avoid',
      600,
      blueprint(50, 'percent', [40, 30, 20, 10]),
      40,
      1,
      '727953ed7b2353e08f28c5f2b42b926badb7d926f510fd4c22a4979b5bb994e8',
    ],
    [
      'so tight that questions come again',
      150,
      blueprint(50, 'count', [20, 15, 10, 5]),
      40,
      2,
      '94e8c3d600ab8ae476fbbc08b303301eb267c24ed28c6cb8531351f56ab3f3b0',
    ],
    [
      'short',
      60,
      blueprint(50, 'count', [30, 10, 5, 5]),
      2,
      0,
      '8b888c4a05b6afa712649a3bf8f4a0537fe1f300c098c81813099a7055ddbd05',
    ],
  ])('%s: the same for ever', (_, size, b, papers, avoided, hash) => {
    expect(hashOf(size, b, papers, avoided)).toBe(hash);
  });
});

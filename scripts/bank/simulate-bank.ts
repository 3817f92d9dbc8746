import { blueprint, TYPE_ORDER, type Blueprint, type Question, type QuestionType } from 'question-bank';

const CHAPTERS = ['驾驶证', '通行', '处罚', '事故', '机动车', '地方'];
/** Parts of 20 a chapter has of the bank. */
const CHAPTER_PARTS = [4, 5, 5, 2, 2, 2];
const TYPE_PARTS: [QuestionType, number][] = [
  ['judge', 8],
  ['single', 9],
  ['multi', 3],
];
const DAY = '2026-11-23';

/** Numbers that look random and are the same on every machine (Park and Miller's generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

/** `list` with each entry as many times as its parts say. */
function parts<T>(list: readonly T[], counts: readonly number[]): T[] {
  return list.flatMap((entry, i) => Array.from({ length: counts[i] ?? 0 }, () => entry));
}

function textOf(i: number): string {
  const next = numbers(i * 7919 + 13);
  return Array.from({ length: 16 }, () => String.fromCodePoint(0x4e00 + next(6000))).join('');
}

/** Everything a simulation draws for, besides the seed. */
export interface Scene {
  name: string;
  questions: Question[];
  blueprint: Blueprint;
  subject: Question['subjects'][number];
  vehicle: Question['vehicles'][number];
  onDate: string;
  region: string;
  licenceClass: string;
}

/**
 * A bank with everything constraints speak of: 16 % signs, 10 % speed, 4 % of region 15 and as many of region 31,
 * 5 % first aid, 3 % for class A2 only, three difficulties, shared pictures, one stem of fifty nearly twice.
 */
export function syntheticBank(size: number): Question[] {
  const next = numbers(20261123);
  const chapters = parts(CHAPTERS, CHAPTER_PARTS);
  const types = parts(
    TYPE_PARTS.map(([type]) => type),
    TYPE_PARTS.map(([, n]) => n),
  );
  return Array.from({ length: size }, (_, i): Question => {
    const type = types[next(types.length)] ?? 'single';
    const draw = next(100);
    const tags =
      draw < 16
        ? ['sign']
        : draw < 26
          ? ['speed']
          : draw < 30
            ? ['region:15']
            : draw < 34
              ? ['region:31']
              : draw < 39
                ? ['firstaid']
                : draw < 42
                  ? ['class:A2']
                  : [];
    const letters = type === 'judge' ? ['A', 'B'] : ['A', 'B', 'C', 'D'];
    return {
      id: `s${String(i).padStart(5, '0')}`,
      type,
      subjects: ['K1'],
      vehicles: ['car'],
      chapter: chapters[next(chapters.length)] ?? '',
      stem: { 'zh-CN': i % 50 === 49 ? `${textOf(i - 1)}。` : textOf(i) },
      options: letters.map((id) => ({ id, text: { 'zh-CN': `${id}${i}` } })),
      answer: type === 'multi' ? ['A', 'B'] : ['A'],
      lawRef: [],
      media: tags.includes('sign') ? [{ file: `sign-${next(200)}.svg`, alt: { 'zh-CN': '标志' } }] : [],
      shuffle: type !== 'judge',
      difficulty: ([1, 2, 2, 3] as const)[next(4)] ?? 2,
      tags,
    };
  });
}

/** A paper of 100 (or less) under one rule of every kind, numbers in proportion to `total`. */
export function syntheticScene(name: string, size: number, total: number): Scene {
  const questions = syntheticBank(size);
  const of = (share: number) => Math.round((total * share) / 100);
  const usable = questions
    .filter((q) => q.tags.every((t) => t !== 'region:31' && t !== 'class:A2'))
    .map((q) => q.id);
  const next = numbers(5);
  const sets = (count: number, members: number) =>
    Array.from({ length: count }, () =>
      Array.from({ length: members }, () => usable[next(usable.length)] ?? ''),
    );
  return {
    name,
    questions,
    subject: 'K1',
    vehicle: 'car',
    onDate: DAY,
    region: '15',
    licenceClass: 'C1',
    blueprint: blueprint.parse({
      total,
      types: { judge: of(40), single: total - of(40) - of(15), multi: of(15) },
      unit: 'percent',
      chapters: CHAPTERS.map((chapter, i) => ({ name: chapter, share: (CHAPTER_PARTS[i] ?? 0) * 5 })),
      constraints: {
        quotas: [
          { tag: 'region:15', min: of(5), max: of(5) },
          { tag: 'sign', min: of(15), max: of(20) },
          { tag: 'speed', chapter: '通行', min: of(3) },
          { tag: 'firstaid', licenceClass: 'C1', min: of(4), max: of(4) },
          { type: 'multi', chapter: '处罚', max: of(5) },
        ],
        mustTogether: sets(5, 2),
        neverTogether: sets(10, 3),
        difficulty: { min: 1.9, max: 2.1 },
      },
    }),
  };
}

function commonest<T>(all: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Papers from a bank as it is: types and chapters in the proportions its questions have, no further constraint. */
export function sceneOf(name: string, bank: readonly Question[], total: number): Scene {
  const subject = commonest(bank.flatMap((q) => q.subjects)) ?? 'K1';
  const vehicle = commonest(bank.flatMap((q) => q.vehicles)) ?? 'car';
  const questions = bank.filter((q) => q.subjects.includes(subject) && q.vehicles.includes(vehicle));
  const most = Math.min(total, Math.floor(questions.length / 2));
  const stock = TYPE_ORDER.map((type) => questions.filter((q) => q.type === type).length);
  const [judge = 0, single = 0] = stock.map((n) => Math.floor((n * most) / questions.length));
  const chapters = [...new Set(questions.map((q) => q.chapter))].sort();
  const types =
    (stock[2] ?? 0) > 0
      ? { judge, single, multi: most - judge - single }
      : { judge, single: most - judge, multi: 0 };
  return {
    name,
    questions,
    subject,
    vehicle,
    onDate: DAY,
    region: '',
    licenceClass: '',
    blueprint: blueprint.parse({
      total: most,
      types,
      unit: 'percent',
      chapters: chapters.map((chapter) => ({
        name: chapter,
        share: (questions.filter((q) => q.chapter === chapter).length * 100) / questions.length,
      })),
    }),
  };
}

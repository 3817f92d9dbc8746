import { keyTexts } from './facts';
import { quantitiesIn, type Question } from 'question-bank';

/** Ages at which a class may be applied for: order 162 article 14 as amended by order 172, in force 2025-01-01. */
const AGES: readonly { names: readonly string[]; ages: readonly number[] }[] = [
  { names: ['残疾人专用小型自动挡载客汽车', 'C5'], ages: [18] },
  { names: ['小型自动挡汽车', 'C2'], ages: [18] },
  { names: ['小型汽车', 'C1'], ages: [18] },
  { names: ['轻便摩托车', 'F'], ages: [18] },
  { names: ['普通三轮摩托车', 'D'], ages: [18, 70] },
  { names: ['普通二轮摩托车', 'E'], ages: [18, 70] },
  { names: ['轻型牵引挂车', 'C6'], ages: [20, 70] },
  { names: ['低速载货汽车', 'C3'], ages: [18, 63] },
  { names: ['三轮汽车', 'C4'], ages: [18, 63] },
  { names: ['轮式专用机械车', 'M'], ages: [18, 63] },
  { names: ['城市公交车', 'A3'], ages: [20, 63] },
  { names: ['中型客车', 'B1'], ages: [20, 63] },
  { names: ['大型货车', 'B2'], ages: [20, 63] },
  { names: ['无轨电车', 'N'], ages: [20, 63] },
  { names: ['有轨电车', 'P'], ages: [20, 63] },
  { names: ['大型客车', 'A1'], ages: [22, 63, 19] },
  { names: ['重型牵引挂车', 'A2'], ages: [22, 63, 19] },
];

function classesIn(raw: string): Set<number> {
  let text = raw;
  const ages = new Set<number>();
  for (const { names, ages: own } of AGES) {
    const [name = '', code = ''] = names;
    const short = new RegExp(`(?<![A-Za-z0-9])${code}(?![A-Za-z0-9])`);
    if (!text.includes(name) && !short.test(text)) continue;
    text = text.replaceAll(name, '□');
    for (const age of own) ages.add(age);
  }
  return ages;
}

/**
 * Keys about licence ages that order 172 overturned: an age of 60 where a key rests on order 162 (none is left in
 * it), or an age for applying that is not one of the named class's. Abilities tests and renewals have ages of
 * their own (63 and 70) and are left alone.
 */
export function outdatedAges(q: Question): string[] {
  if (!q.lawRef.some((l) => l.code === '162号令' || l.code === '172号令')) return [];
  const stem = q.stem['zh-CN'];
  return keyTexts(q).flatMap((key) => {
    const ages = quantitiesIn(key).filter((f) => f.dimension === 'age');
    const allowed = classesIn(`${stem} ${key}`);
    const applies = /申请|申领|报考|报名|增加.*准驾/.test(stem + key) && !/能力测试|延长|换/.test(stem + key);
    return ages
      .filter((f) => f.value === 60 || (applies && allowed.size > 0 && !allowed.has(f.value)))
      .map((f) => `${q.id}: ${f.text} is not an age of order 172 for this class`);
  });
}

import fc from 'fast-check';
import { chineseNumber } from '../model/chinese-number';
import { hasNumber, quantitiesIn } from './quantity';

const shown = (text: string) => quantitiesIn(text).map((q) => `${q.value} ${q.dimension}`);

test.each([
  ['最高车速不得超过每小时120公里', ['120 speed']],
  ['时速低于七十公里的机动车', ['70 speed']],
  ['距离150米以外设置警告标志，行驶2公里', ['2000 distance', '150 distance']],
  ['处二百元以上二千元以下罚款', ['200 money', '2000 money']],
  ['罚款5万元或者3万元至10万元', ['50000 money', '30000 money', '100000 money']],
  ['一次记12分', ['12 score']],
  ['连续驾驶4小时，休息少于二十分钟', ['20 minutes', '240 minutes']],
  ['在18周岁以上、70周岁以下', ['18 age', '70 age']],
  ['拘役六个月、三年以下有期徒刑', ['6 months', '36 months']],
  ['十日以上十五日以下拘留', ['10 days', '15 days']],
  ['超过规定时速百分之五十，超速20%以上', ['50 percent', '20 percent']],
  ['处违法所得三倍以上五倍以下', ['3 times', '5 times']],
  ['每100毫升血液酒精含量80毫克', ['80 alcohol']],
  ['休息3至5天', ['3 days', '5 days']],
  ['十分危险；第三日；2022年4月1日起；三分之一；一方有责任；三轮汽车；二次事故；十字路口', []],
  ['30 km/h and 5 m', ['30 speed', '5 distance']],
])('%s', (text, expected) => {
  expect(shown(text).sort()).toEqual([...expected].sort());
});

test('property: Chinese numerals up to 99,999 mean what they say', () => {
  const write = (n: number): string => {
    const digits = '零一二三四五六七八九';
    if (n === 0) return '零';
    let out = '';
    let gap = false;
    for (const [scale, name] of [
      [10_000, '万'],
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(n / scale) % 10;
      if (digit === 0) gap = out !== '';
      else {
        out += `${gap ? '零' : ''}${digits[digit]}${name}`;
        gap = false;
      }
    }
    return out;
  };
  fc.assert(fc.property(fc.nat(99_999), (n) => expect(chineseNumber(write(n))).toBe(n)));
  expect(chineseNumber('十五')).toBe(15);
  expect(chineseNumber('甲')).toBeNaN();
});

test('hasNumber finds the number in either script and not inside another', () => {
  expect(hasNumber('记12分', 12)).toBe(true);
  expect(hasNumber('记十二分', 12)).toBe(true);
  expect(hasNumber('记12分', 2)).toBe(false);
});

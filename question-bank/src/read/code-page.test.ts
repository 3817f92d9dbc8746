import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { eastAsianPage } from './code-page';

const SAMPLE = join(__dirname, '..', '..', 'sample', 'questions');
const page = (text: string, coding: string) => {
  const bytes = iconv.encode(text, coding);
  return eastAsianPage(bytes, bytes.length);
};
const KOREAN = '다음 중 교차로에서 우회전할 때 옳은 것은 무엇입니까? 보행자가 있으면 일시정지한다. '.repeat(
  3,
);
const TAIWAN = '下列何者為正確的駕駛行為？行經無號誌路口應減速慢行，作隨時停車之準備。'.repeat(3);
const JAPANESE = '交差点を右折するときは、あらかじめできるだけ道路の中央に寄らなければならない。'.repeat(2);

test('texts of other East Asian codings are told', () => {
  expect(page(KOREAN, 'euc-kr')).toBe('euc-kr');
  expect(page(TAIWAN, 'big5')).toBe('big5');
  expect(page(JAPANESE, 'shift_jis')).toBe('shift_jis');
  expect(page('다음', 'euc-kr')).toBeUndefined();
});
test('GBK is never taken for one of them: every piece of the sample bank, and traditional characters', () => {
  expect(page(TAIWAN, 'gbk')).toBeUndefined();
  const files = readdirSync(SAMPLE, { recursive: true })
    .map((f) => join(SAMPLE, String(f)))
    .filter((f) => statSync(f).isFile());
  const text = files
    .map((f) => readFileSync(f, 'utf8'))
    .join('')
    .replace(/[\0-\x7f]+/g, '');
  expect(text.length).toBeGreaterThan(10_000);
  const pieces = Array.from({ length: Math.floor(text.length / 70) }, (_, i) =>
    text.slice(i * 70, i * 70 + 70),
  );
  expect(pieces.filter((p) => page(p, 'gbk') !== undefined)).toEqual([]);
});

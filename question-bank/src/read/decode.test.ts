import iconv from 'iconv-lite';
import { importBank } from '../pipeline';
import { decodeText } from './decode';

/** What is wrong with the rows of a table, with their numbers. */
async function faults(bytes: Buffer): Promise<unknown[]> {
  const got = await importBank({ name: 'a.csv', bytes }, { onDate: '2026-12-01' });
  return got.issues.filter((i) => i.severity === 'error').map((i) => [i.code, i.at.row]);
}
const table = (questions: number) => [
  '题干,A,B,答案',
  ...Array.from(
    { length: questions },
    (_, i) => `第${i + 1}个路口有行人正在通过人行横道应当怎样做,减速,停车让行,B`,
  ),
];

describe('a text with a few bytes damaged', () => {
  test.each(['utf-8', 'gb18030'])('in %s costs its row, not the file', async (coding) => {
    const bytes = iconv.encode(table(30).join('\n'), coding);
    const at = bytes.indexOf(iconv.encode('第9个', coding));
    bytes[at + (coding === 'utf-8' ? 1 : 0)] = 0xff;
    expect(decodeText(bytes)).toMatchObject({ ok: true, coding });
    expect(await faults(bytes)).toEqual([['TEXT_GARBLED', 10]]);
  });
  test('that is damaged everywhere is refused as a whole', async () => {
    const bytes = iconv.encode(table(30).join('\n'), 'gb18030').map((b, i) => (i % 20 === 0 ? 0xff : b));
    expect(await faults(Buffer.from(bytes))).toEqual([['BAD_CODING', undefined]]);
  });
});

describe('NUL in a text', () => {
  const withNuls = (row: number, nuls: number) =>
    Buffer.from(
      table(90)
        .map((line, i) => (i + 1 === row ? line.replace('行人', `行${'\0'.repeat(nuls)}人`) : line))
        .join('\n'),
    );
  test('costs its row', async () => {
    expect(await faults(withNuls(8, 1))).toEqual([['CONTROL_CHARACTER', 8]]);
  });
  test('makes it a file of bytes where there are many, with the row of the first', async () => {
    expect(await faults(withNuls(8, 90))).toEqual([['BINARY_IN_TEXT', 8]]);
  });
  test('behind the text is no fault', async () => {
    expect(await faults(Buffer.concat([withNuls(8, 0), Buffer.alloc(4096)]))).toEqual([]);
  });
});

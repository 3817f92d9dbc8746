import { inflateSync } from 'node:zlib';
import { PICTURES } from '../testing/any-bank';
import { makeQuestion } from '../testing/make-question';
import { exportBank } from './export-bank';

const media = new Map([...PICTURES, ['broken.png', Buffer.from('no picture')]]);
const shows = (id: string, file: string) =>
  makeQuestion(id, { media: [{ file, alt: { 'zh-CN': '图', en: 'Picture' } }] });
const bank = (questions = [shows('a', 'sign.svg'), shows('b', 'a.b-c.png')]) => ({
  name: { 'zh-CN': '库' },
  questions,
  media,
});
/** What is drawn on the pages, unpacked. */
const drawn = (pdf: Buffer) => {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)]
    .map(({ index, 0: head }) => {
      try {
        return inflateSync(pdf.subarray(index + head.length)).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
};
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

describe('PDF', () => {
  test('draws vector and bitmap pictures, and equal banks give equal bytes', async () => {
    const { bytes, fileName, lost } = await exportBank(bank(), 'pdf');
    expect(fileName).toBe('库.pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1')).toContain('/Subtype /Image');
    expect(drawn(bytes)).toMatch(/0 0 m\s+9 0 l/);
    expect(lost).toEqual([]);
    expect((await exportBank(bank(), 'pdf')).bytes.equals(bytes)).toBe(true);
  });
  test('names the questions of which a picture cannot be printed', async () => {
    const questions = [shows('a', 'dot.gif'), shows('b', 'broken.png'), shows('c', 'nowhere.png')];
    const { lost } = await exportBank(bank(questions), 'pdf');
    expect(lost.map((l) => l.questions)).toEqual([['c'], ['a', 'b']]);
  });
  test('goes on over as many pages as it takes, one question longer than a page included', async () => {
    const long = makeQuestion('long', { stem: { 'zh-CN': '很长的题干'.repeat(600) } });
    const { bytes } = await exportBank(bank([makeQuestion('q1'), long, makeQuestion('q2')]), 'pdf');
    expect(pages(bytes)).toBeGreaterThanOrEqual(3);
  });
});

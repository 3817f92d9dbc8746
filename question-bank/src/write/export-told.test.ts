import { makeQuestion } from '../testing/make-question';
import { EXPORT_FORMATS, writeBank } from './export-bank';

const nowhere = { write: () => undefined };
const name = { 'zh-CN': '题库' };
const withPicture = (n: number) =>
  makeQuestion(`q${n}`, { media: [{ file: `p${n}.png`, alt: { 'zh-CN': '图' } }] });

it.each(EXPORT_FORMATS)(
  '%s tells of every question, then of every picture that lies beside them',
  async (format) => {
    const questions = [1, 2, 3].map(withPicture);
    const media = new Map(questions.map((q) => [q.media[0]!.file, Buffer.from('no picture')]));
    const told: string[] = [];
    const onProgress = (p: { phase: string; done: number; total: number }) =>
      told.push(`${p.phase} ${p.done}/${p.total}`);
    const written = await writeBank({ name, questions, media, onProgress }, format, nowhere);
    expect(written.tooLargeHere).toBeNull();
    const all = (phase: string) => [1, 2, 3].map((n) => `${phase} ${n}/3`);
    const apart = ['json', 'csv', 'gift', 'qti'].includes(format);
    expect(told).toEqual([...all('questions'), ...(apart ? all('pictures') : [])]);
  },
);

it('says of a file that an import here would refuse how large it is and what to export instead', async () => {
  const questions = Array.from({ length: 60 }, (_, n) => withPicture(n));
  const picture = Buffer.alloc(1_000_000);
  const media = new Map(questions.map((q) => [q.media[0]!.file, picture]));
  const moodle = await writeBank({ name, questions, media }, 'moodle', nowhere);
  expect(moodle.tooLargeHere).toMatchObject({ limit: 64 * 1024 ** 2 });
  expect(moodle.tooLargeHere!.bytes).toBeGreaterThan(80_000_000);
  expect(moodle.lost.at(-1)?.what['zh-CN']).toContain('请导出 JSON');
  // Pictures of their own are no text, nor are those that are known for pictures within one.
  for (const format of ['json', 'qti', 'csv'] as const)
    expect((await writeBank({ name, questions, media }, format, nowhere)).tooLargeHere).toBeNull();
  picture.set(Buffer.from('ffd8ffe0', 'hex'));
  expect((await writeBank({ name, questions, media }, 'moodle', nowhere)).tooLargeHere).toBeNull();
});

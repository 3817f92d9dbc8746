import fc from 'fast-check';
import type { Question } from '../model/question';
import { readBank } from '../read/read-bank';
import { makeQuestion } from '../testing/make-question';
import { unzip } from '../read/unzip';
import { DEFAULT_LIMITS } from '../read/limits';
import { exportBank } from './export-bank';
import { packZip } from './pack-zip';

/** Signs that one of the formats gives a meaning, none of which makes markup or a label of the text around it. */
const text = (front: string) =>
  fc
    .array(fc.constantFrom(...'红灯停车让行0{}=~#:\\<&/%"', '->', '//', '::'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => `${front}${parts.join('')}行`);
const question = (id: string): fc.Arbitrary<Question> =>
  fc
    .record({
      type: fc.constantFrom('judge' as const, 'single' as const, 'multi' as const),
      stem: text('题'),
      options: fc.uniqueArray(text('选'), { minLength: 4, maxLength: 4 }),
      explanation: fc.option(text('因'), { nil: undefined }),
      right: fc.subarray(['A', 'B', 'C', 'D'], { minLength: 2 }),
    })
    .map(({ type, stem, options, explanation, right }) =>
      makeQuestion(id, {
        type,
        stem: { 'zh-CN': stem },
        options:
          type === 'judge'
            ? [
                { id: 'A', text: { 'zh-CN': '正确' } },
                { id: 'B', text: { 'zh-CN': '错误' } },
              ]
            : options.map((o, i) => ({ id: 'ABCD'[i] ?? '', text: { 'zh-CN': o } })),
        answer:
          type === 'multi' ? right : type === 'judge' ? [right.includes('A') ? 'A' : 'B'] : right.slice(0, 1),
        shuffle: type !== 'judge',
        ...(explanation ? { explanation: { 'zh-CN': explanation } } : {}),
      }),
    );

/** The file without what only an import here looks at. */
async function asOthersSeeIt(bytes: Buffer, format: string): Promise<Buffer> {
  if (format === 'moodle')
    return Buffer.from(bytes.toString('utf8').replace(/^ *<kaotai>.*<\/kaotai>\n/gm, ''));
  if (format === 'gift') return Buffer.from(bytes.toString('utf8').replace(/^\/\/ kaotai:.*\n/gm, ''));
  const { files } = await unzip(bytes, 'x.zip', DEFAULT_LIMITS, Infinity);
  const left = new Map(files);
  left.delete('kaotai-bank.json');
  return packZip(left);
}
const shown = ({ type, stem, options, answer, explanation }: Question) => ({
  type,
  stem: stem['zh-CN'],
  options: options.map((o) => o.text['zh-CN']),
  answer,
  explanation: explanation?.['zh-CN'],
});

describe.each(['moodle', 'gift', 'qti'] as const)('%s', (format) => {
  it('shows other systems the same texts and the same key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(question('q1'), question('2-b')), async (questions) => {
        const made = await exportBank({ name: { 'zh-CN': '库' }, questions, media: new Map() }, format);
        const read = await readBank({
          name: made.fileName,
          bytes: await asOthersSeeIt(made.bytes, format),
        });
        expect(read.own).toBe(false);
        expect(read.candidates.map((c) => shown(c.question))).toEqual(questions.map(shown));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 150) },
    );
  });

  it('takes what somebody changed by hand instead of what we kept', async () => {
    const questions = [makeQuestion('q1', { stem: { 'zh-CN': '旧题干', en: 'Old' } }), makeQuestion('q2')];
    const made = await exportBank({ name: { 'zh-CN': '库' }, questions, media: new Map() }, format);
    const edit = (b: Uint8Array) =>
      Buffer.from(Buffer.from(b).toString('utf8').replaceAll('旧题干', '新题干'));
    let { bytes } = made;
    if (format === 'qti') {
      const { files } = await unzip(bytes, 'x.zip', DEFAULT_LIMITS, Infinity);
      bytes = packZip(new Map([...files].map(([p, b]) => [p, p.startsWith('items/') ? edit(b) : b])));
    } else {
      const [mark] = /^.*kaotai:1:.*$/m.exec(bytes.toString('utf8')) ?? [''];
      bytes = Buffer.from(
        edit(Buffer.from(bytes.toString('utf8').replace(mark, '@@')))
          .toString('utf8')
          .replace('@@', mark),
      );
    }
    const read = await readBank({ name: made.fileName, bytes });
    expect(read.candidates.map((c) => c.question.stem)).toEqual([{ 'zh-CN': '新题干' }, questions[1]!.stem]);
  });
});

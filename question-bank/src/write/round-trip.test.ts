import fc from 'fast-check';
import { question } from '../model/question';
import { readBank } from '../read/read-bank';
import { anyBank, PICTURES } from '../testing/any-bank';
import { exportBank, READABLE_FORMATS } from './export-bank';

describe.each(READABLE_FORMATS)('%s', (format) => {
  it('gives any bank back as it was, with its pictures and without a word about mends', async () => {
    await fc.assert(
      fc.asyncProperty(anyBank, async (bank) => {
        const { fileName, bytes } = await exportBank(bank, format);
        const read = await readBank({ name: fileName, bytes });
        expect(read.issues.filter((i) => !['NOT_CHINESE', 'MISSING_TRANSLATION'].includes(i.code))).toEqual(
          [],
        );
        expect(read.candidates.map((c) => c.question)).toEqual(bank.questions.map((q) => question.parse(q)));
        for (const { file } of bank.questions.flatMap((q) => q.media))
          expect(Buffer.from(read.media.get(file) ?? []).equals(PICTURES.get(file) ?? Buffer.of(0))).toBe(
            true,
          );
      }),
      { numRuns: Number(process.env['RUNS'] ?? 150) },
    );
  });
});

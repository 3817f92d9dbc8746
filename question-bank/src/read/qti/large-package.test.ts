import { makeQuestion } from '../../testing/make-question';
import { makeZip } from '../../testing/make-zip';
import { exportBank } from '../../write/export-bank';
import { readBank } from '../read-bank';

const questions = Array.from({ length: 200 }, (_, n) => makeQuestion(`q${n}`));
const bank = { name: { 'zh-CN': '题库' }, questions, media: new Map<string, Uint8Array>() };

it('the items of a package are no text that is held: an export of ours is read again whole, within its own bound', async () => {
  const { bytes, tooLargeHere } = await exportBank(bank, 'qti');
  expect(tooLargeHere).toBeNull();
  const file = { name: 'b.zip', bytes };
  const few = { maxTextBytes: 250_000 };
  const read = await readBank(file, { limits: few });
  expect(read.issues).toEqual([]);
  expect(read.candidates.map((c) => c.question)).toEqual(questions);

  const bounded = await readBank(file, { limits: { ...few, maxItemsBytes: 100_000 } });
  expect([bounded.read, bounded.issues.map((i) => i.code)]).toEqual([0, ['ZIP_TOO_LARGE']]);
});

it('small XML files that are no package are held, and bounded, as texts are', async () => {
  const data = Buffer.from(`<quiz>${'<!-- -->'.repeat(300)}</quiz>`);
  const bytes = makeZip(questions.map((q) => ({ name: `${q.id}.xml`, data })));
  const read = await readBank({ name: 'b.zip', bytes }, { limits: { maxTextBytes: 250_000 } });
  expect(read.issues.map((i) => i.code)).toEqual(['ZIP_TOO_LARGE']);
});

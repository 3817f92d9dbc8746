import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkBank } from '../check/check-bank';
import { loadBank } from '../cli/load';

/** Real banks that may not be kept in the project; CONTRIBUTING says where they are looked for. */
const FOLDER =
  process.env['KAOTAI_BANKS_DIR'] ?? join(__dirname, '..', '..', '..', '..', 'shared', 'data', 'banks');
const here = existsSync(FOLDER);
if (!here) console.warn('the real banks are not at hand: their tests are skipped (KAOTAI_BANKS_DIR)');

async function read(...names: string[]) {
  const { read: bank, media } = await loadBank(
    names.map((n) => join(FOLDER, n)),
    undefined,
    { limits: { maxBytes: 1e9 } },
  );
  const checked = checkBank(bank, { onDate: '2026-11-23', media });
  const errors: Record<string, number> = {};
  for (const i of checked.issues) if (i.severity === 'error') errors[i.code] = (errors[i.code] ?? 0) + 1;
  return { ...checked, errors, accepted: checked.accepted.length, questions: checked.accepted };
}

(here ? describe : describe.skip)('real banks', () => {
  test('a workbook of 1,841: three wrong keys, 474 and more stems whose picture is lost, two contradictions', async () => {
    const [name = ''] = readdirSync(join(FOLDER, 'cn-xlsx'));
    const got = await read(join('cn-xlsx', name));
    expect(got).toMatchObject({ format: 'xlsx', read: 1841 });
    expect(got.errors).toMatchObject({ BAD_ANSWER: 1, BAD_ANSWER_COUNT: 2 });
    expect(got.errors['PICTURE_MENTIONED']).toBeGreaterThanOrEqual(474);
    expect(got.issues.filter((i) => i.code === 'CONFLICTING_ANSWER')).toHaveLength(4);
  });
  test('7,139 Italian true/false with 413 pictures', async () => {
    const got = await read('it-quizpatente/quizPatenteB2023.json');
    expect(got).toMatchObject({ read: 7139, accepted: 7139, byType: { judge: 7139 }, errors: {} });
    expect(got.media.size).toBe(413);
    expect(got.questions.filter((q) => q.answer[0] === 'A')).toHaveLength(3572);
  });
  test('the same bank as JSON and as CSV has the same keys', async () => {
    const [json, csv] = [await read('us-wa/question-bank.json'), await read('us-wa/question-bank.csv')];
    expect([json.accepted, csv.accepted]).toEqual([387, 387]);
    const keys = (b: typeof json) => b.questions.map((q) => `${q.id} ${q.answer.join('')}`);
    expect(keys(json)).toEqual(keys(csv));
  });
  test('SQL in three files: 230 questions, four wrong counts, two equal options', async () => {
    const dumps = readdirSync(join(FOLDER, 'ba-sql')).filter((f) => f.endsWith('.sql'));
    const got = await read(...dumps.map((f) => join('ba-sql', f)));
    expect(got).toMatchObject({
      read: 230,
      accepted: 225,
      errors: { BAD_ANSWER_COUNT: 4, DUPLICATE_OPTIONS: 1 },
    });
    expect(got.media.size).toBeGreaterThan(90);
  });
  test('every file can be read, and none of them throws', async () => {
    const files = readdirSync(FOLDER, { recursive: true })
      .map(String)
      .filter(
        (f) =>
          /\.(?:xml|zip|gift|txt|json|csv|sql|xlsx|qti|md)$/.test(f) && statSync(join(FOLDER, f)).isFile(),
      );
    for (const file of files) {
      const { read: bank } = await loadBank([join(FOLDER, file)], undefined, {});
      const said = bank.candidates.length > 0 || bank.issues.length > 0;
      // A GIFT file that holds a category and nothing else has nothing to say.
      expect([basename(file), said || /category/.test(file)]).toEqual([basename(file), true]);
    }
  });
});

import { readOne } from '../../testing/read-one';

const row = (id: string, language: string, question: string) => ({
  id,
  language,
  question,
  options: ['x', 'y', 'z'],
  answer: 'C',
});
const read = async (...rows: object[]) => readOne('q.json', JSON.stringify(rows));

describe('rows that name their language', () => {
  test('of one id are one question', async () => {
    const got = await read(row('1', 'zh', '停车？'), row('1', 'en', 'Stop?'));
    expect(got.short).toEqual(['停车？ -x -y +z']);
    expect(got.candidates[0]?.question.stem).toEqual({ 'zh-CN': '停车？', en: 'Stop?' });
  });

  test('of an id that no Chinese row has are questions of their own', async () => {
    const got = await read(row('1', 'zh', '停车？'), row('2', 'en', 'Go?'));
    expect(got.short).toEqual(['停车？ -x -y +z', 'Go? -x -y +z']);
  });

  test('without ids are never laid beside each other', async () => {
    const got = await read(row('', 'zh', '停车？'), row('', 'zh', '鸣笛？'), row('', 'en', 'Go?'));
    expect(got.short).toHaveLength(3);
    expect(got.candidates.every((c) => c.question.stem.en === undefined)).toBe(true);
  });

  test('in a language that has no Chinese beside it are said to be left out', async () => {
    const got = await read(
      row('1', 'en', 'Stop?'),
      row('2', 'en', 'Go?'),
      row('1', 'af', 'Staan?'),
      row('9', 'af', 'Gaan?'),
    );
    expect(got.short).toHaveLength(3);
    expect(got.found).toContain('TEXT_LOST -');
  });
});

describe('a letter beside a list that could not be read', () => {
  const parts = [{ radio: { val: 'A' } }, { radio: { val: 'B' } }];
  test('names an option of that list, and is not taken for right or wrong', async () => {
    const got = await read({ question: '雨天怎样走？', answer: 'B', parts });
    expect(got.short).toEqual([]);
    expect(got.found).toContain('TOO_FEW_OPTIONS 1');
  });

  test('is right or wrong beside remarks', async () => {
    const comments = [{ by: 'x' }, { by: 'y' }];
    const rows = [1, 2].map((n) => ({ question: `可以停车${n}。`, answer: 'B', comments }));
    expect((await read(...rows)).short).toEqual(['可以停车1。 错', '可以停车2。 错']);
  });
});

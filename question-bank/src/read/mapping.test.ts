import fc from 'fast-check';
import { readOne } from '../testing/read-one';
import { FIELD_KEYS } from './field-keys';
import { signatureOf } from './mapping';

const csv = (...rows: string[][]) => rows.map((r) => r.join(',')).join('\n');
const FOREIGN = csv(
  ['Kysymys', 'Wahl eins', 'Wahl zwei', 'Wahl drei', 'Ratkaisu', 'Notiz'],
  ['红灯亮时应当怎样？', '停车', '加速', '倒车', '1', 'x'],
  ['黄灯闪烁时应当怎样？', '加速', '确认安全后通过', '倒车', '2', 'y'],
  ['绿灯亮时应当怎样？', '停车', '倒车', '通行', '2', 'z'],
);
const COLUMNS = { A: 'stem', B: 'optionA', C: 'optionB', D: 'optionC', E: 'answer', F: null } as const;

describe('columns found and mapped', () => {
  test('every column with its samples and what it was taken for', async () => {
    const got = await readOne(
      'b.csv',
      csv(['题干', '选项A', '选项B', '答案', '备注', '题目'], ['甲', '一', '二', 'A', '旧', '甲二']),
    );
    expect(got.sources).toMatchObject([{ file: 'b.csv', form: 'sheet', rows: 1, read: true, header: 1 }]);
    expect(got.sources[0]?.columns.map((c) => [c.key, c.name, c.as, c.how, c.samples])).toEqual([
      ['A', '题干', 'stem', 'name', ['甲']],
      ['B', '选项A', 'optionA', 'name', ['一']],
      ['C', '选项B', 'optionB', 'name', ['二']],
      ['D', '答案', 'answer', 'name', ['A']],
      ['E', '备注', null, 'unknown', ['旧']],
      ['F', '题目', null, 'twice', ['甲二']],
    ]);
  });

  test('a sheet in which no header was recognised is read once its columns are named; numbers are asked about', async () => {
    const before = await readOne('b.csv', FOREIGN);
    expect([before.read, before.found]).toEqual([0, ['NO_HEADER -']]);
    const [source] = before.sources;
    expect(source).toMatchObject({ read: false, header: null, rows: 3 });
    expect(source?.head[0]?.cells[0]).toBe('Kysymys');
    expect(source?.columns[1]).toMatchObject({ name: 'Wahl eins', samples: ['停车', '加速'] });

    const signature = source?.signature ?? '';
    const asked = await readOne('b.csv', FOREIGN, { mappings: [{ signature, columns: COLUMNS }] });
    expect(asked.found).toContain('ANSWERS_AMBIGUOUS 1');
    expect(asked.sources[0]?.numbers).toMatchObject({
      coding: null,
      count: 3,
      examples: [
        { answer: '1', stem: '红灯亮时应当怎样？', as: { from1: 'A', from0: 'B' } },
        { answer: '2', as: { from1: 'B', from0: 'C' } },
        { answer: '2', stem: '黄灯闪烁时应当怎样？' },
      ],
    });
    expect(asked.sources[0]?.signature).toBe(signature);

    const said = await readOne('b.csv', FOREIGN, {
      mappings: [{ signature, columns: COLUMNS, answers: 'from1' }],
    });
    expect(said.short).toEqual([
      '红灯亮时应当怎样？ +停车 -加速 -倒车',
      '黄灯闪烁时应当怎样？ -加速 +确认安全后通过 -倒车',
      '绿灯亮时应当怎样？ -停车 +倒车 -通行',
    ]);
    expect(said.sources[0]?.columns.map((c) => c.how)).toEqual([
      'said',
      'said',
      'said',
      'said',
      'said',
      'left',
    ]);
    // The next file of that making has other rows and the same signature.
    const next = await readOne('c.csv', FOREIGN.split('\n').slice(0, 2).join('\n').replace(',1,', ',3,'), {
      mappings: [{ signature, columns: COLUMNS, answers: 'from1' }],
    });
    expect(next.short).toEqual(['红灯亮时应当怎样？ -停车 -加速 +倒车']);
  });

  test('the header row is the one that was said, or there is none', async () => {
    const text = csv(
      ['题干', '答案', 'x'],
      ['Kysymys', 'Ratkaisu', 'x'],
      ['甲', '对', 'x'],
      ['乙', '错', 'x'],
    );
    const columns = { A: 'stem', B: 'answer' } as const;
    const signature = (await readOne('b.csv', text)).sources[0]?.signature ?? '';
    const second = await readOne('b.csv', text, { mappings: [{ signature, header: 2, columns }] });
    expect([second.short, second.sources[0]?.header]).toEqual([['甲 对', '乙 错'], 2]);
    const bare = csv(['甲', '对'], ['乙', '错']);
    const from = (await readOne('b.csv', bare)).sources[0]?.signature ?? '';
    const none = await readOne('b.csv', bare, { mappings: [{ signature: from, header: 0, columns }] });
    expect([none.short, none.sources[0]?.header]).toEqual([['甲 对', '乙 错'], 0]);
    const missing = await readOne('b.csv', bare, {
      mappings: [{ signature: from, header: 0, columns: { A: 'stem' } }],
    });
    expect(missing.found).toEqual(['SHEET_SKIPPED -', 'NO_QUESTIONS -']);
  });

  test('keys of JSON that nobody knows, and the file as JSON lines', async () => {
    const rows = [
      { spurning: '甲？', wahl: ['一', '二', '三'], ratkaisu: 'B', rest: { a: 1 } },
      { spurning: '乙？', wahl: ['四', '五', '六'], ratkaisu: 'C', rest: { a: 2 } },
    ];
    const columns = { spurning: 'stem', wahl: 'options', ratkaisu: 'answer', rest: null } as const;
    for (const [name, text] of [
      ['b.json', JSON.stringify({ x: { liste: rows } })],
      ['b.jsonl', rows.map((r) => JSON.stringify(r)).join('\n')],
    ] as const) {
      const before = await readOne(name, text);
      expect(before.read - (name === 'b.jsonl' ? 2 : 0)).toBe(0);
      expect(before.sources[0]?.columns.map((c) => [c.key, c.how, c.samples[0]])).toEqual([
        ['spurning', 'unknown', '甲？'],
        ['wahl', 'unknown', '一 / 二 / 三'],
        ['ratkaisu', 'unknown', 'B'],
        ['rest', 'unknown', '1'],
      ]);
      const signature = before.sources[0]?.signature ?? '';
      const said = await readOne(name, text, { mappings: [{ signature, columns }] });
      expect(said.short).toEqual(['甲？ -一 +二 -三', '乙？ -四 -五 +六']);
      expect(said.sources[0]).toMatchObject({ read: true, mapped: true });
    }
  });

  test('tables of a dump: unknown columns are mapped, the rows of tables that are no questions are not shown', async () => {
    const sql = `CREATE TABLE spurningn (nr int, spurning text, w1 text, w2 text, richtig text);
INSERT INTO spurningn VALUES (1,'甲？','一','二','A'),(2,'乙？','三','四','B');
CREATE TABLE sonst (a int, b text);
INSERT INTO sonst VALUES (1,'geheim');`;
    const before = await readOne('b.sql', sql);
    expect(before.sources.map((s) => [s.name, s.read, s.rows])).toEqual([
      ['spurningn', false, 2],
      ['sonst', false, 1],
    ]);
    expect(JSON.stringify(before.sources)).not.toContain('geheim');
    const signature = before.sources[0]?.signature ?? '';
    const columns = { nr: 'id', spurning: 'stem', w1: 'optionA', w2: 'optionB', richtig: 'answer' } as const;
    const said = await readOne('b.sql', sql, { mappings: [{ signature, columns }] });
    expect(said.short).toEqual(['甲？ +一 -二', '乙？ -三 +四']);
    expect(
      said.sources.find((s) => s.name === 'spurningn')?.columns.map((c) => [c.as, c.how, c.samples[0]]),
    ).toEqual([
      ['id', 'said', '1'],
      ['stem', 'said', '甲？'],
      ['optionA', 'said', '一'],
      ['optionB', 'said', '二'],
      ['answer', 'said', 'A'],
    ]);
  });

  test('left out as a whole; only the sheets asked for', async () => {
    const text = csv(['题干', '答案'], ['甲', '对']);
    const signature = (await readOne('b.csv', text)).sources[0]?.signature ?? '';
    const left = await readOne('b.csv', text, { mappings: [{ signature, read: false, columns: {} }] });
    expect([left.read, left.sources[0]?.left]).toEqual([0, true]);
    const json = JSON.stringify([{ question: '甲', answer: '对' }]);
    const of = (await readOne('b.json', json)).sources[0]?.signature ?? '';
    const none = await readOne('b.json', json, { mappings: [{ signature: of, read: false, columns: {} }] });
    expect([none.read, none.found]).toEqual([0, ['SHEET_SKIPPED -', 'NO_QUESTIONS -']]);
  });

  test('a signature knows no case, width, space or empty columns at the end; order counts in tables, not in keys', () => {
    expect(signatureOf('sheet', ['Ａbc ', '题 干', ''])).toBe(signatureOf('sheet', ['abc', '题 干']));
    expect(signatureOf('sheet', ['a', 'b'])).not.toBe(signatureOf('sheet', ['b', 'a']));
    expect(signatureOf('keys', ['a', 'b'])).toBe(signatureOf('keys', ['b', 'a']));
  });

  test('no mapping makes the reader throw', async () => {
    const signature = (await readOne('b.csv', FOREIGN)).sources[0]?.signature ?? '';
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'Z'),
          fc.constantFrom(null, ...FIELD_KEYS),
        ),
        fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
        async (columns, header) => {
          const mapping = { signature, columns, ...(header === undefined ? {} : { header }) };
          const got = await readOne('b.csv', FOREIGN, { mappings: [mapping] });
          expect(got.read).toBeGreaterThanOrEqual(got.candidates.length);
          expect(got.sources).toHaveLength(1);
        },
      ),
      { numRuns: 100 },
    );
  });
});

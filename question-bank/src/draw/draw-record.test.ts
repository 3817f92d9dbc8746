import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { jsonBank } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import { runCli } from '../cli/run';
import type { Question } from '../model/question';
import { publish } from '../version/publish';
import { drawPaper } from './draw-paper';
import { blueprintHash, drawRecord, redraw, type DrawRecord } from './draw-record';

const chapter = '道路通行条件及通行规定';
const types: Question['type'][] = ['judge', 'single', 'multi'];
const TAGS: string[][] = [[], [], ['region:15'], ['class:A2'], ['sign'], []];
const bank = Array.from({ length: 60 }, (_, i) =>
  makeQuestion(`q${i}`, { type: types[i % 3] ?? 'judge', tags: TAGS[i % TAGS.length] ?? [] }),
);
const { hash: bankVersion } = publish({ questions: bank, media: new Map() });
const kind: DrawRecord['kind'] = {
  code: 'K1_CAR',
  version: 1,
  subject: 'K1',
  vehicle: 'car',
  questions: 9,
  types: { judge: 3, single: 3, multi: 3 },
  blueprint: { unit: 'percent', rows: { [chapter]: 100 } },
};
const content = {
  chapters: [{ name: chapter, count: 9 }],
  cells: [{ tag: 'sign', min: 1, max: 2 }],
  mustTogether: [],
  neverTogether: [['q1', 'q7']],
  difficulty: null,
  region: null,
  exposure: true,
  neighbours: true,
};

/** A paper as the server would give it, with the record of its draw. */
function recorded(o: {
  seed: string;
  office: boolean;
  region: string;
  licenceClass: string;
  beside: number;
  exposure: boolean;
  without: string[];
  avoid: string[];
}): DrawRecord {
  const office = o.office ? content : null;
  const scope = {
    questions: bank.filter((q) => !o.without.includes(q.id)),
    kind,
    office,
    licenceClass: o.licenceClass,
    region: o.region,
    day: '2026-11-23',
    avoid: o.avoid,
    exposure: o.exposure ? bank.map((q, i): [string, number] => [q.id, i % 5]) : [],
  };
  const neighbours: DrawRecord['neighbours'] = [];
  let paper: DrawRecord['paper'] = [];
  for (let seat = 0; seat <= o.beside; seat += 1) {
    const drawn = drawPaper({ ...scope, seed: `${o.seed}${seat}`, neighbours: [...neighbours] });
    if (!drawn.ok) throw new Error(JSON.stringify(drawn.short));
    paper = drawn.items.map((i) => ({ questionId: i.questionId, options: i.optionOrder }));
    if (seat < o.beside)
      neighbours.push({
        questionIds: paper.map((i) => i.questionId),
        order: paper.map((i) => i.options),
      });
  }
  const { questions: _, office: __, ...rest } = scope;
  return {
    format: 'kaotai-draw-record',
    version: 1,
    attemptId: 'a-1',
    bankVersion,
    blueprint: office && { hash: blueprintHash(kind.code, office), number: 1, content: office },
    ...{ ...rest, kind, neighbours, paper },
    seed: `${o.seed}${o.beside}`,
    without: o.without,
  };
}
const ids = fc.uniqueArray(fc.nat(59), { maxLength: 6 }).map((ns) => ns.map((n) => `q${n}`));
const anyRecord = fc
  .record({
    seed: fc.string({ maxLength: 8 }),
    office: fc.boolean(),
    region: fc.constantFrom('', '15'),
    licenceClass: fc.constantFrom('C1', 'A2'),
    beside: fc.nat(2),
    exposure: fc.boolean(),
    without: ids,
    avoid: ids,
  })
  .map(recorded);

test('a record that went through a file draws its paper again: beside others, by exposure, for a region', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const read = drawRecord.parse(JSON.parse(JSON.stringify(record)));
      // Whatever order the questions come in.
      const again = redraw(read, [...bank].reverse());
      expect(again).toMatchObject({ ok: true, differences: [] });
    }),
    { numRuns: 60 },
  );
});

test('what the neighbours held decides: without it the paper is another', () => {
  const record = recorded({
    ...{ seed: 's', office: true, region: '15', licenceClass: 'A2', beside: 2 },
    ...{ exposure: true, without: [], avoid: [] },
  });
  expect(record.neighbours).toHaveLength(2);
  const again = redraw({ ...record, neighbours: [] }, bank);
  expect(again.ok && again.differences.length).toBeGreaterThan(0);
});

describe('kaotai-bank draw --record', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaotai-record-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const cli = async (...argv: string[]) => {
    const lines: string[] = [];
    const say = (text: string) => void lines.push(text);
    const code = await runCli(argv, { today: '2027-01-01', out: say, err: say });
    return { code, text: lines.join('\n') };
  };
  const record = recorded({
    ...{ seed: 's', office: true, region: '', licenceClass: 'C1', beside: 1 },
    ...{ exposure: true, without: ['q3'], avoid: ['q4', 'q5'] },
  });
  const file = write('bank.json', jsonBank(bank));
  const held = (more: Partial<DrawRecord>, ...options: string[]) =>
    cli('draw', file, '--record', write('record.json', JSON.stringify({ ...record, ...more })), ...options);

  test('the same paper is a match, on any day', async () => {
    const { code, text } = await held({}, '--json');
    expect([code, JSON.parse(text)]).toMatchObject([
      0,
      { match: true, sameBank: true, sameBlueprint: true, samePaper: true, hash: bankVersion },
    ]);
    const said = await held({});
    expect(said.text).toContain('✔ 一致');
    expect(said.text.split('\n')).toHaveLength(2 + 9);
  });

  test('another seed, options in another order, a changed blueprint, another bank: each is named', async () => {
    expect(await held({ seed: 'x' }, '--lang', 'en')).toMatchObject({
      code: 1,
      text: expect.stringMatching(/✖ mismatch\n {2}question \d: recorded q\d+, drawn q\d+/),
    });
    const turned = record.paper.map((p, i) => (i === 4 ? { ...p, options: [...p.options].reverse() } : p));
    expect((await held({ paper: turned })).text).toMatch(/第 5 题选项顺序：记录 [A-D,]+，重抽 [A-D,]+/);
    const other = { ...record.blueprint!, content: { ...content, neverTogether: [] } };
    expect((await held({ blueprint: other })).text).toContain('组卷方案：内容与它的编号对不上');
    const small = write('small.json', jsonBank(bank.slice(1)));
    const { code, text } = await cli('draw', small, '--record', write('r.json', JSON.stringify(record)));
    expect([code, text]).toEqual([1, expect.stringContaining(`记录中的是 ${bankVersion}`)]);
  });

  test('a file that is no record says what is wrong with it', async () => {
    const wrong = await held({ paper: [] });
    expect([wrong.code, wrong.text]).toEqual([64, expect.stringMatching(/record\.json: .+\(paper\)/)]);
    expect((await cli('draw', file, '--record', write('half.json', '{'))).code).toBe(2);
  });
});

import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonBank } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import type { Question } from '../model/question';
import { runCli } from './run';

const fixture = (name: string) => join(__dirname, '../../fixtures', name);
const folder = mkdtempSync(join(tmpdir(), 'kaotai-bank-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function cli(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(argv, { today: '2026-11-23', out: (t) => out.push(t), err: (t) => err.push(t) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

const types: Question['type'][] = ['judge', 'single', 'multi'];
const bank = join(folder, 'bank.json');
const kinds = join(folder, 'kinds.json');
writeFileSync(
  bank,
  jsonBank(Array.from({ length: 30 }, (_, i) => makeQuestion(`q${i}`, { type: types[i % 3] ?? 'judge' }))),
);
const kind = (code: string, chapter: string) => ({
  code,
  subject: 'K1',
  vehicle: 'car',
  questions: 6,
  types: { judge: 2, single: 2, multi: 2 },
  blueprint: { unit: 'percent', rows: { [chapter]: 100 } },
});
writeFileSync(
  kinds,
  JSON.stringify({ kinds: [kind('GOOD', '道路通行条件及通行规定'), kind('BAD', '别的章节')] }),
);

describe('kaotai-bank', () => {
  test('a file that is not there is an issue with its place, for people and for programs', async () => {
    const gone = join(folder, 'gone.xlsx');
    const told = await cli('read', gone, '--json');
    expect([told.code, json(told.out)]).toMatchObject([
      2,
      {
        format: null,
        read: 0,
        accepted: 0,
        issues: [{ code: 'FILE_UNREADABLE', where: { file: 'gone.xlsx' }, value: gone }],
      },
    ]);
    const plain = await cli('check', gone, '--lang', 'en');
    expect(plain.code).toBe(2);
    expect(plain.err).toContain('gone.xlsx: The file cannot be read');
  });

  test('export writes another format, and diff finds what was changed in it and nothing else', async () => {
    const workbook = join(folder, 'out.xlsx');
    const made = await cli('export', bank, '--to', 'xlsx', '--out', workbook, '--json');
    expect([made.code, json(made.out)]).toMatchObject([0, { file: workbook, questions: 30, refused: 0 }]);
    const same = await cli('diff', bank, workbook, '--json');
    expect([same.code, json(same.out)]).toEqual([0, { added: [], removed: [], changed: [], unchanged: 30 }]);

    const csv = join(folder, 'out.csv');
    await cli('export', bank, '--to', 'csv', '--out', csv);
    const judge = readFileSync(csv, 'utf8').split('\r\n');
    writeFileSync(csv, [judge[0], ...judge.slice(2)].join('\r\n').replace('q1,', 'r1,'));
    const other = await cli('diff', bank, csv, '--json');
    expect([other.code, json(other.out)]).toMatchObject([
      1,
      { added: ['r1'], removed: ['q0', 'q1'], unchanged: 28 },
    ]);
    expect((await cli('diff', bank)).code).toBe(64);
    expect((await cli('export', bank)).code).toBe(64);
  });

  test('several exports at once are in nobody’s way, and a link stays one', async () => {
    const target = join(folder, 'target.csv');
    const link = join(folder, 'link.csv');
    writeFileSync(target, '');
    symlinkSync(target, link);
    const same = join(folder, 'same.json');
    const made = await Promise.all([
      cli('export', bank, '--to', 'csv', '--out', link),
      cli('export', bank, '--to', 'json', '--out', same),
      cli('export', bank, '--to', 'json', '--out', same),
    ]);
    expect(made.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8').split('\r\n').length).toBeGreaterThan(30);
    expect((await cli('diff', bank, same)).code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('read compares with other banks and leaves out what it is told to', async () => {
    const other = join(folder, 'other.json');
    const [first] = (JSON.parse(readFileSync(bank, 'utf8')) as { questions: Question[] }).questions;
    if (!first) throw new Error('no question');
    writeFileSync(other, jsonBank([{ ...first, id: 'else', answer: [first.answer[0] === 'A' ? 'B' : 'A'] }]));
    const { out } = await cli('read', bank, '--json', '--against', other);
    const issues = json(out)['issues'] as { code: string; message: string }[];
    expect(issues[0]).toMatchObject({ code: 'CONFLICTING_ANSWER' });
    expect(issues[0]?.message).toContain('“other.json”里的 else');
    const left = await cli('read', bank, '--json', '--leave-out', first.chapter);
    expect([left.code, json(left.out)]).toMatchObject([
      2,
      { read: 30, accepted: 0, categories: [{ name: first.chapter, count: 30, leftOut: true }] },
    ]);
  });

  test('read --json prints one object; a readable file is exit 0 whatever its rows', async () => {
    const { code, out } = await cli('read', fixture('bad-rows.csv'), '--json');
    expect(code).toBe(0);
    expect(json(out)).toMatchObject({
      format: 'csv',
      coding: { text: 'utf-8' },
      read: 8,
      accepted: 1,
      byType: { judge: 1, single: 0, multi: 0 },
    });
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  test('read finds the pictures beside the file, and reads every kind of file alike', async () => {
    for (const name of ['small.json', 'small-gbk.csv', 'small.xlsx', 'small.zip']) {
      const { code, out } = await cli('read', fixture(name), '--json');
      expect([name, code]).toEqual([name, 0]);
      expect(json(out)).toMatchObject({ read: 3, accepted: 3, byType: { judge: 1, single: 1, multi: 1 } });
    }
  });

  test('columns nobody knows are shown with samples and named on the command line', async () => {
    const file = join(folder, 'frage.csv');
    writeFileSync(file, 'Titel,,\nFrage,Antwort,Notiz\n红灯亮时可以通行。,错,x\n绿灯亮时可以通行。,对,y\n');
    const before = await cli('read', file, '--json');
    expect([before.code, json(before.out)['sources']]).toMatchObject([
      2,
      [
        {
          read: false,
          columns: [
            { name: 'Frage', how: 'unknown', samples: ['红灯亮时可以通行。', '绿灯亮时可以通行。'] },
            {},
            {},
          ],
        },
      ],
    ]);
    expect((await cli('read', file, '--lang', 'en')).out).toContain(
      'unknown columns: Frage (红灯亮时可以通行。',
    );
    const said = await cli(
      'read',
      file,
      '--json',
      '--columns',
      'Frage=stem,Antwort=answer,Notiz=',
      '--header-row',
      '2',
    );
    expect([said.code, json(said.out)]).toMatchObject([
      0,
      { read: 2, accepted: 2, sources: [{ header: 2 }] },
    ]);
    const named = await cli(
      ...['read', file, '--json', '--questions', '--columns', 'Frage=stem,Antwort=answer,Notiz=chapter'],
      ...['--header-row', '2', '--values', 'chapter:x=信号=灯', '--values', 'chapter:y=通行'],
    );
    expect(json(named.out)).toMatchObject({
      questions: [{ chapter: 'x' }, { chapter: '通行' }],
      sources: [
        {
          values: [
            { field: 'chapter', text: 'x', how: 'name' },
            { text: 'y', how: 'said', as: '通行' },
          ],
        },
      ],
    });
    expect((await cli('read', file, '--values', 'colour:x=y')).code).toBe(64);
    expect((await cli('read', file, '--columns', 'Frage=nothing')).code).toBe(64);
    expect((await cli('read', fixture('small.xlsx'), '--sheet', '没有这张', '--json')).code).toBe(2);
  });

  test('read of what is no bank: exit 2, and the report says why in the language asked for', async () => {
    const zh = await cli('read', fixture('media/light.svg'));
    expect(zh).toMatchObject({ code: 2, out: expect.stringContaining('认不出文件的格式') });
    expect((await cli('read', fixture('media/light.svg'), '--lang', 'en')).out).toContain(
      'The format is not known',
    );
    expect((await cli('read', join(folder, 'none.csv'))).code).toBe(2);
  });

  test('check holds the bank against the kinds', async () => {
    const good = await cli('check', bank, '--kinds', kinds, '--json');
    expect(good.code).toBe(0);
    expect(json(good.out)['kinds']).toEqual([
      { code: 'GOOD', feasible: true },
      { code: 'BAD', feasible: false, short: { chapters: ['别的章节'], types, need: 6, have: 0 } },
    ]);
    const bad = await cli('check', fixture('bad-rows.csv'));
    expect(bad).toMatchObject({ code: 1, out: expect.stringContaining('UNKNOWN_CHAPTER') });
    expect(bad.out).toContain('K1_CAR: 题量不足');
  });

  test('publish refuses errors unless told to leave those questions out, and writes the version', async () => {
    expect(await cli('publish', fixture('bad-rows.csv'))).toMatchObject({ code: 1, out: '' });
    const out = join(folder, 'version.json');
    const done = await cli('publish', fixture('bad-rows.csv'), '--good-rows', '--out', out, '--json');
    expect(done.code).toBe(0);
    expect(json(readFileSync(out, 'utf8'))['hash']).toBe(json(done.out)['hash']);
    const text = await cli('publish', bank);
    expect(text.out).toMatch(/^[0-9a-f]{64} {2}/);
  });

  test('draw gives the same paper for the same seed and keeps off the questions to avoid', async () => {
    const draw = (...more: string[]) =>
      cli('draw', bank, '--kinds', kinds, '--kind', 'GOOD', '--seed', 's', '--json', ...more);
    const first = json((await draw()).out) as { items: { questionId: string }[]; hash: string };
    expect(first.items).toHaveLength(6);
    expect(json((await draw()).out)).toEqual(first);
    const ids = first.items.map((i) => i.questionId);
    const second = json((await draw('--avoid', ids.join(','))).out) as typeof first;
    expect(second.items.filter((i) => ids.includes(i.questionId))).toEqual([]);
    expect(
      (await cli('draw', bank, '--kinds', kinds, '--kind', 'GOOD', '--seed', 's')).out.split('\n'),
    ).toHaveLength(7);
    expect((await cli('draw', bank, '--kinds', kinds, '--kind', 'BAD')).code).toBe(1);
    expect((await cli('draw', bank, '--kinds', kinds, '--kind', 'NONE')).code).toBe(64);
  });

  test('draw takes a blueprint file, and names the cell that is short', async () => {
    const file = join(folder, 'blueprint.json');
    const chapter = '道路通行条件及通行规定';
    const write = (more: object) =>
      writeFileSync(
        file,
        JSON.stringify({
          total: 6,
          types: { judge: 2, single: 2, multi: 2 },
          unit: 'percent',
          chapters: [{ name: chapter, share: 100 }],
          ...more,
        }),
      );
    const draw = (...more: string[]) => cli('draw', bank, '--blueprint', file, '--seed', 's', ...more);
    write({ constraints: { mustTogether: [['q0', 'q3']], quotas: [] } });
    const drawn = await draw('--json', '--class', 'C1');
    expect(drawn.code).toBe(0);
    expect((json(drawn.out) as { items: unknown[] }).items).toHaveLength(6);
    write({ constraints: { quotas: [{ tag: '没有的标签', min: 3 }] } });
    const short = await draw('--lang', 'en');
    expect([short.code, short.out]).toEqual([1, expect.stringContaining('没有的标签 0/3')]);
    write({ total: 7 });
    expect(await draw()).toMatchObject({
      code: 64,
      err: expect.stringContaining('types sum to 6, not to 7'),
    });
  });

  test('stats of a table of answers; a line that cannot be read is named', async () => {
    const answers = join(folder, 'answers.csv');
    const line = (i: number, q: number, choice: string) => `c${i},q${q},${choice},${8000 + i}`;
    const rows = Array.from({ length: 40 }, (_, i) => [
      // q1 (single, key A): the good choose D; q0 and q3 (judge) tell good from poor.
      line(i, 1, i % 2 ? 'D' : 'A'),
      line(i, 0, i % 2 ? 'A' : 'B'),
      line(i, 3, i % 2 ? 'A' : 'B'),
      line(i, 2, i % 2 ? 'AB' : ''),
    ]).flat();
    writeFileSync(answers, ['attempt,question,choice,ms', ...rows, 'c1,nowhere,A,'].join('\n'));
    const { code, out } = await cli('stats', bank, '--responses', answers, '--json');
    const report = json(out) as { items: { id: string; flags: string[]; unanswered: number }[] };
    expect(code).toBe(0);
    expect(report).toMatchObject({ attempts: 40, unknown: 1 });
    expect(report.items[0]).toMatchObject({ id: 'q1', n: 40, right: 20, facility: 0.5, flags: ['wrongKey'] });
    expect(report.items.find((i) => i.id === 'q2')?.unanswered).toBe(20);
    expect((await cli('stats', bank, '--responses', answers)).out.split('\n')).toHaveLength(6);
    // As Excel saves “Unicode text”, with candidates named in Chinese; and a file that is no text.
    const named = ['attempt,question,choice,ms', ...rows].join('\n').replace(/^c/gm, '考生');
    writeFileSync(answers, Buffer.from(`\ufeff${named}`, 'utf16le'));
    const wide = await cli('stats', bank, '--responses', answers, '--json');
    expect(json(wide.out)).toMatchObject({ attempts: 40, items: report.items, unknown: 0 });
    writeFileSync(answers, Buffer.from([0, 1, 2, 3, 0, 255, 254]));
    expect((await cli('stats', bank, '--responses', answers)).err).toContain('内容不是文本');
    writeFileSync(answers, 'attempt,question,choice\nc,q1,甲\n');
    expect(await cli('stats', bank, '--responses', answers)).toMatchObject({
      code: 2,
      err: expect.stringContaining('第 2 行：choice 列要写选项字母'),
    });
    expect((await cli('stats', bank)).code).toBe(64);
  });

  test('law-change lists what a changed rule may overturn, with the reason; exit 1 where something is', async () => {
    const file = join(folder, 'ages.json');
    const stem = { 'zh-CN': '申请C6的年龄为二十周岁以上、六十周岁以下。' };
    writeFileSync(
      file,
      jsonBank([makeQuestion('old', { type: 'judge', stem, lawRef: [] }), makeQuestion('q9')]),
    );
    const rule = ['--statute', '172号令', '--article', '第14条', '--old', '20-60周岁', '--new', '20-70周岁'];
    const { code, out } = await cli('law-change', file, ...rule, '--about', 'C6', '--json');
    expect([code, json(out)]).toMatchObject([
      1,
      {
        change: { from: '2026-11-23', about: ['C6'] },
        questions: 2,
        suspects: [{ id: 'old', rank: 'key', why: [{ reason: 'KEY_HAS_OLD', in: 'stem' }, {}] }],
      },
    ]);
    expect((await cli('law-change', file, ...rule)).out).toContain('判为正确的是旧值 (stem)');
    expect((await cli('law-change', bank, ...rule)).code).toBe(0);
    expect(await cli('law-change', file, ...rule.slice(2))).toMatchObject({
      code: 64,
      err: expect.stringContaining('--statute'),
    });
  });

  test.each([[[]], [['read']], [['eat', 'x']], [['read', 'a', '--nope']], [['read', 'a', '--date', 'x']]])(
    'wrong command line %j',
    async (argv) => {
      expect(await cli(...argv)).toMatchObject({
        code: 64,
        out: '',
        err: expect.stringContaining('kaotai-bank read|check'),
      });
    },
  );

  test('the launcher runs from any folder and passes on output and exit code', () => {
    const launcher = join(__dirname, '../../../scripts/bin/kaotai-bank.mjs');
    const run = (...argv: string[]) =>
      spawnSync(process.execPath, [launcher, ...argv], { cwd: folder, encoding: 'utf8' });
    const good = run('read', 'bank.json', '--json');
    expect([good.status, json(good.stdout)['accepted']]).toEqual([0, 30]);
    expect(run('read', 'nothing.json').status).toBe(2);
  });
});

test.each([
  [['read'], '没有写题库文件', 'No file is named'],
  [['eat', 'x'], '没有“eat”这个命令', 'There is no command "eat"'],
  [['read', 'a', '--nope'], '没有 --nope 这个选项', 'There is no option --nope'],
  [['read', 'a', '--date', 'x'], '--date 要写成 2026-12-01', '--date takes a day'],
  [['read', 'a', '--date'], '--date 后面少了内容', 'What belongs after --date is missing'],
  [['export', 'a', '--to', 'doc'], '--to 只能写 xlsx、', '--to takes one of xlsx, '],
  [['diff', 'a'], 'diff 要写两个文件', 'diff takes two files'],
  [['stats', 'a'], '--responses 写明作答表', '--responses names the table'],
  [['draw', 'a', '--kind', 'X'], '没有“X”这种考试：K1_CAR', 'There is no kind "X": K1_CAR'],
  [['law-change', 'a', '--old', 'x'], '--statute 没有写', '--statute is missing'],
])('a wrong command line is told in words in both languages: %j', async (argv, zh, en) => {
  expect(await cli(...argv)).toMatchObject({ code: 64, out: '', err: expect.stringContaining(zh) });
  const english = await cli(...argv, '--lang', 'en');
  // What lacks its value at the end of the line swallows nothing in front of another option.
  expect(english).toMatchObject({ code: 64, out: '', err: expect.stringContaining(en) });
  expect(english.err).not.toMatch(/\p{Script=Han}.*。/u);
});

test('a file that cannot be written is told as such, with what to look at', async () => {
  const out = join(folder, 'nowhere', 'x.json');
  for (const argv of [
    ['export', bank, '--to', 'json'],
    ['publish', bank],
  ]) {
    const got = await cli(...argv, '--out', out);
    expect(got.code).toBe(2);
    expect(got.err).toContain('x.json: 文件写不出去：没有这个文件夹 → 请检查 --out 的文件夹');
  }
});

test('a file beside the bank that is not what it should be is named, with what to use', async () => {
  const other = join(folder, 'other.csv');
  writeFileSync(other, 'attempt,question\n');
  const [kinds, record] = [
    await cli('check', bank, '--kinds', other),
    await cli('draw', bank, '--record', other),
  ];
  for (const got of [kinds, record])
    expect(got).toMatchObject({
      code: 2,
      err: expect.stringContaining('other.csv: 文件内容不对：内容不是 JSON → 请用控制台下载的原文件'),
    });
});

test.each(['-h', '--help'])('%s tells how it is used, and is no mistake', async (option) => {
  const got = await cli('read', option);
  expect(got).toMatchObject({ code: 0, err: '' });
  expect(got.out).toContain('kaotai-bank read|check');
  expect(got.out).toContain('退出码：0 正常');
  expect((await cli('read', option, '--lang', 'en')).out).toContain('Exit code: 0 well');
  // Both name every option.
  const options = (text: string) => [...new Set(text.match(/--[a-z-]+/g))].sort();
  expect(options(got.out)).toEqual(options((await cli(option, '--lang=en')).out));
});

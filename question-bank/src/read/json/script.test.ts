import fc from 'fast-check';
import { readOne } from '../../testing/read-one';
import { readBank } from '../read-bank';
import { storeZip } from '../store-zip';

const ASKED = '遇行人？ -减速 +停车 -加速';
const ONE = `{ question: '遇行人？', options: ['减速', "停车", \`加速\`], answer: 'B', }`;
const codes = (got: { found: string[] }) => got.found.filter((f) => !f.startsWith('ANSWERS_READ_AS'));

describe('questions that stand in a program', () => {
  test.each<[string, string, string]>([
    [
      'a variable',
      'bank.js',
      `// 题库\nvar questions = [\n${ONE},\n];\nfunction go() { return questions[0] }`,
    ],
    ['CommonJS', 'bank.cjs', `const u = require('./u');\nmodule.exports = { list: [${ONE}] };`],
    [
      'a module with types',
      'bank.ts',
      `import { Q } from './q';\nexport const qs: Q[] = [${ONE}] as const;\nexport default qs;`,
    ],
    ['a browser global', 'bank.js', `window.QUIZ = { parts: [[${ONE}]] };`],
    [
      'JSONP',
      'bank.js',
      `cb123({"reason":"ok","result":[{"question":"遇行人？","options":["减速","停车","加速"],"answer":"B"}]});`,
    ],
    [
      'a text for JSON.parse',
      'bank.js',
      `data = \`[{"question":"遇行人？","options":["减速","停车","加速"],"answer":"B"}]\``,
    ],
    [
      'Python',
      'bank.py',
      `# 题库\nquestions = {\n 0: {'question': '遇行人？', 'options': ('减速', '停车', '加速'), 'answer': 'B', 'image': None},\n}`,
    ],
    ['any ending', 'bank.txt', `var questions = [${ONE}]`],
    ['JSON with comments', 'bank.json', `{ // 题库\n "questions": [${ONE}] }`],
    ['a function that returns it', 'bank.js', `export const all = () => { const n = 1; return [${ONE}] }`],
  ])('%s', async (_, name, text) => {
    expect((await readOne(name, text)).short).toEqual([ASKED]);
  });
  test('escapes, joined texts, shared options and pictures are read; places are those of the file', async () => {
    const text = [
      "const lights = ['近光灯', '远光灯'];",
      'const qs = [',
      "  { question: '会\\u8f66\\'时\\n用' + '什么灯？', options: lights, answer: 'A', img: require('./a/7.png') },",
      "  { question: '超车？', options: lights, answer: 'Q' },",
      '];',
    ].join('\n');
    const got = await readOne('bank.js', text);
    expect(got.short).toEqual(["会车'时\n用什么灯？ +近光灯 -远光灯"]);
    expect(got.candidates[0]?.question.media.map((m) => m.file)).toEqual(['7.png']);
    expect(codes(got)).toEqual(['BAD_ANSWER 4']);
  });
  test('what only running the program would tell is named and never guessed', async () => {
    const text = `var ran = 0;\nvar qs = [\n${ONE},\n{ question: say(1), options: ['快', '慢'], answer: 'A' },\n{ question: '雨天？', options: ['快', slow()], answer: 'A' },\n{ question: '雾天？', options: ['快', '慢'], answer: key[2] },\n];`;
    const got = await readOne('bank.js', text);
    expect(got.short).toEqual([ASKED]);
    expect(codes(got)).toEqual(
      expect.arrayContaining([
        'BAD_FIELD 4',
        'BAD_FIELD 5',
        'BAD_FIELD 6',
        'CODE_NOT_RUN 4',
        'CODE_NOT_RUN 5',
        'CODE_NOT_RUN 6',
      ]),
    );
  });
  test.each([
    "{ question: '雪天？', answers: ['快', slow()], correct: 'A' }",
    "{ question: '雪天？', optionA: '快', optionB: '慢', optionC: slow(), answer: 'A' }",
    "{ question: '雪天？', A: '快', B: '慢', C: slow(), answer: 'A' }",
    "{ question: '雪天？', options: ['快', ...more], answer: 'A' }",
    "{ ...base, question: '雪天？', answer: 'A' }",
    "{ question: '雪天？', variants: ['快', slow(), '停'], answer: 1 }",
    "{ question: '雪天？', options: [{ text: '快', correct: false }, { text: slow(), correct: true }] }",
    "{ question: '雪天？', options: [{ text: '快', correct: now() }, { text: '慢', correct: true }] }",
  ])('a question of which only a part could be read is refused as a whole: %s', async (one) => {
    const got = await readOne(
      'a.js',
      `var chapters = [{ title: '雨雪', questions: [\n${ONE},\n${one},\n] }];`,
    );
    expect(got.short).toEqual([ASKED]);
    expect(codes(got)).toEqual(['BAD_FIELD 3', 'CODE_NOT_RUN 3']);
  });
  test('an expression that decides nothing costs nothing', async () => {
    const text = `var qs = { title: t('x'), items: [{ question: '遇行人？', options: ['减速', '停车', '加速'], answer: 'B', icon: Icon(1), hint: t('y') }] };`;
    expect((await readOne('a.js', text)).short).toEqual([ASKED]);
  });
  test('a program without questions is no bank, and neither are texts that only begin like one', async () => {
    const app = `const express = require('express');\nconst app = express();\napp.listen({ port: 3000 }, () => { go([1, 2]) });`;
    expect((await readOne('app.js', app)).found).toEqual(['NOT_A_BANK -']);
    const text = await readOne('题.txt', '1、let 是什么？\nA、甲\nB、乙\n答案：B\n');
    expect(text.short).toEqual(['let 是什么？ -甲 +乙']);
  });
  test('in an archive, beside programs that hold none', async () => {
    const zip = storeZip(
      new Map([
        ['web/app.js', Buffer.from('const n = [{ a: 1 }]; go(n);')],
        ['web/data/bank.js', Buffer.from(`var questions = [${ONE}]`)],
      ]),
    );
    const got = await readBank({ name: 'web.zip', bytes: zip });
    expect(got.candidates.map((c) => c.question.answer)).toEqual([['B']]);
    expect(got.issues.filter((i) => i.severity === 'error')).toEqual([]);
  });
  test('strict JSON that is broken still says where', async () => {
    expect((await readOne('bank.json', '[\n{"question": "a" "b"}]')).found).toEqual(['JSON_SYNTAX 2']);
  });
  test('no text makes it fail or run long', async () => {
    const part = fc.constantFrom(
      '[',
      '{',
      '(',
      ']',
      '}',
      ')',
      "'",
      '"',
      '`',
      '${',
      ':',
      ',',
      '=',
      'a',
      '//',
      '/*',
      '\\',
      '+',
      '1',
      '\n',
      '=>',
      '...',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 60 }), async (parts) => {
        await readOne('a.js', `var q = ${parts.join('')}`);
      }),
      { numRuns: 200 },
    );
    await readOne('a.js', `x = ${'[{a:('.repeat(20_000)}`);
    await readOne('a.js', 'f({a:['.repeat(20_000));
  });
});

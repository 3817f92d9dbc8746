import fc from 'fast-check';
import { makeZip } from '../../testing/make-zip';
import { processorMs } from '../../testing/processor-ms';
import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const CHOICE = '夜间会车应当怎样使用灯光？ +近光灯 -远光灯 -不开灯 -危险报警闪光灯';

describe('a choice question in any of its layouts', () => {
  test.each([
    [
      'options a line each',
      [
        '1、夜间会车应当怎样使用灯光？',
        'A、近光灯',
        'B、远光灯',
        'C、不开灯',
        'D、危险报警闪光灯',
        '答案：A',
      ],
    ],
    [
      'two options a line',
      [
        '1. 夜间会车应当怎样使用灯光？',
        'A. 近光灯    B. 远光灯',
        'C. 不开灯    D. 危险报警闪光灯',
        '【答案】A',
      ],
    ],
    [
      'all on one line',
      ['1．夜间会车应当怎样使用灯光？A．近光灯 B．远光灯 C．不开灯 D．危险报警闪光灯 答案:A'],
    ],
    [
      'without any blank',
      ['（1）夜间会车应当怎样使用灯光？A、近光灯B、远光灯C、不开灯D、危险报警闪光灯正确答案：A'],
    ],
    [
      'full-width letters and digits',
      [
        '１、夜间会车应当怎样使用灯光？',
        'Ａ．近光灯　Ｂ．远光灯　Ｃ．不开灯　Ｄ．危险报警闪光灯',
        '答案：Ａ',
      ],
    ],
    [
      'letters in brackets',
      [
        '第1题 夜间会车应当怎样使用灯光？',
        '(A) 近光灯 (B) 远光灯 (C) 不开灯 (D) 危险报警闪光灯',
        '参考答案：(A)',
      ],
    ],
    [
      'letters and a blank',
      [
        '1) 夜间会车应当怎样使用灯光？',
        'A 近光灯',
        'B 远光灯',
        'C 不开灯',
        'D 危险报警闪光灯',
        '标准答案: A',
      ],
    ],
    [
      'a tick behind the right one',
      ['1、夜间会车应当怎样使用灯光？', 'A、近光灯 √', 'B、远光灯', 'C、不开灯', 'D、危险报警闪光灯'],
    ],
    [
      'the stem in two lines',
      [
        '1、夜间会车',
        '应当怎样使用灯光？',
        'A、近光灯',
        'B、远光灯',
        'C、不开灯',
        'D、危险报警',
        '闪光灯',
        '答案 A',
      ],
    ],
    [
      'without numbers',
      ['夜间会车应当怎样使用灯光？', 'A、近光灯', 'B、远光灯', 'C、不开灯', 'D、危险报警闪光灯', '答案：A'],
    ],
    [
      'in English',
      [
        'Question 1: 夜间会车应当怎样使用灯光？',
        'a) 近光灯',
        'b) 远光灯',
        'c) 不开灯',
        'd) 危险报警闪光灯',
        'Answer: a',
        'Explanation: 道交法',
      ],
    ],
  ])('%s', async (_, lines) => {
    const got = await text(...lines);
    expect(got.short).toEqual([CHOICE]);
    expect(got.found.filter((f) => !f.startsWith('MENDED'))).toEqual([]);
  });
  test('the answer in the stem’s brackets, which stay and are empty', async () => {
    const got = await text(
      '1、最低车速不得低于（ B ）公里/小时。',
      'A、50 B、60 C、70',
      '2、会车时应当[A、C]',
      'A.减速 B.加速 C.靠右',
    );
    expect(got.short).toEqual([
      '最低车速不得低于（  ）公里/小时。 -50 +60 -70',
      '会车时应当[  ] +减速 -加速 +靠右',
    ]);
  });
});

describe('true or false', () => {
  test.each([
    ['1、醉酒可以驾车。（×）'],
    ['1、醉酒可以驾车。( 错 )'],
    ['1、（×）醉酒可以驾车。'],
    ['1、醉酒可以驾车。×'],
    ['1、× 醉酒可以驾车。'],
    ['1、醉酒可以驾车。答案：错误'],
    ['1. 醉酒可以驾车。 【答案】F'],
    ['1、醉酒可以驾车。\nA、对\nB、错\n答案：B'],
  ])('%s', async (line) => {
    expect((await text(line, '2、系安全带。（√）')).short[0]).toBe('醉酒可以驾车。 错');
  });
  test('stem, key and the next question on one line', async () => {
    const got = await text(
      '1、靠右行驶。（√）2、限重3.5吨。×3、第1、2项都对。√4、A类路（错）',
      '5、2.5米宽。对',
    );
    expect(got.short.slice(0, 4)).toEqual([
      '靠右行驶。 对',
      '限重3.5吨。 错',
      '第1、2项都对。 对',
      'A类路 错',
    ]);
  });
});

describe('lists of answers at the end', () => {
  test('ranges, entries and signs; sections begin again at 1', async () => {
    const got = await text(
      '一、单选题',
      '1、甲？',
      'A、a1 B、b1 C、c1',
      '2、乙？',
      'A、a1 B、b1 C、c1',
      '3、丙？',
      'A、a1 B、b1 C、c1',
      '二、判断题（每题1分）',
      '1、丁。',
      '2、戊。',
      '参考答案',
      '一、单选题',
      '1-2 AC 3.B',
      '二、判断题',
      '1、√ 2、×',
    );
    expect(got.short).toEqual([
      '甲？ +a1 -b1 -c1',
      '乙？ -a1 -b1 +c1',
      '丙？ -a1 +b1 -c1',
      '丁。 对',
      '戊。 错',
    ]);
    expect(got.candidates.map((c) => c.question.type)).toEqual([
      'single',
      'single',
      'single',
      'judge',
      'judge',
    ]);
  });
  test('an answer without a question is named', async () => {
    const got = await text('1、甲。', '2、乙。', '答案：1、对 2、错 7、对');
    expect(got).toMatchObject({ short: ['甲。 对', '乙。 错'], found: ['ANSWER_WITHOUT_QUESTION 3'] });
  });
});

test('chapters, types in front of the stem, explanations over lines, pictures of Markdown', async () => {
  const got = await readOne(
    'bank.md',
    [
      '# 题库',
      '## 第一章 信号',
      '1. 【多选题】**下列**哪些是灯？',
      '![](img/7.png)',
      '- A. 红',
      '- B. 绿',
      '- C. 尺',
      '',
      '答案：AB',
      '解析：因为是灯，',
      '所以是灯。',
      '',
      '## 第二章 标志',
      '1. 红灯停。',
      '',
      '   答案：对',
    ].join('\n'),
  );
  expect(got.format).toBe('markdown');
  expect(got.short).toEqual(['下列哪些是灯？ +红 +绿 -尺', '红灯停。 对']);
  expect(got.candidates.map((c) => c.question.chapter)).toEqual(['第一章 信号', '第二章 标志']);
  expect(got.candidates[0]?.question).toMatchObject({
    type: 'multi',
    explanation: { 'zh-CN': '因为是灯，所以是灯。' },
    media: [{ file: '7.png' }],
  });
  expect(got.candidates[0]?.where(['answer'])).toMatchObject({ row: 9 });
});
test('a table in Markdown', async () => {
  const got = await readOne(
    'b.md',
    '| 题干 | A | B | C | 答案 |\n|---|---|---|---|---|\n| 甲？ | a1 | b1 | c1 | B |\n',
  );
  expect(got).toMatchObject({ read: 1, short: ['甲？ -a1 +b1 -c1'] });
});
test('text that belongs to nothing is named, gaps in the numbers too', async () => {
  const got = await text('题库名称', '1、甲。（√）', '本页由某某整理', '3、乙。（×）');
  expect(got.short).toEqual(['甲。 对', '乙。 错']);
  expect(got.found).toEqual(['TEXT_SKIPPED 3', 'NUMBERING 4']);
});

describe('Word', () => {
  const W =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  const run = (t: string) => `<w:r><w:t xml:space="preserve">${t}</w:t></w:r>`;
  const p = (inner: string, properties = '') =>
    `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
  const list = (id: number, level = 0) =>
    `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;
  const docx = (body: string, more: Record<string, string | Buffer> = {}) =>
    readOne(
      '题库.docx',
      makeZip(
        Object.entries({
          '[Content_Types].xml': '<Types/>',
          'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
          ...more,
        }).map(([name, data]) => ({ name, data: Buffer.from(data) })),
      ),
    );
  const numbering = `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;

  test('numbers and letters that Word counts and does not store', async () => {
    const got = await docx(
      [
        p(run('甲？'), list(1)),
        p(run('a1'), list(1, 1)),
        p(run('b1'), list(1, 1)),
        p(run('答案：B')),
        p(run('乙？'), list(1)),
        p(run('a2'), list(1, 1)),
        p(run('b2'), list(1, 1)),
        p(run('答案：A')),
      ].join(''),
      { 'word/numbering.xml': numbering },
    );
    expect(got.format).toBe('docx');
    expect(got.short).toEqual(['甲？ -a1 +b1', '乙？ +a2 -b2']);
  });
  test('pictures stay with their question; deleted text is gone; symbols are ticks; line breaks part lines', async () => {
    const picture = '<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>';
    const bytes = Buffer.from('picture');
    const got = await docx(
      [
        p(run('1、看图。') + picture + '<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>'),
        p(run('A、a1') + '<w:r><w:br/></w:r>' + run('B、b1')),
        p(run('答案：B')),
        p(run('2、系安全带。') + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
      ].join(''),
      {
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="rId7" Target="media/image1.png"/></Relationships>',
        'word/media/image1.png': bytes,
      },
    );
    expect(got.short).toEqual(['看图。 -a1 +b1', '系安全带。 对']);
    expect(got.candidates[0]?.question.media.map((m) => got.media.get(m.file))).toEqual([bytes]);
    expect(got.candidates[1]?.question.media).toEqual([]);
  });
  test('a table with a header row is a table of questions, any other is text', async () => {
    const row = (...cells: string[]) =>
      `<w:tr>${cells.map((c) => `<w:tc>${p(run(c))}</w:tc>`).join('')}</w:tr>`;
    const got = await docx(
      `<w:tbl>${row('题干', 'A', 'B', '答案')}${row('甲？', 'a1', 'b1', 'A')}</w:tbl>` +
        `<w:tbl>${row('1、乙。', '（√）')}</w:tbl>`,
    );
    expect([...got.short].sort()).toEqual(['乙。 对', '甲？ +a1 -b1'].sort());
  });
  test('entities and broken parts are said', async () => {
    expect((await docx('<w:p>')).found[0]).toMatch(/^XML_BROKEN/);
  });
});

describe('whatever is typed', () => {
  const word = fc.constantFrom('减速', '停车', '让行', '靠右', '鸣号', '掉头', '超车', '会车');
  const question = fc.record({
    stem: fc.array(word, { minLength: 2, maxLength: 6 }).map((w) => `${w.join('')}应当怎样？`),
    options: fc.uniqueArray(word, { minLength: 2, maxLength: 5 }),
    right: fc.nat(),
  });
  test('banks printed in random layouts are read back', async () => {
    const layout = fc.record({
      number: fc.constantFrom('、', '. ', '．', ') '),
      label: fc.constantFrom('、', '. ', '．', ')'),
      between: fc.constantFrom('\n', '  ', '\t'),
      answer: fc.constantFrom('\n答案：', '\n【答案】', ' 正确答案: '),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 12 }), layout, async (bank, l) => {
        const letter = (i: number) => String.fromCharCode(65 + i);
        const printed = bank.map((q, i) => {
          const options = q.options.map((o, k) => `${letter(k)}${l.label}${o}`).join(l.between);
          return `${i + 1}${l.number}${q.stem}\n${options}${l.answer}${letter(q.right % q.options.length)}`;
        });
        const got = await text(printed.join('\n'));
        expect(got.short).toEqual(
          bank.map((q) =>
            [q.stem, ...q.options.map((o, k) => `${k === q.right % q.options.length ? '+' : '-'}${o}`)].join(
              ' ',
            ),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });
  test('nothing crashes it', async () => {
    const piece = fc.constantFrom(
      '1、',
      '2.',
      'A、',
      'B.',
      '答案',
      '：',
      'A',
      '（',
      '）',
      '√',
      '解析：',
      '\n',
      '一、判断题',
      '参考答案',
      '1-5 ABCDE',
      '甲',
      '#',
      '|',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (parts) => {
        for (const name of ['a.txt', 'a.md']) await readOne(name, parts.join(''));
      }),
      { numRuns: 300 },
    );
  });
  test.each([
    ['digits', '1'.repeat(2_000_000)],
    ['numbers', '1、'.repeat(300_000)],
    ['options', `1、甲${'A、'.repeat(200_000)}`],
    ['brackets', `1、甲${'（'.repeat(300_000)}`],
  ])('a huge line of %s stays linear', async (_, line) => {
    const began = processorMs();
    await text(line, '2、乙。（√）');
    expect(processorMs() - began).toBeLessThan(10_000);
  });
});

import { paragraph as p, part, readWord, run } from '../../testing/word';
import { readOne } from '../../testing/read-one';

const RED = '<w:color w:val="FF0000"/>';
const options = (right: number, mark: (text: string, right: boolean) => string) =>
  ['减速', '停车', '加速'].map((text, i) => mark(`${'ABC'[i] ?? ''}．${text}`, i === right));
const READ = ['遇行人？ -减速 +停车 -加速', '雨天？ +减速 -停车 -加速'];
const bank = (mark: (text: string, right: boolean) => string) => [
  p('1．遇行人？'),
  ...options(1, mark),
  p('2．雨天？'),
  ...options(0, mark),
];

test.each<[string, (text: string, right: boolean) => string]>([
  ['a letter of another colour', (t, right) => p(run(t.slice(0, 1), right ? RED : '') + run(t.slice(1)))],
  ['shading', (t, right) => p(run(t, right ? '<w:shd w:val="clear" w:fill="FFFF00"/>' : ''))],
  ['a style of runs', (t, right) => p(run(t, right ? '<w:rStyle w:val="ok2"/>' : ''))],
  ['a style of paragraphs', (t, right) => p(t, right ? '<w:pStyle w:val="ok2"/>' : '')],
])('the right option told by %s and nothing else', async (_, mark) => {
  const styles = part(
    'styles',
    `<w:style w:styleId="ok2"><w:name w:val="x"/><w:basedOn w:val="ok"/></w:style><w:style w:styleId="ok"><w:name w:val="Right"/><w:rPr>${RED}</w:rPr></w:style>`,
  );
  expect((await readWord(bank(mark), { 'word/styles.xml': styles })).short).toEqual(READ);
});
test('a link, a white ground and a style that is taken back mark nothing', async () => {
  const link = `<w:p><w:hyperlink>${run('A．减速', `${RED}<w:u w:val="single"/>`)}</w:hyperlink></w:p>`;
  const white = p(run('B．停车', '<w:shd w:val="clear" w:fill="FFFFFF"/>'));
  const got = await readWord([p('1．遇行人？'), link, white, p('C．加速')]);
  expect(got.short).toEqual([]);
  expect(got.found).toContain('NO_ANSWER 1');
});
test('boxes of symbol fonts and lists without numbers are options', async () => {
  const box = (on: boolean) => `<w:r><w:sym w:font="Wingdings 2" w:char="${on ? 'F052' : 'F0A3'}"/></w:r>`;
  const boxed = bank((t, right) => p(box(right) + run(t.slice(2))));
  expect((await readWord(boxed)).short).toEqual(READ);
  const numbering = part(
    'numbering',
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
  );
  const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
  const listed = bank((t, right) => p(run(t.slice(2), right ? RED : ''), item));
  expect((await readWord(listed, { 'word/numbering.xml': numbering })).short).toEqual(READ);
  // Statements above lettered options stay in the stem.
  const above = [
    p('1．遇行人？'),
    p('先看', item),
    p('再停', item),
    p('A．减速'),
    p('B．停车'),
    p('答案：B'),
  ];
  const stem = await readWord(above, { 'word/numbering.xml': numbering });
  expect(stem.candidates[0]?.question.options).toHaveLength(2);
});
test('numbers and letters of a style that is based on another', async () => {
  const numbering = part(
    'numbering',
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
  );
  const style = (id: string, inner: string) =>
    `<w:style w:styleId="${id}"><w:name w:val="${id}"/>${inner}</w:style>`;
  const styles = part(
    'styles',
    style('q2', '<w:basedOn w:val="q"/>') +
      style('q', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
      style('o', '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'),
  );
  const of = (id: string) => `<w:pStyle w:val="${id}"/>`;
  const question = (stem: string, id: string, answer: string) => [
    p(stem, of(id)),
    ...['减速', '停车', '加速'].map((o) => p(o, of('o'))),
    p(`答案：${answer}`),
  ];
  const got = await readWord([...question('遇行人？', 'q', 'B'), ...question('雨天？', 'q2', 'A')], {
    'word/styles.xml': styles,
    'word/numbering.xml': numbering,
  });
  expect(got.short).toEqual(READ);
});
test('characters in circles that Word composes by fields', async () => {
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> eq \\o\\ac(○,1)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
  const got = await readWord([
    p(`${run('1．对的是')}${field}${run('停车？')}`),
    p('A．是的  B．减速'),
    p('答案：A'),
  ]);
  expect(got.short).toEqual(['对的是①停车？ +是的 -减速']);
});
test('options that are pictures only are refused, never judged', async () => {
  const picture = (id: string) => `<w:r><w:drawing><a:blip r:embed="${id}"/></w:drawing></w:r>`;
  const got = await readWord(
    [
      p('1．哪个是禁令标志？'),
      `<w:p>${run('A．')}${picture('r1')}${run(' B．')}${picture('r2')}</w:p>`,
      p('答案：A'),
    ],
    {
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Id="r1" Target="media/1.png"/><Relationship Id="r2" Target="media/2.png"/></Relationships>',
      'word/media/1.png': 'one',
      'word/media/2.png': 'two',
    },
  );
  expect(got.short).toEqual([]);
  expect(got.found).toContain('BAD_FIELD 1');
});
test('both words beside each other: the one that stands out is the answer, the last one is not', async () => {
  const words = (right: number) =>
    p(['正确', '错误'].map((w, i) => run(w, i === right ? RED : '')).join(run('  ')));
  const got = await readWord([p('1．应停车。'), words(0), p('2．可倒车。'), words(1)]);
  expect(got.short).toEqual(['应停车。 对', '可倒车。 错']);
  const none = await readOne('题库.txt', '1．应停车。（对/错）\n2．可倒车。 正确 错误\n3．可掉头。（错）\n');
  expect(none.short).toEqual(['可掉头。 错']);
  const key = await readOne('题库.txt', '1．应停车。（）\n2．可倒车。（）\n参考答案\n对 错\n');
  expect(key.short).toEqual(['应停车。（） 对', '可倒车。（） 错']);
});
test('a first option that says 对的 makes no judge question of another one', async () => {
  const got = await readOne(
    '题库.txt',
    '1．正确的是？\nA．对的\nB．违法行为\n答案：A\n2．可倒车。\nA．对的\nB．错的\n答案：B\n',
  );
  expect(got.short).toEqual(['正确的是？ +对的 -违法行为', '可倒车。 错']);
});

describe('pictures on lines of their own', () => {
  const picture = (id: number) => `<w:p><w:r><w:drawing><a:blip r:embed="r${id}"/></w:drawing></w:r></w:p>`;
  const question = (n: number, stem: string) => [p(`${n}．${stem}`), p('A．减速  B．停车'), p('答案：B')];
  const shown = async (...paragraphs: string[]) => {
    const ids = [1, 2];
    const got = await readWord(paragraphs, {
      'word/_rels/document.xml.rels': `<Relationships>${ids.map((i) => `<Relationship Id="r${i}" Target="media/${i}.png"/>`).join('')}</Relationships>`,
      ...Object.fromEntries(ids.map((i) => [`word/media/${i}.png`, String(i)])),
    });
    return got.candidates.map((c) => c.question.media.map((m) => m.file).join());
  };
  const [one, two] = ['doc-1.png', 'doc-2.png'];
  const [sign, light] = [question(1, '这个标志是何含义？'), question(2, '如图，这是什么灯？')];

  test('above their questions from the first on', async () => {
    expect(await shown(picture(1), ...sign, picture(2), ...light)).toEqual([one, two]);
  });
  test('below the stem, below the options, below the answer', async () => {
    expect(await shown(sign[0] ?? '', picture(1), ...sign.slice(1), ...light, picture(2))).toEqual([
      one,
      two,
    ]);
    expect(await shown(...sign, picture(1), ...light, picture(2))).toEqual([one, two]);
  });
  test('the stem that speaks of a picture has it, not the one above that does not', async () => {
    expect(await shown(...question(1, '遇行人怎样做？'), picture(1), ...light, picture(2))).toEqual([
      '',
      `${one},${two}`,
    ]);
  });
});

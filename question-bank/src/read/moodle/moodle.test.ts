import fc from 'fast-check';
import { readOne } from '../../testing/read-one';
import { processorMs } from '../../testing/processor-ms';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const answer = (fraction: number | string, text: string) =>
  `<answer fraction="${fraction}"><text>${text}</text></answer>`;
const question = (type: string, inner: string) =>
  `<question type="${type}"><name><text>n</text></name><questiontext format="html"><text><![CDATA[<p>题干</p>]]></text></questiontext>${inner}</question>`;
const quiz = (...questions: string[]) =>
  readOne('q.xml', `<?xml version="1.0"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`);

describe('Moodle XML', () => {
  test('single, multi by shares, true/false, category, feedback, tags, id', async () => {
    const got = await quiz(
      '<question type="category"><category><text>$course$/top/道路/信号</text></category></question>',
      question(
        'multichoice',
        `<idnumber>K-7</idnumber><single>true</single>${answer(0, '甲')}${answer(100, '乙')}<tags><tag><text>t1</text></tag></tags><generalfeedback><text>因为</text></generalfeedback>`,
      ),
      question(
        'multichoice',
        `<single>false</single>${answer(50, '甲')}${answer(-100, '乙')}${answer(50, '丙')}`,
      ),
      question('truefalse', `${answer(100, 'false')}${answer(0, 'true')}`),
    );
    expect(got.short).toEqual(['题干 -甲 +乙', '题干 +甲 -乙 +丙', '题干 错']);
    expect(got.candidates[0]?.question).toMatchObject({
      id: 'K-7',
      chapter: '信号',
      tags: ['t1'],
      explanation: { 'zh-CN': '因为' },
    });
  });
  test('pictures in the question text', async () => {
    const file = `<file name="标志 1.png" path="/" encoding="base64">${PNG.toString('base64')}</file>`;
    const got = await quiz(
      `<question type="truefalse"><questiontext format="html"><text><![CDATA[看图 <img src="@@PLUGINFILE@@/%E6%A0%87%E5%BF%97%201.png">]]></text>${file}</questiontext>${answer(100, 'true')}${answer(0, 'false')}</question>`,
    );
    expect(got.short).toEqual(['看图 对']);
    const [media] = got.candidates[0]!.question.media;
    expect(got.media.get(media!.file)).toEqual(PNG);
  });
  test('the picture that Moodle before 2.0 keeps beside the text', async () => {
    const image = `<image>pic/stop.png</image><image_base64>${PNG.toString('base64')}</image_base64>`;
    const got = await quiz(
      question('multichoice', `${image}<single>true</single>${answer(0, '甲')}${answer(100, '乙')}`),
    );
    const [media] = got.candidates[0]!.question.media;
    expect(got.media.get(media!.file)).toEqual(PNG);
    const named = await quiz(
      question('truefalse', `<image>pic/stop.png</image>${answer(100, 'true')}${answer(0, 'false')}`),
    );
    expect(named.candidates[0]?.question.media.map((m) => m.file)).toEqual(['stop.png']);
  });
  test.each(['essay', 'matching', 'shortanswer', 'numerical', 'cloze', 'description', 'coderunner'])(
    '%s is listed',
    async (type) => {
      const got = await quiz(question(type, ''));
      expect(got).toMatchObject({ read: 1, short: [], found: ['NOT_IMPORTABLE 3'] });
    },
  );
  test('shares that cannot be all or nothing are named', async () => {
    const got = await quiz(
      question('multichoice', `<single>false</single>${answer(30, '甲')}${answer(30, '乙')}`),
      question('multichoice', answer('x', '甲')),
    );
    expect(got.found).toEqual(['PARTLY_RIGHT 3', 'PARTLY_RIGHT 4']);
  });
  test('shares rounded by hand count; a share that is no number is never taken for wrong', async () => {
    const third = [answer(33, '甲'), answer(33, '乙'), answer(33, '丙'), answer(-100, '丁')].join('');
    const got = await quiz(
      question('multichoice', `<single>false</single>${third}`),
      question('multichoice', `${answer(100, '甲')}${answer('', '乙')}`),
      question('multichoice', `${answer(100, '甲')}<answer><text>乙</text></answer>`),
    );
    expect(got.short).toEqual(['题干 +甲 +乙 +丙 -丁']);
    expect(got.found).toEqual(['PARTLY_RIGHT 4', 'PARTLY_RIGHT 5', 'MENDED -']);
  });
  test('text is read in the form its element says', async () => {
    const stem = (format: string, text: string) =>
      `<question type="truefalse"><questiontext format="${format}"><text>${text}</text></questiontext>${answer(100, 'true')}${answer(0, 'false')}</question>`;
    const got = await quiz(
      stem('plain_text', '速度 &lt;b&gt; 限制&#10;第二行'),
      stem('moodle_auto_format', '&lt;b&gt;粗&lt;/b&gt;&#10;第二行'),
      stem('html', '&lt;b&gt;粗&lt;/b&gt;&#10;同一行'),
    );
    expect(got.short).toEqual(['速度 <b> 限制\n第二行 对', '粗\n第二行 对', '粗 同一行 对']);
  });
  test('options that are pictures are called by their place, pictures of an explanation are missed aloud', async () => {
    const file = (name: string) =>
      `<file name="${name}" path="/" encoding="base64">${PNG.toString('base64')}</file>`;
    const img = (name: string) => `&lt;img src="@@PLUGINFILE@@/${name}"&gt;`;
    const option = (share: number, name: string) =>
      `<answer fraction="${share}" format="html"><text>${img(name)}</text>${file(name)}</answer>`;
    const got = await quiz(
      `<question type="multichoice"><questiontext format="html"><text>看 ${img('s.png')}</text>${file('s.png')}</questiontext><generalfeedback format="html"><text>见 ${img('e.png')}</text>${file('e.png')}</generalfeedback>${option(100, 'a.png')}${option(0, 'b.png')}</question>`,
    );
    expect(got.short).toEqual(['看 +图 2 -图 3']);
    expect(got.candidates[0]?.question.media).toHaveLength(3);
    expect(got.found).toContain('TEXT_LOST 3');
  });
  test('entities are refused, broken XML is named with its line', async () => {
    expect((await readOne('a.xml', '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>')).found).toEqual([
      'XML_ENTITIES 1',
    ]);
    expect((await readOne('a.xml', '<quiz>\n<question type="x">\n</quiz>')).found).toEqual(['XML_BROKEN 3']);
  });
});

describe('GIFT', () => {
  const gift = (text: string) => readOne('a.gift', text);
  test('choice, weights, true/false, missing word, escapes, category, id and tags', async () => {
    const got = await gift(
      [
        '$CATEGORY: $course$/top/信号',
        '',
        '// [id:s1] [tag:x]',
        '::名::红灯亮时\\: 应当{~加速 =停车#对 ~倒车 ####解释}',
        '',
        '多选{~%50%甲 ~%50%乙 ~%-100%丙}',
        '',
        '会车时{~加速 =减速}通过。',
        '',
        '可以酒驾{FALSE#不可以}',
      ].join('\n'),
    );
    expect(got.short).toEqual([
      '红灯亮时: 应当 -加速 +停车 -倒车',
      '多选 +甲 +乙 -丙',
      '会车时 ____ 通过。 -加速 +减速',
      '可以酒驾 错',
    ]);
    expect(got.candidates[0]?.question).toMatchObject({
      id: 's1',
      chapter: '信号',
      tags: ['x'],
      explanation: { 'zh-CN': '解释' },
    });
  });
  test('kinds that are no choice, and faults, each with its line', async () => {
    const got = await gift(
      '写一篇{}\n\n几岁{#18}\n\n配对{=a -> b =c -> d}\n\n填{=甲 =乙}\n\n没有答案\n\n没关{=a ~b\n\n好{T}',
    );
    expect(got.found).toEqual([
      'NOT_IMPORTABLE 1',
      'NOT_IMPORTABLE 3',
      'NOT_IMPORTABLE 5',
      'NOT_IMPORTABLE 7',
      'NOT_IMPORTABLE 9',
      'BAD_FIELD 11',
    ]);
    expect(got).toMatchObject({ read: 7, short: ['好 对'] });
  });
  test('questions without a blank line between them', async () => {
    const got = await gift('甲{T}\n::名::乙{\n=一\n~二\n}\n丙{F}\n一行{T}里两题{F}\n');
    expect(got.short).toEqual(['甲 对', '乙 +一 -二', '丙 错']);
    expect(got.found).toEqual(['BAD_FIELD 7']);
  });
  test('no text crashes it, and it stays linear', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom('{', '}', '=', '~', '#', '\\', '::', '\n', '\n\n', '甲', '%50%', 'T', '//', '->'),
        ),
        async (p) => {
          await gift(p.join(''));
        },
      ),
      { numRuns: 300 },
    );
    const began = processorMs();
    await gift('a {~b =c\n\n'.repeat(20_000));
    expect(processorMs() - began).toBeLessThan(8000);
  });
});

describe('Aiken', () => {
  test('questions, and what is wrong with the others', async () => {
    const got = await readOne(
      'a.aiken',
      '题一\nA. 甲\nB) 乙\nANSWER: B\n\n只有一个\nA. 甲\nANSWER: A\n\n没完\nA. 甲\nB. 乙\n\n题二\na. 甲\nb. 乙\nc. 丙\nANSWER: A, C\n',
    );
    expect(got.short).toEqual(['题一 -甲 +乙', '题二 +甲 -乙 +丙']);
    expect(got).toMatchObject({ read: 4, found: ['BAD_FIELD 6', 'BAD_FIELD 10'] });
  });
});

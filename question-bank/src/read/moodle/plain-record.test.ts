import fc from 'fast-check';
import { PlainCandidate } from '../plain/plain-question';
import { readBank } from '../read-bank';

const PATHS = [
  [],
  ['id'],
  ['stem', 'zh-CN'],
  ['options', 0],
  ['options', 2, 'text'],
  ['answer'],
  ['explanation'],
  ['chapter'],
  ['shuffle'],
];

/** All that is read of an export, and how many of its questions in one go. */
async function readingOf(xml: string) {
  const { candidates, media, ...told } = await readBank({ name: 'b.xml', bytes: Buffer.from(xml) });
  // As text, since the order of a question's fields counts too.
  const made = candidates.map((c) => JSON.stringify([c.question, PATHS.map((path) => c.where(path))]));
  const direct = candidates.filter((c) => c instanceof PlainCandidate).length;
  return { direct, whole: { ...told, made, media: [...media.keys()] } };
}

const TEXTS = ['减速慢行', '停车让行', '高速公路（1）', '4 km/h'];
const ODD = [
  'stop &amp; go',
  '&lt;b&gt;x&lt;/b&gt;',
  '',
  ' ',
  ' 停车',
  'A、停车',
  'B. 让行',
  '（B）',
  '√',
  '对',
  '正确',
  '答案：B',
  '@@PLUGINFILE@@/a.png',
  '以上都对',
  '锛岄',
  '<![CDATA[<p>停车</p>]]>',
  '<![CDATA[停车]]>',
  '停<!-- x -->车',
  '\n 停车\n',
  'é',
  '&#x505c;&#36710;',
  '&amp;lt;br&amp;gt;',
  '<![CDATA[停]]><![CDATA[车]]>',
  '停<![CDATA[&nbsp;]]>车<?a b?>',
  '<!-- 减速 -->',
];
const HEADS = [
  '<?xml version="1.0"?>\n<quiz>',
  '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n<quiz >',
  '<?xml version="1.0"?>\n<!DOCTYPE quiz>\n<quiz>',
  '<!-- 题库 -->\n<quiz xmlns:x="urn:x">',
  '<quiz>',
];
/** An answer's mark, as others write it. */
const FRACTIONS = [
  (s: string) => `fraction="${s}"`,
  (s: string) => `format='html' fraction = '${s}' `,
  (s: string) => `\n\tfraction="${s}.00000"\n`,
  (s: string) => `x:fraction="100" fraction="&#32;${s}"`,
  (s: string) => `Fraction="100" fraction="${s}" id="1"`,
];
const some = (odds: number) =>
  fc.oneof(
    { weight: odds, arbitrary: fc.constantFrom(...TEXTS) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
  );
const text = some(60);
const body = (tag: string, inside: fc.Arbitrary<string>, attributes = '') =>
  inside.map((t) => `<${tag}${attributes}><text>${t}</text></${tag}>`);
const usually = (part: fc.Arbitrary<string>, odds = 12) =>
  fc.oneof({ weight: odds, arbitrary: part }, { weight: 1, arbitrary: fc.constant('') });
const rarely = (part: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 24, arbitrary: fc.constant('') }, { weight: 1, arbitrary: part });

const answers = fc
  .tuple(
    fc.constantFrom(
      '100,0,0,0',
      '0,100,0',
      '50,50,0',
      '100,-25,0',
      '0,0,100,0',
      '33,33,34',
      '60,20,0',
      '0,0,0',
      ',100,0',
      '100,0',
      '100,100,0',
    ),
    fc.array(text, { minLength: 4, maxLength: 4 }),
    rarely(
      fc.constantFrom(
        '<feedback><text>x</text></feedback>',
        '<!-- <text>y</text> --><text>y</text>',
        '<file name="a.png" path="/">QUJD</file>',
      ),
    ),
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(FRACTIONS[0]!) },
      { weight: 1, arbitrary: fc.constantFrom(...FRACTIONS) },
    ),
  )
  .map(([shares, texts, more, fraction]) =>
    shares
      .split(',')
      .map((s, i) => `<answer ${fraction(s)}><text>${texts[i] ?? ''}</text>${i === 0 ? more : ''}</answer>`)
      .join('\n'),
  );
const question = fc
  .tuple(
    fc.constantFrom('multichoice', 'multichoice', 'multichoice', 'multichoice', 'truefalse', 'essay'),
    body('name', text),
    usually(body('questiontext', text, ' format="html"'), 30),
    usually(body('generalfeedback', some(8))),
    rarely(
      fc.constantFrom(
        '<idnumber>q1</idnumber>',
        '<idnumber> q2 </idnumber>',
        '<idnumber>ｑ3</idnumber>',
        '<idnumber>a b</idnumber>',
      ),
    ),
    fc.constantFrom('', '<single>true</single>', '<single>false</single>', '<single>1</single>'),
    fc.constantFrom(
      '',
      '',
      '<shuffleanswers>true</shuffleanswers>',
      '<shuffleanswers>0</shuffleanswers>',
      '<shuffleanswers/>',
    ),
    answers,
    rarely(
      fc.constantFrom(
        '<tags><tag><text>t</text></tag></tags>',
        '<tags/>',
        '<image></image>',
        '<image>a.png</image>',
        '<kaotai>{}</kaotai>',
        '<questiontext><text>two</text></questiontext>',
      ),
    ),
  )
  .map(([type, ...parts]) => `<question type="${type}">${parts.join('\n')}</question>`);
const category = some(4).map(
  (t) => `<question type="category"><category><text>$course$/${t}</text></category></question>`,
);
const bank = fc
  .tuple(
    fc.constantFrom(...HEADS),
    fc.array(fc.oneof({ weight: 6, arbitrary: question }, { weight: 1, arbitrary: category }), {
      maxLength: 9,
    }),
  )
  .map(([head, all]) => `${head}\n${all.join('\n')}\n</quiz>\n`);

test('a question read in one go is what the ordinary reading makes of it, with every place', async () => {
  let direct = 0;
  await fc.assert(
    fc.asyncProperty(bank, async (xml) => {
      // An instruction behind the end leaves the document to the parser, which keeps whole elements.
      const [quick, ordinary] = [await readingOf(xml), await readingOf(`${xml}<?end?>`)];
      expect(ordinary.direct).toBe(0);
      expect(quick.whole).toEqual(ordinary.whole);
      direct += quick.direct;
    }),
    { numRuns: Number(process.env['PLAIN_RUNS'] ?? 300) },
  );
  // Some hundred of a run's questions: fewer would mean that the short way is hardly tried.
  expect(direct).toBeGreaterThan(30);
});

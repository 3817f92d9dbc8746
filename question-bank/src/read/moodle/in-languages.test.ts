import { readOne } from '../../testing/read-one';
import { inLanguages } from './in-languages';

const quiz = (stem: string, ...options: string[]) =>
  `<quiz><question type="multichoice"><name><text>n</text></name><questiontext format="html"><text><![CDATA[${stem}]]></text></questiontext><single>true</single>${options
    .map((o, i) => `<answer fraction="${i === 1 ? 100 : 0}"><text><![CDATA[${o}]]></text></answer>`)
    .join('')}</question></quiz>`;
const span = (lang: string, text: string) => `<span lang="${lang}" class="multilang">${text}</span>`;

test("Moodle's languages are one question in several, not one text", async () => {
  const both = (a: string, b: string) => `<p>${span('es', a)} ${span('en', b)}</p>`;
  const got = await readOne(
    'q.xml',
    quiz(both('¿Rojo?', 'Red?'), both('Ir', 'Go'), both('Parar', 'Stop'), both('Otro', 'Else')),
  );
  expect(got.short).toEqual(['¿Rojo? -Ir +Parar -Otro']);
  const [found] = got.candidates;
  expect(found?.question.stem).toEqual({ 'zh-CN': '¿Rojo?', en: 'Red?' });
  expect(found?.question.options[1]?.text).toEqual({ 'zh-CN': 'Parar', en: 'Stop' });
});
test.each([
  ['{mlang en}Red{mlang}{mlang zh_cn}红{mlang}?', { main: '红?', en: 'Red?' }],
  [`A ${span('fr', 'rouge')}${span('de', 'rot')} B`, { main: 'A rouge B', locales: { de: 'A rot B' } }],
  ['<span lang="en">Red</span>, see multilang', undefined],
  ['plain', undefined],
])('%s', (text, read) => {
  expect(inLanguages(text)).toEqual(read);
});

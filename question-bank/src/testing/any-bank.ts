import fc from 'fast-check';
import type { LocalText, Question } from '../model/question';
import type { BankToWrite } from '../write/export-form';

/** Pieces that some format or reader takes for something of its own. */
const NASTY = [
  ...'"\'<>&{}~=#:\\|,;；，、：\t\n /%$@+-!?*_^`()[]。·',
  ...['\n\n', '  ', '\u00a0', '\u3000', '\u200b', '＝', '＋', '－', '＠', 'Ａ', '１２', '😀', '👨‍👩‍👧', '\ufeff'],
  ...['&lt;', '&amp;', '&nbsp;', '<br>', '<b>粗</b>', '<img src="x.png">', '</text>', ']]>', '<!--', '<?x?>'],
  ...[
    'A、',
    'B.',
    '（ A ）',
    '答案：B',
    '=1+1',
    '@SUM(A1)',
    '-2',
    "'",
    '//',
    '::',
    '####',
    '\\n',
    '$CATEGORY:',
  ],
  ...['[id:x]', '[tag:y]', '[html]', '->', '%50%', '_x000D_', '@@PLUGINFILE@@/', '正确', '以上都对', 'TRUE'],
  ...['{}', '{T}', '["a"]', '"a"', '[', '无', 'none', 'NULL', '1', '16', 'AB', '考台', '停车', 'stop'],
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 4 })), {
    minLength: 1,
    maxLength: 8,
  })
  // What the check refuses in any bank: control characters, marks of direction, halves of characters.
  .map((parts) => parts.join('').replace(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069\uFFFD]|\p{Cs}/gu, ''));
/** As the model keeps texts: trimmed, not empty. */
const text = nasty.map((t) => t.trim()).filter((t) => t !== '');
/** One language that `Intl` knows, one with every part a tag may have, and one that nobody has heard of. */
const OTHERS = ['mn-Mong', 'mn-Cyrl', 'ug', 'kk-Arab-CN', 'sl-Latn-IT-nedis', 'qaa'];
const others = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...OTHERS), text, { maxKeys: 3 }) },
);
const local: fc.Arbitrary<LocalText> = fc
  .tuple(fc.record({ 'zh-CN': text, en: text }, { requiredKeys: ['zh-CN'] }), others)
  .map(([both, more]) => ({ ...both, ...more }));

export const PICTURES: ReadonlyMap<string, Uint8Array> = new Map([
  [
    'sign.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'),
  ],
  [
    '红灯_1.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'),
  ],
  [
    'a.b-c.png',
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
  ['dot.gif', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
]);

const day = fc
  .record({ y: fc.integer({ min: 1990, max: 2090 }), m: fc.integer({ min: 1, max: 12 }) })
  .map(({ y, m }) => `${y}-${String(m).padStart(2, '0')}-01`);

const optional = <T>(key: string, arb: fc.Arbitrary<T>) =>
  fc.option(arb, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));

function question(id: string): fc.Arbitrary<Question> {
  const type = fc.constantFrom('judge' as const, 'single' as const, 'multi' as const);
  const base = fc.record({
    subjects: fc.shuffledSubarray(['K1', 'K3'] as const, { minLength: 1 }),
    vehicles: fc.shuffledSubarray(['car', 'moto', 'bus', 'truck', 'trailer'] as const, { minLength: 1 }),
    chapter: fc.oneof(
      text,
      nasty.filter((t) => t !== ''),
    ),
    stem: local,
    lawRef: fc.array(
      fc.oneof(
        fc.constant({ code: '道交法', article: '第45条第1款' }),
        fc.record({ code: text, article: text }),
        fc.record({ code: text, article: text, note: nasty }),
      ),
      { maxLength: 3 },
    ),
    media: fc
      .subarray([...PICTURES.keys()], { maxLength: 3 })
      .chain((files) => fc.tuple(...files.map((file) => fc.record({ file: fc.constant(file), alt: local })))),
    difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
    tags: fc.array(fc.oneof(text, nasty, fc.constantFrom('标志', 'sign')), { maxLength: 4 }),
  });
  const more = fc
    .tuple(optional('explanation', local), optional('validFrom', day), optional('validTo', day))
    .map((parts) => Object.assign({}, ...parts) as Partial<Question>);
  const choice = type.chain((t): fc.Arbitrary<Partial<Question>> => {
    if (t === 'judge') {
      const words = fc.constantFrom(
        ['正确', 'Right', '错误', 'Wrong'],
        ['对', 'True', '错', 'False'],
        ['√', '', '×', ''],
      );
      return fc
        .record({ words, right: fc.constantFrom('A', 'B') })
        .map(({ words: [a = '', b, c = '', d], right }) => ({
          type: t,
          options: [
            { id: 'A', text: { 'zh-CN': a, ...(b ? { en: b } : {}) } },
            { id: 'B', text: { 'zh-CN': c, ...(d ? { en: d } : {}) } },
          ],
          answer: [right],
          shuffle: false,
        }));
    }
    const options = fc
      .uniqueArray(local, { minLength: 2, maxLength: 8, selector: (l) => l['zh-CN'] })
      .map((texts) => texts.map((l, i) => ({ id: String.fromCharCode(65 + i), text: l })));
    return options.chain((list) =>
      fc.record({
        type: fc.constant(t),
        options: fc.constant(list),
        answer:
          t === 'single'
            ? fc.constantFrom(...list.map((o) => [o.id]))
            : fc.subarray(
                list.map((o) => o.id),
                { minLength: 2 },
              ),
        shuffle: fc.boolean(),
      }),
    );
  });
  return fc.tuple(base, more, choice).map(([b, m, c]) => ({ id, ...b, ...m, ...c }) as Question);
}

/** Banks whose texts hold everything that some format gives a meaning of its own; all questions fit the model. */
export const anyBank: fc.Arbitrary<BankToWrite> = fc
  .uniqueArray(fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,20}$/), { minLength: 1, maxLength: 4 })
  .chain((ids) => fc.record({ name: local, questions: fc.tuple(...ids.map(question)) }))
  .map((bank) => ({ ...bank, media: PICTURES }));

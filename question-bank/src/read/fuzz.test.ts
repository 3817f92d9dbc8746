import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkBank } from '../check/check-bank';
import { everyFormat } from '../testing/every-format';
import { processorMs } from '../testing/processor-ms';
import { DEFAULT_LIMITS } from './limits';
import { readBank } from './read-bank';
import { storeZip } from './store-zip';
import { unzip } from './unzip';

/** Damaged files a format. More of them: FUZZ_RUNS=5000 npx jest question-bank/src/read/fuzz.test.ts */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25);
/** No small file may keep a reader busy for so much processor time. */
const BUSY_MS = 10_000;
jest.setTimeout(Math.max(120_000, RUNS * 400));

const FIXTURES = join(__dirname, '../../fixtures');
const OTHERS = [
  '<!DOCTYPE a [<!ENTITY b "c">]>&b;',
  ...[
    '<?xml version="1.0"?>',
    '\0\0\0\0',
    '"',
    "'",
    '`',
    '{{{{',
    '[[[[',
    '((((',
    '<a>',
    '</a>',
    ']]>',
    '<!--',
  ],
  ...[
    '\u2028',
    '\ufeff',
    '\ud800',
    '答案：',
    'A、',
    '（ ）',
    '1、',
    '\r\n\r\n',
    ',,,,',
    '\\',
    'INSERT INTO q VALUES (',
    '$CATEGORY:',
    '~%-50%',
    '=1+1',
  ],
].map((text) => Buffer.from(text));

/** One way of damaging bytes. Places are shares of the length, so that they fit whatever was done before. */
const damage = fc.oneof(
  fc.record({
    how: fc.constant('flip' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bit: fc.nat(7),
  }),
  fc.record({ how: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    how: fc.constantFrom('drop' as const, 'double' as const, 'zero' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(200),
  }),
  fc.record({
    how: fc.constant('splice' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    what: fc.oneof(fc.constantFrom(...OTHERS), fc.uint8Array({ minLength: 1, maxLength: 40 })),
    times: fc.constantFrom(1, 1, 1, 300),
  }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Buffer, d: Damage): Buffer {
  const at = Math.floor(d.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (d.how) {
    case 'flip': {
      const out = Buffer.from(bytes);
      if (at < out.length) out.writeUInt8(out.readUInt8(at) ^ (1 << d.bit), at);
      return out;
    }
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after.subarray(d.length)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, d.length), after]);
    case 'zero':
      return Buffer.concat([
        before,
        Buffer.alloc(Math.min(d.length, after.length)),
        after.subarray(d.length),
      ]);
    case 'splice':
      return Buffer.concat([before, ...Array.from({ length: d.times }, () => d.what), after]);
  }
}

/** Reads and checks; whatever it is, there is an answer, and it says where. */
async function answered(name: string, bytes: Buffer): Promise<void> {
  const began = processorMs();
  const read = await readBank({ name, bytes });
  const checked = checkBank(read, { onDate: '2026-11-27' });
  expect(processorMs() - began).toBeLessThan(BUSY_MS);
  expect(read.read).toBeGreaterThanOrEqual(read.candidates.length);
  expect(read.candidates.length + read.issues.length).toBeGreaterThan(0);
  for (const issue of checked.issues) {
    expect(issue.at.file.startsWith(name)).toBe(true);
    expect([issue.message['zh-CN'], issue.message.en, issue.mend['zh-CN']]).not.toContain('');
  }
}

let files: Map<string, Buffer>;
beforeAll(async () => {
  files = await everyFormat();
  for (const name of readdirSync(FIXTURES))
    if (name.includes('.')) files.set(name, readFileSync(join(FIXTURES, name)));
});
const NAMES = [
  ...['xlsx-bank.xlsx', 'json-bank.zip', 'csv-bank.zip', 'moodle-bank.xml', 'gift-bank.zip', 'qti-bank.zip'],
  ...[
    'typed.txt',
    'typed.md',
    'table.csv',
    'table.tsv',
    'lines.jsonl',
    'foreign.json',
    'dump.sql',
    'app.plist',
  ],
  ...[
    'aiken.txt',
    'quiz.gift',
    'app.db',
    'word.docx',
    'typed.pdf',
    'sheet.ods',
    'text.odt',
    'utf16.csv',
    'bad-rows.csv',
    'small-gbk.csv',
    'small.json',
  ],
];

test('a file of every format is read as it stands', async () => {
  expect(NAMES.filter((n) => !files.has(n))).toEqual([]);
  for (const name of NAMES) {
    const read = await readBank({ name, bytes: files.get(name)! });
    expect([name, read.candidates.length > 0]).toEqual([name, true]);
  }
});

test.each(NAMES)('%s flipped, cut, doubled, spliced', async (name) => {
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 5 }), async (all) => {
      await answered(name, all.reduce(damaged, files.get(name)!));
    }),
    { numRuns: RUNS },
  );
});

const ARCHIVES = NAMES.filter((n) => /\.(?:xlsx|docx|od[st]|zip)$/.test(n));
test.each(ARCHIVES)('%s with parts damaged before they were packed', async (name) => {
  const { files: parts } = await unzip(files.get(name)!, name, DEFAULT_LIMITS, 1e8);
  const paths = [...parts.keys()];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      async (path, all) => {
        const packed = new Map(parts).set(path, all.reduce(damaged, parts.get(path)!));
        await answered(name, storeZip(packed));
      },
    ),
    { numRuns: RUNS },
  );
});

test('bytes of any kind under any name', async () => {
  const ending = fc.constantFrom(
    ...'xlsx xls ods odt csv tsv docx doc txt md json jsonl sql db plist xml gift aiken zip png'.split(' '),
    '',
  );
  const magic = fc.constantFrom(
    ...[
      '',
      '504b0304',
      '504b0506',
      'd0cf11e0a1b11ae1',
      '53514c69746520666f726d6174203300',
      '62706c6973743030',
    ],
    ...['fffe', 'feff', 'efbbbf', '1f8b08', '3c3f786d6c', '7b22', '5b'],
  );
  await fc.assert(
    fc.asyncProperty(ending, magic, fc.uint8Array({ maxLength: 600 }), async (end, head, rest) => {
      await answered(`a.${end}`, Buffer.concat([Buffer.from(head, 'hex'), rest]));
    }),
    { numRuns: RUNS * 8 },
  );
});

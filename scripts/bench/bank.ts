import { parse as parseCsv } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { parseTree } from 'jsonc-parser';
import { SaxesParser } from 'saxes';
import { readBank } from 'question-bank';

/**
 * Questions a second through the product's reader (file in, questions with the place of every field out), beside bare
 * parsing of the same file by the library underneath, in turns in one run. Ratio = bare time ÷ whole time. Under JSON
 * there is the runtime's own parser, which is native and knows no places: `ratio` is against that, `ratioWithPlaces`
 * against a library that keeps the place of every value (jsonc-parser), as all others here do.
 */
const QUESTIONS = Number(process.env['KAOTAI_BENCH_QUESTIONS'] ?? 5000);
/** Rounds before the clock counts: a reader runs for minutes on a large bank, so what its code costs compiled is asked. */
const WARM_UP = { rounds: 2, ms: 1500 };
const MEASURED = { rounds: 9, ms: 2000 };
const HEADER = ['题号', '题型', '章节', '题干', '选项A', '选项B', '选项C', '选项D', '答案', '解析', '图片'];
const WORDS =
  '机动车 驾驶人 道路 通行 减速 停车 让行 标志 信号灯 行人 超车 会车 路口 高速公路 安全带 灯光'.split(' ');

/** The same bank every time: texts of the length real ones have. */
function rows(): string[][] {
  let state = 7;
  const next = (n: number) => (state = (state * 48271) % 2147483647) % n;
  const words = (n: number) => Array.from({ length: n }, () => WORDS[next(WORDS.length)]).join('');
  return Array.from({ length: QUESTIONS }, (_, i) => {
    const options = Array.from({ length: 4 }, (_, k) => `${words(3)}${'甲乙丙丁'[k]}`);
    const id = `b${i + 1}`;
    return [
      id,
      '单选题',
      '道路通行',
      `${words(12)}（${i}）？`,
      ...options,
      'ABCD'[next(4)] ?? 'A',
      words(10),
      '',
    ];
  });
}

const escape = (t: string) => t.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const csvCell = (t: string) => `"${t.replaceAll('"', '""')}"`;

async function files(): Promise<Record<string, Buffer>> {
  const all = rows();
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('题库');
  for (const row of [HEADER, ...all]) sheet.addRow(row);
  const answers = (r: string[]) =>
    r
      .slice(4, 8)
      .map((o, k) => `<answer fraction="${'ABCD'[k] === r[8] ? 100 : 0}"><text>${escape(o)}</text></answer>`);
  const moodle = all.map(
    (r) =>
      `<question type="multichoice"><name><text>${r[0]}</text></name><questiontext format="plain_text"><text>${escape(r[3] ?? '')}</text></questiontext><generalfeedback><text>${r[9]}</text></generalfeedback><single>true</single>${answers(r).join('')}</question>`,
  );
  const json = all.map((r) => ({
    id: r[0],
    question: r[3],
    options: r.slice(4, 8),
    answer: r[8],
    explanation: r[9],
  }));
  return {
    xlsx: Buffer.from(await book.xlsx.writeBuffer()),
    csv: Buffer.from([HEADER, ...all].map((r) => r.map(csvCell).join(',')).join('\r\n')),
    json: Buffer.from(JSON.stringify(json)),
    'moodle xml': Buffer.from(`<?xml version="1.0"?><quiz>${moodle.join('\n')}</quiz>`),
  };
}

const BARE: Record<string, (bytes: Buffer) => unknown> = {
  xlsx: (bytes) => new ExcelJS.Workbook().xlsx.load(bytes as unknown as ArrayBuffer),
  csv: (bytes) => parseCsv(bytes.toString('utf8')),
  json: (bytes) => JSON.parse(bytes.toString('utf8')) as unknown,
  'moodle xml': (bytes) => {
    const parser = new SaxesParser({ position: true });
    let texts = 0;
    parser.on('text', () => (texts += 1));
    parser.write(bytes.toString('utf8')).close();
    return texts;
  },
};
const WITH_PLACES: Record<string, (bytes: Buffer) => unknown> = {
  json: (bytes) => parseTree(bytes.toString('utf8')),
};
const NAMES: Record<string, string> = { xlsx: 'b.xlsx', csv: 'b.csv', json: 'b.json', 'moodle xml': 'b.xml' };
const median = (a: number[]) => [...a].sort((x, y) => x - y)[a.length >> 1] ?? 0;

/** Runs `round` at least so many times and so long. */
async function repeat(least: { rounds: number; ms: number }, round: () => Promise<void>): Promise<void> {
  const began = performance.now();
  for (let r = 0; r < least.rounds || performance.now() - began < least.ms; r += 1) await round();
}

async function main(): Promise<void> {
  const out: Record<string, unknown> = {};
  for (const [format, bytes] of Object.entries(await files())) {
    const [bare, whole, placed]: [number[], number[], number[]] = [[], [], []];
    const round = async () => {
      const began = performance.now();
      await BARE[format]?.(bytes);
      const between = performance.now();
      const read = await readBank({ name: NAMES[format] ?? '', bytes });
      whole.push(performance.now() - between);
      bare.push(between - began);
      const after = performance.now();
      if (WITH_PLACES[format]) {
        WITH_PLACES[format](bytes);
        placed.push(performance.now() - after);
      }
      if (read.candidates.length !== QUESTIONS)
        throw new Error(`${format}: ${read.candidates.length} of ${QUESTIONS}`);
    };
    await repeat(WARM_UP, round);
    for (const figures of [bare, whole, placed]) figures.length = 0;
    await repeat(MEASURED, round);
    const [b, w] = [median(bare), median(whole)];
    const share = (part: number) => Math.round((100 * part) / w) / 100;
    out[format] = {
      questionsPerSec: Math.round((QUESTIONS / w) * 1000),
      barePerSec: Math.round((QUESTIONS / b) * 1000),
      ratio: share(b),
      ...(placed.length > 0 ? { ratioWithPlaces: share(median(placed)) } : {}),
    };
  }
  console.log(JSON.stringify({ questions: QUESTIONS, ...out }));
}

main().catch((err: unknown) => {
  console.error(err);
  process.exitCode = 1;
});

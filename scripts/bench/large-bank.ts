import { crc32, deflateSync } from 'node:zlib';
import { FileSink } from '../../question-bank/src/write/file-sink';
import { ZipWriter } from '../../question-bank/src/write/zip-writer';

const WORDS =
  '机动车 驾驶人 道路 通行 减速 停车 让行 标志 信号灯 行人 超车 会车 路口 高速公路 安全带 灯光'.split(' ');
/** A chapter that the shipped exam kinds draw from. */
export const CHAPTER = '道路通行条件及通行规定';
const HEADER = ['题号', '题型', '章节', '题干', '选项A', '选项B', '选项C', '选项D', '答案', '解析', '图片'];

/** The words of question `n`, the same every time and unlike those of any other. */
function sentence(n: number, words: number): string {
  let state = (n + 7) * 48271;
  const next = () => (state = (state * 48271) % 2147483647) % WORDS.length;
  return Array.from({ length: words }, () => WORDS[next()]).join('');
}

/** Question `n` as a row of a table; each shows a picture of its own. */
function rowOf(n: number, chapter: string, faulty = false): string[] {
  const options = [...'甲乙丙丁'].map((c, k) => `${sentence(n * 4 + k, 3)}${c}`);
  const stem = `如图所示，${sentence(n, 12)}（${n}）？`;
  const answer = faulty ? 'H' : ('ABCD'[n % 4] ?? 'A');
  return [`b${n}`, '单选题', chapter, stem, ...options, answer, sentence(n + 5, 8), `p${n}.png`];
}

const cell = (t: string) => `"${t.replaceAll('"', '""')}"`;
const tableText = (questions: number, chapter: string, faulty: number): string =>
  [HEADER, ...Array.from({ length: questions }, (_, n) => rowOf(n, chapter, n < faulty))]
    .map((r) => r.map(cell).join(','))
    .join('\r\n');

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
const HEAD = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  chunk('IHDR', Buffer.from('00000008000000080800000000', 'hex')),
]);
const TAIL = Buffer.concat([chunk('IDAT', deflateSync(Buffer.alloc(8 * 9))), chunk('IEND', Buffer.alloc(0))]);

/** A whole picture of eight pixels a side that no other equals, of about that many bytes. */
function picture(n: number, bytes: number): Buffer {
  const padding = Buffer.alloc(Math.max(8, bytes - HEAD.length - TAIL.length - 12), n % 251);
  padding.writeUInt32BE(n, 0);
  return Buffer.concat([HEAD, chunk('kaPd', padding), TAIL]);
}

/**
 * Writes a ZIP of one table of questions and a picture for each. The first `faulty` have an answer that is no option.
 * @returns its size in bytes
 */
export function writeLargeBank(
  path: string,
  questions: number,
  pictureBytes: number,
  { chapter = CHAPTER, faulty = 0 }: { chapter?: string; faulty?: number } = {},
): number {
  const file = new FileSink(path, { over: true });
  const zip = new ZipWriter(file, { stored: true });
  zip.add('题库.csv', Buffer.from(tableText(questions, chapter, faulty)));
  for (let n = 0; n < questions; n += 1) zip.add(`media/p${n}.png`, picture(n, pictureBytes));
  zip.end();
  return file.close();
}

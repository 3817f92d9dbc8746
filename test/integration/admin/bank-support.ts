import { crc32, deflateRawSync } from 'node:zlib';
import { examKind, type ExamKind } from '../../../exam-contract/src/kind';
import type { Question } from 'question-bank';

const CHAPTER = '测试章';

/** A kind of ten questions, five judge and five single, of one chapter. */
export function testKind(code: string, more: Partial<ExamKind> = {}): ExamKind {
  return examKind.parse({
    code,
    version: 1,
    effectiveFrom: '2022-04-01',
    effectiveTo: null,
    name: { 'zh-CN': `测试 ${code}`, en: code },
    subject: 'K1',
    vehicle: 'car',
    classes: ['C1'],
    questions: 10,
    types: { judge: 5, single: 5, multi: 0 },
    pointsPerQuestion: 10,
    minutes: 10,
    passMark: 90,
    earlyEnd: 'none',
    reveal: 'at_end',
    allowChangeAfterConfirm: false,
    retakesSameSitting: 1,
    rebookWaitDays: 0,
    law: 'test',
    confidence: 'high',
    blueprint: { unit: 'percent', rows: { [CHAPTER]: 100 } },
    photoCaptures: { taken: 5, printed: 3 },
    ...more,
  });
}

const SIGNS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃列张寒来暑往秋收冬藏';
/** Stems that are far enough from each other for nobody to take one for a copy of another. */
const stem = (n: number) =>
  Array.from({ length: 12 }, (_, i) => SIGNS[(n * 7 + i * (n + 3) + (n >> 3) * i) % SIGNS.length]).join('');

export function testQuestion(n: number, more: Partial<Question> = {}): Question {
  const judge = n % 2 === 0;
  const option = (id: string, zh: string) => ({ id, text: { 'zh-CN': zh, en: `${zh} ${id}` } });
  return {
    id: `q-${String(n).padStart(3, '0')}`,
    type: judge ? 'judge' : 'single',
    subjects: ['K1'],
    vehicles: ['car'],
    chapter: CHAPTER,
    stem: { 'zh-CN': `第${n}题：${stem(n)}？`, en: `Question ${n}` },
    options: judge
      ? [
          { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
          { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
        ]
      : [option('A', '一'), option('B', '二'), option('C', '三'), option('D', '四')],
    answer: ['A'],
    lawRef: [{ code: '道交法', article: '第1条' }],
    media: [],
    shuffle: !judge,
    difficulty: 2,
    tags: [],
    ...more,
  };
}

export const bankJson = (questions: readonly Question[], name = '测试题库') =>
  Buffer.from(JSON.stringify({ format: 'kaotai-bank', version: 1, name: { 'zh-CN': name }, questions }));

export const manyQuestions = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => testQuestion(from + i));

export const svg = (fill: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="${fill}"/></svg>`,
  );

/** A ZIP of deflated files. */
export function zip(files: Record<string, Uint8Array>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(files)) {
    const packed = deflateRawSync(data);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(0x0800, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(crc(data), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(data.length, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, Buffer.from(name)]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fixed, end, Buffer.from(name)]));
    local.push(head, packed);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(central.length, 8);
  tail.writeUInt16LE(central.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, tail]);
}

// zlib.crc32 is missing in older Node 20 releases.
export function crc(data: Uint8Array): number {
  if (typeof crc32 === 'function') return crc32(data);
  let c = ~0;
  for (const byte of data) {
    c ^= byte;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return ~c >>> 0;
}

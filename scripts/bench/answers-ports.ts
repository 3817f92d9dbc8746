import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examKindFile } from 'exam-contract/kind';
import type { Question } from 'question-bank';
import type { ExamPorts } from '../../exam-server/src/features/exam';

const kinds = examKindFile.parse(
  JSON.parse(readFileSync(join(__dirname, '../../question-bank/sample/policy/exam-kinds.json'), 'utf8')),
).kinds;
const kind = { ...kinds.find((k) => k.code === 'K1_CAR')!, earlyEnd: 'none' as const };
const questions: Question[] = Array.from({ length: 100 }, (_, i) => ({
  id: `q${i}`,
  type: 'single',
  subjects: ['K1'],
  vehicles: ['car'],
  chapter: 'x',
  stem: { 'zh-CN': `第${i}题` },
  options: ['A', 'B', 'C', 'D'].map((id) => ({ id, text: { 'zh-CN': id } })),
  answer: ['A'],
  lawRef: [],
  media: [],
  shuffle: true,
  difficulty: 2,
  tags: [],
}));
const bank = new Map(questions.map((q) => [q.id, q]));
const text = { 'zh-CN': '测试' };

/** Neighbours of the exam feature that cost nothing, so that only its own path is measured. */
export const idlePorts: ExamPorts = {
  seats: {
    seatInfo: (seatId) =>
      Promise.resolve({
        seatId,
        roomId: '00000000-0000-4000-8000-000000000001',
        siteId: '00000000-0000-4000-8000-000000000002',
        number: 1,
        label: '1',
        roomName: text,
        siteName: text,
        challenge: 'off',
        region: null,
      }),
  },
  duty: {
    examinerFor: () =>
      Promise.resolve({ dutyId: randomUUID(), staffId: randomUUID(), name: 'e', certificate: 'c' }),
  },
  candidates: {
    get: (candidateId) =>
      Promise.resolve({
        candidateId,
        name: '王小明',
        idNumber: '150600199001011234',
        licenceClass: 'C1',
        timeFactor: 1,
      }),
  },
  bookings: {
    get: (bookingId) =>
      Promise.resolve({
        bookingId,
        candidateId: bookingId,
        siteId: '',
        kindCode: 'K1_CAR',
        licenceClass: 'C1',
        from: 0,
        to: 9e15,
      }),
    mark: () => Promise.resolve(),
  },
  papers: {
    kindInForce: () => Promise.resolve(kind),
    draw: () =>
      Promise.resolve({
        bankVersion: 'a'.repeat(64),
        items: questions.map((q) => ({ questionId: q.id, optionOrder: q.options.map((o) => o.id) })),
      }),
    withdrawn: () => Promise.resolve([]),
    languages: () => Promise.resolve(['zh-CN']),
    keyed: () => Promise.resolve(bank),
    media: () => Promise.resolve(new Map()),
  },
};

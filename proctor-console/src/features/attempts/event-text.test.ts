import i18next from 'i18next';
import type { AttemptEventView } from 'exam-contract/attempt';
import { startTexts } from '../../i18n/i18n';
import { eventText } from './event-text';

const by = { staffId: null, name: '王考官' };
const said: [kind: string, data: Record<string, unknown>, zh: string, en: string][] = [
  ['created', { ordinal: 2 }, '第 2 次', 'attempt 2'],
  ['identityVerified', { method: 'face', score: 0.6149, decidedBy: null }, '0.61', '0.61'],
  [
    'identityVerified',
    { method: 'face', score: 0.3, decidedBy: '王考官' },
    '人工确认',
    'confirmed by 王考官',
  ],
  ['identityVerified', { method: 'idNumber', score: null, decidedBy: null }, '证件号码', 'ID number'],
  ['started', {}, '考试开始', 'began'],
  [
    'answered',
    { index: 4, confirmed: true, correct: false, late: false },
    '第 5 题确认了答案（错误）',
    'question 5 (wrong)',
  ],
  ['answered', { index: 4, confirmed: false, correct: true, late: true }, '断线期间', 'line was down'],
  ['flagged', { index: 0, on: true }, '标记了第 1 题', 'Marked question 1'],
  ['flagged', { index: 0, on: false }, '取消', 'off question 1'],
  ['moved', { index: 9 }, '第 10 题', 'question 10'],
  ['paused', { reason: '演练', by }, '王考官 暂停了考试：演练', 'paused the test: 演练'],
  ['resumed', { by }, '王考官 恢复', '王考官 let'],
  ['extended', { ms: 300_000, reason: '演练', by }, '5 分钟：演练', '5 min: 演练'],
  ['warned', { text: '请看屏幕', by }, '请看屏幕', '请看屏幕'],
  ['seated', { reason: '屏幕坏了', by }, '换终端继续：屏幕坏了', 'another terminal: 屏幕坏了'],
  [
    'questionWithdrawn',
    { questionId: 'k1-17', policy: 'count_right', code: 'wrongKey', by },
    '王考官 撤销了题目 k1-17（答案有误）：计为正确',
    '王考官 withdrew question k1-17 (wrong key): counts as right',
  ],
  ['connectionLost', {}, '断线', 'lost'],
  ['connectionRestored', {}, '恢复连接', 'connected again'],
  ['submitted', { by: 'candidate' }, '考生交卷', 'handed in'],
  ['submitted', { by: 'earlyEnd' }, '提前结束', 'ended early'],
  ['expired', {}, '时间到', 'Time was up'],
  ['terminated', { reason: '替考', by }, '王考官 终止了考试：替考', '王考官 ended the test: 替考'],
  [
    'scored',
    { score: 92, correct: 92, wrong: 5, unanswered: 3, passed: true },
    '92 分，合格',
    '92 points, passed',
  ],
  ['signed', { who: 'candidate', name: '赵' }, '考生 赵', 'Candidate 赵'],
  ['signed', { who: 'examiner', name: '王' }, '考试员 王', 'Examiner 王'],
  ['teleported', {}, 'teleported', 'teleported'],
];

beforeAll(startTexts);

test.each(said)('%s %j is told in both languages', (kind, data, zh, en) => {
  const event: AttemptEventView = { seq: 1, at: 0, kind, data, prevHash: '', hash: '' };
  for (const [lang, part] of [['zh-CN', zh] as const, ['en', en] as const]) {
    const t = i18next.getFixedT<'attempt'>(lang, 'attempt');
    const text = eventText(event, t);
    expect(text).toContain(part);
    expect(text).not.toMatch(/\{\{|event\.|method\./);
  }
});

import { createInstance } from 'i18next';
import { resources } from '../../i18n/resources';
import { actorWords, detailWords, thingWords } from './audit-words';

const id = '1e1a878e-aaaa-4bbb-8ccc-123456789abc';
const i18n = createInstance({ lng: 'zh-CN', resources });
beforeAll(() => i18n.init());

test('who and what a row is about is said in words, and an id is cut', () => {
  expect(thingWords(`attempt/${id}`, i18n.t)).toBe('考试 1e1a878e…');
  expect(thingWords('evidence', i18n.t)).toBe('取证图片');
  expect(thingWords('something else', i18n.t)).toBe('something else');
  expect(actorWords(`staff/${id} 王考官`, i18n.t)).toBe('王考官');
  expect(actorWords(`terminal/${id}`, i18n.t)).toBe('终端 1e1a878e…');
  expect(actorWords('system demo', i18n.t)).toBe('系统');
});

test('every part of a detail has a name, and a value in words', () => {
  const said = (detail: Record<string, unknown>) =>
    detailWords(detail, i18n.t, 'zh-CN').map(({ name, value }) => `${name} ${value}`);
  expect(said({ decision: 'allow', candidateId: id, reason: '证件照过旧' })).toEqual([
    '裁定 放行',
    '考生编号 1e1a878e…',
    '原因 证件照过旧',
  ]);
  expect(said({ delivered: false, minutes: 5, attemptId: null, roles: ['proctor', 'admin'] })).toEqual([
    '已送达 否',
    '分钟 5',
    '考试编号 无',
    '岗位 监考员、管理员',
  ]);
  expect(said({ examiner: `staff/${id} 王考官`, challenge: 'off' })).toEqual([
    '考试员 王考官',
    '转头检测 关',
  ]);
  expect(said({ mode: 'merge', goodRowsOnly: true, deed: 'skip', subject: 'K1', answers: 'from1' })).toEqual([
    '发布方式 并入',
    '只要正确的题 是',
    '做法 不要',
    '科目 科目一',
    '答案里的数字 从 1 数起',
  ]);
  expect(said({ oldest: Date.UTC(2026, 0, 2, 12) })[0]).toMatch(/^最早 2026\/01\/0[123] /);
});

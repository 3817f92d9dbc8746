import request from 'supertest';
import type { BankDraft } from '../../../exam-contract/src/http/banks';
import type { DraftMapping, RememberedMapping } from '../../../exam-contract/src/http/mapping';
import { testKind } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

jest.setTimeout(180_000);

let t: TestAdmin;
let clerk: Record<string, string>;
beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  await t.papers.kinds.load([testKind('T_ONE')], 'system');
});
afterEach(() => t.stop());

const api = (path: string) => `/api/v1/banks/${path}`;
const upload = async (rows: string[], name: string) => {
  const data = Buffer.from(rows.join('\n'));
  const r = await request(t.app).post(api('drafts')).set(clerk).attach('file', data, name).expect(200);
  return r.body as BankDraft;
};
const mappingOf = async (draftId: string) =>
  (
    await request(t.app)
      .get(api(`drafts/${draftId}/mapping`))
      .set(clerk)
      .expect(200)
  ).body as DraftMapping;
const reread = (draftId: string, body: object) =>
  request(t.app)
    .post(api(`drafts/${draftId}/mapping`))
    .set(clerk)
    .send({ sources: [], hints: {}, remember: false, dropMends: false, ...body });
const mappings = async () =>
  (
    (await request(t.app).get(api('mappings')).set(clerk).expect(200)).body as {
      mappings: RememberedMapping[];
    }
  ).mappings;

const HEAD = '编码$1,内容文字,甲项,乙项,丙项,标答,备注.旧';
const ROWS = [
  'x-1,红灯亮时应当怎样行驶？,停车等待,加速通过,倒车离开,1,无',
  'x-2,夜间会车应当怎样用灯？,开远光灯,开近光灯,关闭车灯,2,无',
  'x-3,遇行人过街应当怎样做？,鸣喇叭催,减速让行,加速绕行,2,无',
];
const COLUMNS = { A: 'id', B: 'stem', C: 'optionA', D: 'optionB', E: 'optionC', F: 'answer', G: null };

test('columns nobody knows: shown, mapped, numbers asked about, remembered, applied by itself, forgotten', async () => {
  const draft = await upload([HEAD, ...ROWS], '甲.csv');
  expect(draft).toMatchObject({ read: 0, accepted: 0, mapping: { sources: 1, open: 1, remembered: 0 } });
  const { draftId } = draft;
  const found = await mappingOf(draftId);
  expect(found).toMatchObject({ mends: 0, kept: true, sources: [{ read: false, header: null, open: true }] });
  expect(found.sources[0]?.columns[1]).toMatchObject({
    key: 'B',
    name: '内容文字',
    how: 'unknown',
    samples: ['红灯亮时应当怎样行驶？', '夜间会车应当怎样用灯？', '遇行人过街应当怎样做？'],
  });
  const { signature } = found.sources[0]!;

  const asked = (await reread(draftId, { sources: [{ signature, columns: COLUMNS }] }).expect(200))
    .body as BankDraft;
  expect(asked).toMatchObject({ draftId, read: 3, accepted: 0, mapping: { open: 1 } });
  expect(asked.issues.map((i) => i.code)).toContain('ANSWERS_AMBIGUOUS');
  const numbers = (await mappingOf(draftId)).sources[0]?.numbers;
  expect(numbers).toMatchObject({
    coding: null,
    examples: [{ answer: '1', as: { from1: 'A', from0: 'B' } }, {}, {}],
  });

  const order = {
    sources: [{ signature, columns: COLUMNS, answers: 'from1' }],
    hints: { chapter: '测试章' },
  };
  const said = (await reread(draftId, { ...order, remember: true }).expect(200)).body as BankDraft;
  expect(said).toMatchObject({ read: 3, accepted: 3, mapping: { open: 0, remembered: 0 } });
  expect(said.preview.map((q) => q.questionId)).toEqual(['x-1', 'x-2', 'x-3']);
  const [kept] = await mappings();
  expect(kept).toMatchObject({ signature, used: 0, columns: HEAD.split(',') });
  expect(kept?.fields).toContainEqual({ column: '内容文字', as: 'stem' });

  const next = await upload([HEAD, 'y-1,黄灯闪烁时应当怎样做？,停车,确认安全后通过,倒车,2,无'], '乙.csv');
  expect(next).toMatchObject({ read: 1, mapping: { sources: 1, open: 0, remembered: 1 } });
  expect((await mappingOf(next.draftId)).sources[0]).toMatchObject({
    remembered: { by: expect.any(String) },
    answers: [{ form: 'from1', count: 1, examples: [{ answer: '2', meaning: 'B' }] }],
  });
  expect(await mappings()).toMatchObject([{ used: 1 }]);
  await request(t.app)
    .delete(api(`mappings/${signature}`))
    .set(clerk)
    .expect(200);
  await request(t.app)
    .delete(api(`mappings/${signature}`))
    .set(clerk)
    .expect(404);
  expect((await upload([HEAD, ...ROWS], '丙.csv')).mapping).toMatchObject({ open: 1, remembered: 0 });

  const rows = await t.ctx.db
    .collection('audit')
    .find({ action: /bank\.(reread|forgetMapping)/ })
    .toArray();
  expect(rows.map((r) => r['action'] as string)).toEqual([
    'bank.reread',
    'bank.reread',
    'bank.forgetMapping',
  ]);
});

test('reading again gives up what was mended by hand only when told so; a draft handed in is not read again', async () => {
  const draft = await upload(
    ['题干,答案,章节,题型', '红灯亮时可以通行。,,测试章,判断', '绿灯亮时可以通行。,对,测试章,判断'],
    '丁.csv',
  );
  expect(draft).toMatchObject({ accepted: 1, mendable: 1, mapping: { open: 0 } });
  const { draftId } = draft;
  await request(t.app)
    .put(api(`drafts/${draftId}/refused/0`))
    .set(clerk)
    .send({ skipped: true })
    .expect(200);
  expect((await mappingOf(draftId)).mends).toBe(1);
  expect((await reread(draftId, {}).expect(409)).body).toMatchObject({ code: 'DRAFT_HAS_MENDS' });
  const again = (await reread(draftId, { dropMends: true }).expect(200)).body as BankDraft;
  expect(again).toMatchObject({ accepted: 1, mendable: 1, skipped: 0 });
  expect((await mappingOf(draftId)).mends).toBe(0);
  await reread(draftId, { sources: [{ signature: 'x', columns: {} }] }).expect(400);
  await reread('00000000-0000-4000-8000-000000000000', {}).expect(404);
});

import request from 'supertest';
import type { BankDraft, RefusedRow } from '../../../exam-contract/src/http/banks';
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
const get = async (path: string) => (await request(t.app).get(api(path)).set(clerk).expect(200)).body;
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

test('chapters written otherwise: shown, mapped once, remembered with the header beside those said before', async () => {
  const head = '题号,题干,选项A,选项B,选项C,答案,章节';
  const row = (n: number, chapter: string) =>
    `ch-${n},第 ${n} 种情形应当怎样做？,停车,加速,倒车,A,${chapter}`;
  const draft = await upload([head, row(1, '第一章'), row(2, '第二章')], '章.csv');
  expect(draft).toMatchObject({ read: 2, accepted: 0, mapping: { open: 1 } });
  const { sources } = await mappingOf(draft.draftId);
  expect(sources[0]?.values).toEqual([
    { field: 'chapter', text: '第一章', count: 1, how: 'unknown', as: null },
    { field: 'chapter', text: '第二章', count: 1, how: 'unknown', as: null },
  ]);
  const say = (chapter: Record<string, string>) => ({
    sources: [{ signature: sources[0]!.signature, columns: {}, values: { chapter } }],
    remember: true,
  });
  const said = (await reread(draft.draftId, say({ 第一章: '测试章', 第二章: '测试章' })).expect(200))
    .body as BankDraft;
  expect(said).toMatchObject({ accepted: 2, mapping: { open: 0 } });
  expect(said.preview.map((q) => q.chapter)).toEqual(['测试章', '测试章']);
  const other = await upload([head, row(3, '第三章')], '章2.csv');
  await reread(other.draftId, say({ 第三章: '测试章' })).expect(200);
  const next = await upload([head, row(4, '第一章'), row(5, '第三章')], '章3.csv');
  expect(next).toMatchObject({ accepted: 2, mapping: { open: 0, remembered: 1 } });
  expect((await mappings()).flatMap((m) => m.values.map((v) => `${v.text}=${v.as}`)).sort()).toEqual([
    '第一章=测试章',
    '第三章=测试章',
    '第二章=测试章',
  ]);
  await request(t.app)
    .delete(api(`mappings/${sources[0]!.signature}`))
    .set(clerk)
    .expect(200);

  const text = await upload(['第九章 杂题', '1、红灯亮时停车。（对）'], '题.txt');
  const { apart } = await mappingOf(text.draftId);
  expect(apart).toMatchObject({ open: true, values: [{ field: 'chapter', how: 'unknown' }] });
  const values = { chapter: { [apart!.values[0]!.text]: '测试章' } };
  const order = { sources: [{ signature: apart!.signature, columns: {}, values }] };
  expect((await reread(text.draftId, { ...order, remember: true }).expect(200)).body).toMatchObject({
    accepted: 1,
    mapping: { open: 0 },
  });
  expect(await mappings()).toMatchObject([{ signature: apart!.signature, values: [{ as: '测试章' }] }]);
  // Said no longer, it is not remembered any longer either.
  const unsaid = { sources: [{ signature: apart!.signature, columns: {} }], remember: true };
  expect((await reread(text.draftId, unsaid).expect(200)).body).toMatchObject({ accepted: 0 });
  expect(await mappings()).toEqual([]);
});

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
  // A form that was opened before shows another question than stands there now, be it taken in or not.
  const save = (path: string, shown: RefusedRow) =>
    request(t.app)
      .put(api(`drafts/${draftId}/${path}`))
      .query({ seen: shown.changedAt })
      .set(clerk)
      .send({ question: shown.question });
  const opened = async () => [
    ['refused/0', (await get(`drafts/${draftId}/refused`)).rows[0]] as const,
    [
      `mending/${again.preview[0]!.questionId}`,
      await get(`drafts/${draftId}/mending/${again.preview[0]!.questionId}`),
    ] as const,
  ];
  const before = await opened();
  await reread(draftId, { dropMends: true }).expect(200);
  for (const [path, shown] of before)
    expect((await save(path, shown).expect(409)).body).toMatchObject({ code: 'ROW_CHANGED' });
  for (const [path, shown] of await opened()) await save(path, shown).expect(200);
  await reread(draftId, { sources: [{ signature: 'x', columns: {} }] }).expect(400);
  await reread('00000000-0000-4000-8000-000000000000', {}).expect(404);
});

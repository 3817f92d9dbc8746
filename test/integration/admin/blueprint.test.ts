import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { Question } from 'question-bank';
import type { BlueprintContent } from '../../../exam-contract/src/blueprint';
import type {
  BlueprintDraft,
  BlueprintLook,
  BlueprintRow,
  KindBlueprint,
  TestPaper,
} from '../../../exam-contract/src/http/blueprints';
import { runCli } from '../../../question-bank/src/cli/run';
import type { BankDraft } from '../../../exam-contract/src/http/banks';
import { bankJson, manyQuestions, testKind } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

// Every save is held against the bank in a process of its own.
jest.setTimeout(240_000);
const DAY = 86_400_000;
let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
const kind = testKind('T_ONE', { classes: ['C1', 'A2'] });
const CHAPTER = '测试章';
/** Forty: six signs, two of them hard; six of the region 15; four for A2 alone. */
const bank = manyQuestions(40).map((q, i): Question => ({
  ...q,
  difficulty: i < 2 ? (3 as const) : (2 as const),
  tags: i < 6 ? ['sign'] : i < 12 ? ['region:15'] : i < 16 ? ['class:A2', 'heavy'] : [],
}));
const plain: BlueprintContent = {
  chapters: [{ name: CHAPTER, count: 10 }],
  cells: [],
  mustTogether: [],
  neverTogether: [],
  difficulty: null,
  region: null,
  exposure: false,
  neighbours: true,
};
const signs: BlueprintContent = {
  ...plain,
  cells: [
    { tag: 'sign', min: 3, max: 3 },
    { tag: 'heavy', licenceClass: 'A2', min: 2, max: 2 },
  ],
  mustTogether: [['q-000', 'q-002']],
  neverTogether: [['q-001', 'q-003']],
  region: '15',
  exposure: true,
};

/** Both sign in; after a day they must again. */
const signIn = async () => {
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
};
beforeEach(async () => {
  t = await testAdmin();
  await signIn();
  await t.papers.kinds.load([kind], 'system');
  await t.papers.versions.publish({ name: 'b', questions: bank, media: new Map(), by: 'x', actor: 'system' });
});
afterEach(() => t.stop());

const at = (path: string) => `/api/v1/blueprints/T_ONE${path}`;
const get = async (who = clerk) =>
  (await request(t.app).get(at('')).set(who).expect(200)).body as KindBlueprint;
const post = (path: string, body: object, who = clerk) => request(t.app).post(at(path)).set(who).send(body);
const save = (content: BlueprintContent, rev: number | null = null, who = clerk) =>
  request(t.app).put(at('/draft')).set(who).send({ content, note: '试', rev });
const inForce = async (content: BlueprintContent, from?: string) => {
  const was = (await get()).draft;
  const { rev: saved } = (await save(content, was?.rev ?? null).expect(200)).body as BlueprintDraft;
  const { rev } = (await post('/draft/submit', { rev: saved, inForceFrom: from }).expect(200))
    .body as BlueprintDraft;
  return (await post('/draft/publish', { rev }, second).expect(200)).body as BlueprintRow;
};
const draw = (seed: string, licenceClass = 'C1') =>
  t.papers.draw({ kind, licenceClass, seed, at: t.clock.now(), avoid: [] });
const tagged = (items: readonly { questionId: string }[], tag: string) =>
  items.filter((i) => bank.find((q) => q.id === i.questionId)?.tags.includes(tag)).length;

test('one that cannot be met is refused with every cell that is short, and nothing of it is kept', async () => {
  const short = { ...signs, cells: [...signs.cells, { tag: 'sign', type: 'single' as const, min: 9 }] };
  const r = await save({ ...short, mustTogether: [['q-000', 'q-999']] });
  expect([r.status, r.body.code]).toEqual([409, 'BLUEPRINT_NOT_FEASIBLE']);
  expect(r.body.detail.short).toEqual([
    expect.objectContaining({ at: 'together', index: 0, need: 2, have: 1 }),
    expect.objectContaining({ at: 'cell', index: 2, need: 9, have: 3, bank: null }),
  ]);
  expect(r.body.detail.short[1].cell).toEqual({
    chapter: null,
    type: 'single',
    licenceClass: null,
    tag: 'sign',
  });
  expect((await get()).draft).toBeNull();
  // Cells that are large enough each and exclude each other.
  const both = {
    ...plain,
    cells: [
      { tag: 'sign', max: 0 },
      { tag: 'sign', min: 1 },
    ],
  };
  const look = (await post('/look', { content: both }).expect(200)).body as BlueprintLook;
  expect(look.short).toEqual([expect.objectContaining({ at: 'cell', proven: true })]);
  expect(look.short[0]?.conflict).toEqual([
    { rule: 'cell', tag: 'sign', min: 0, max: 0 },
    { rule: 'cell', tag: 'sign', min: 1 },
  ]);
  expect(look.cells).toEqual([6, 6]);
  // Neither the wrong sum nor a chapter nobody has.
  const sum = await save({ ...plain, chapters: [{ name: CHAPTER, count: 9 }] });
  expect([sum.body.code, sum.body.detail.field]).toEqual(['BAD_REQUEST', 'chapters']);
  const none = await save({ ...plain, chapters: [{ name: '没有的章', count: 10 }] });
  expect(none.body.detail.short[0]).toMatchObject({ at: 'chapter', index: 0, need: 10, have: 0 });
});

test('saved by one, approved by another; papers go by it from then on and anyone draws them again', async () => {
  const page = await get();
  expect(page.own).toEqual(plain);
  expect(page.choices).toMatchObject({
    chapters: [{ name: CHAPTER, types: { judge: 20, single: 20, multi: 0 } }],
    tags: [
      { tag: 'heavy', count: 4 },
      { tag: 'sign', count: 6 },
    ],
    regions: [{ region: '15', count: 6 }],
    classes: ['A2'],
  });
  const tried = { content: signs, seed: '7', licenceClass: 'A2' };
  const paper = (await post('/test-draw', tried).expect(200)).body as TestPaper;
  expect((await post('/test-draw', tried).expect(200)).body).toEqual(paper);
  expect([paper.items.length, tagged(paper.items, 'sign'), tagged(paper.items, 'heavy')]).toEqual([10, 3, 2]);

  const saved = (await save(signs).expect(200)).body as BlueprintDraft;
  expect((await save(plain)).body.code).toBe('CONFLICT');
  expect((await draw('s')).by.blueprint).toBeNull();
  const { rev } = (await post('/draft/submit', { rev: saved.rev }).expect(200)).body as BlueprintDraft;
  expect((await save(signs, saved.rev + 1)).body.code).toBe('DRAFT_IN_REVIEW');
  expect((await post('/draft/publish', { rev })).body.code).toBe('SECOND_PERSON_REQUIRED');
  // What was seen before somebody changed it does nothing.
  const stale = saved.rev;
  expect((await post('/draft/submit', { rev: stale })).body.code).toBe('CONFLICT');
  expect((await post('/draft/return', { rev: stale, reason: '不对' }, second)).body.code).toBe('CONFLICT');
  expect(
    (
      await request(t.app)
        .delete(at(`/draft?rev=${stale}`))
        .set(clerk)
    ).body.code,
  ).toBe('CONFLICT');
  expect((await post('/draft/publish', { rev: rev - 1 }, second)).body.code).toBe('CONFLICT');
  expect((await get(second)).draft?.review?.mayApprove).toBe(true);
  const row = (await post('/draft/publish', { rev }, second).expect(200)).body as BlueprintRow;
  expect(row).toMatchObject({ number: 1, state: 'inForce', content: signs });

  for (let n = 0; n < 10; n += 1) {
    const [c1, a2] = [await draw(`s${n}`), await draw(`s${n}`, 'A2')];
    expect(c1.by).toMatchObject({
      blueprint: { hash: row.hash, number: 1 },
      licenceClass: 'C1',
      exposure: `${c1.bankVersion} 2026-11-23`,
    });
    expect([tagged(c1.items, 'sign'), tagged(c1.items, 'heavy')]).toEqual([3, 0]);
    expect([tagged(a2.items, 'sign'), tagged(a2.items, 'heavy')]).toEqual([3, 2]);
    for (const { items } of [c1, a2]) {
      const ids = new Set(items.map((i) => i.questionId));
      expect(ids.has('q-000')).toBe(ids.has('q-002'));
      expect(ids.has('q-001') && ids.has('q-003')).toBe(false);
    }
    expect(await draw(`s${n}`)).toEqual(c1);
  }
  const actions = (
    await t.ctx.db.collection('audit').find({ target: 'blueprint/T_ONE' }).sort({ seq: 1 }).toArray()
  ).map((r) => r['action'] as string);
  expect(actions).toEqual(['blueprint.save', 'blueprint.submit', 'blueprint.publish']);
});

test('for a later day, taken back before it, and an old one published again', async () => {
  await inForce(plain);
  const day = '2026-11-30';
  const later = await inForce(signs, day);
  expect(later).toMatchObject({ number: 2, state: 'scheduled' });
  expect((await draw('s')).by.blueprint?.number).toBe(1);
  t.clock.advance(8 * DAY);
  await signIn();
  expect((await draw('s')).by.blueprint?.number).toBe(2);
  const first = (await get()).history.find((h) => h.number === 1)!;
  const handed = (await post(`/versions/${first.hash}/restore`, {}).expect(200)).body as BlueprintDraft;
  const returned = (await post('/draft/return', { rev: handed.rev, reason: '再想想' }, second).expect(200))
    .body as BlueprintDraft;
  expect(returned.returned?.reason).toBe('再想想');
  await request(t.app)
    .delete(at(`/draft?rev=${returned.rev}`))
    .set(clerk)
    .expect(200);
  expect(handed.review?.submittedBy).toBe('测试员');
  const again = (await post(`/versions/${first.hash}/restore`, { inForceFrom: '2026-12-24' }).expect(200))
    .body as BlueprintDraft;
  const row = (await post('/draft/publish', { rev: again.rev }, second).expect(200)).body as BlueprintRow;
  expect(row).toMatchObject({ number: 1, hash: first.hash, state: 'scheduled' });
  const cancel = `/api/v1/blueprints/publications/${row.publicationId}/cancel`;
  await request(t.app).post(cancel).set(clerk).send({ reason: '不换了' }).expect(200);
  t.clock.advance(40 * DAY);
  await signIn();
  expect((await draw('s')).by.blueprint?.number).toBe(2);
  expect((await get()).history.map((h) => [h.number, h.state])).toEqual([
    [1, 'cancelled'],
    [2, 'inForce'],
    [1, 'past'],
  ]);
});

test('a bank under which the blueprint cannot be met says so, and is refused where somebody is booked', async () => {
  await inForce(signs);
  const r = await request(t.app)
    .post('/api/v1/banks/drafts')
    .set(clerk)
    .attach('file', bankJson(bank.map((q) => ({ ...q, tags: [] }))), 'b.json')
    .expect(200);
  const draft = r.body as BankDraft;
  expect(draft.kinds).toEqual([
    { code: 'T_ONE', feasible: false, short: expect.stringContaining('sign · 0 / 3') },
  ]);
  const submit = { mode: 'replace', goodRowsOnly: true };
  const refused = await request(t.app)
    .post(`/api/v1/banks/drafts/${draft.draftId}/submit`)
    .set(clerk)
    .send(submit);
  expect(refused.body).toMatchObject({
    code: 'BLUEPRINT_NOT_FEASIBLE',
    detail: { field: expect.stringContaining('T_ONE') },
  });
});

test('what was shown often waits: counts are those of the morning, the same for every paper of a day', async () => {
  await inForce({ ...plain, exposure: true });
  const events = t.ctx.db.collection('attemptEvents');
  const { bankVersion } = await draw('s');
  t.clock.advance(DAY);
  const often = bank.filter((q) => q.tags.length === 0).slice(0, 8);
  for (let n = 0; n < 5; n += 1)
    await events.insertOne({
      attemptId: `a${n}`,
      seq: 1,
      at: t.clock.now() - DAY,
      kind: 'created',
      data: { bankVersion, items: often.map((q) => ({ questionId: q.id })) },
    });
  const shown = new Set(often.map((q) => q.id));
  for (let n = 0; n < 10; n += 1) {
    const { items, by } = await draw(`s${n}`);
    expect(items.filter((i) => shown.has(i.questionId))).toEqual([]);
    expect(by.exposure).toBe(`${bankVersion} 2026-11-24`);
  }
});

test('a blueprint that the bank cannot meet after all stops no exam: the kind’s own shares count, and the log says so', async () => {
  const { hash } = await inForce(signs);
  const bare = bank.map((q) => ({ ...q, tags: [] }));
  const { versions } = t.papers;
  t.clock.advance(DAY);
  await versions.publish({ name: 'b2', questions: bare, media: new Map(), by: 'x', actor: 'system' });
  const { items, by } = await draw('s');
  expect([items.length, by.blueprint, by.exposure]).toEqual([10, null, null]);
  await signIn();
  expect((await get()).history.find((h) => h.state === 'inForce')?.hash).toBe(hash);
});

test('a bank is held against what counts before a scheduled blueprint, too', async () => {
  await inForce(signs, '2026-11-30');
  const [scope] = await t.papers.kinds.toDraw();
  expect(scope?.offices).toEqual([null, signs]);
  const [later] = await t.papers.kinds.toDraw('2026-11-30');
  expect(later?.offices).toEqual([signs]);
});

test('a draft is judged by the kind and the bank of the day from which it is meant, and says which', async () => {
  const from = '2026-12-01';
  await t.papers.kinds.load(
    [
      {
        ...kind,
        version: 2,
        effectiveFrom: from,
        questions: 20,
        pointsPerQuestion: 5,
        types: { judge: 10, single: 10, multi: 0 },
      },
    ],
    'system',
  );
  expect((await get()).kind).toMatchObject({
    questions: 10,
    later: [{ from, questions: 20, types: { judge: 10, single: 10, multi: 0 } }],
  });
  const twenty = { ...plain, chapters: [{ name: CHAPTER, count: 20 }] };
  const meant = (content: BlueprintContent, inForceFrom: string) =>
    request(t.app).put(at('/draft')).set(clerk).send({ content, note: '', rev: null, inForceFrom });
  expect((await save(twenty)).body.detail.field).toBe('chapters');
  expect((await meant(plain, from)).body.detail.field).toBe('chapters');
  expect((await meant(twenty, '2026-11-01')).body.detail.field).toBe('inForceFrom');
  const { body } = await meant(twenty, from).expect(200);
  const bankNow = await t.papers.versions.inForce();
  expect((body as BlueprintDraft).judged).toMatchObject({
    day: from,
    bank: { hash: bankNow?.hash, name: 'b' },
    later: [],
  });
  // Handing it in for another day judges it by that one.
  const { rev } = body as BlueprintDraft;
  expect((await post('/draft/submit', { rev })).body.detail.field).toBe('chapters');
  await post('/draft/submit', { rev, inForceFrom: '2026-12-24' }).expect(200);
  expect((await get()).draft?.judged?.day).toBe('2026-12-24');
});

test('what was seen of one draft does not approve the next one', async () => {
  const first = (await save(signs).expect(200)).body as BlueprintDraft;
  const { rev } = (await post('/draft/submit', { rev: first.rev }).expect(200)).body as BlueprintDraft;
  const back = (await post('/draft/return', { rev, reason: '再想想' }, second).expect(200))
    .body as BlueprintDraft;
  await request(t.app)
    .delete(at(`/draft?rev=${back.rev}`))
    .set(clerk)
    .expect(200);
  t.clock.advance(1000);
  const next = (await save(plain).expect(200)).body as BlueprintDraft;
  await post('/draft/submit', { rev: next.rev }).expect(200);
  expect((await post('/draft/publish', { rev }, second)).body.code).toBe('CONFLICT');
});

test('anyone draws the same paper from the exported bank, the downloaded blueprint and the seed', async () => {
  const fileOf = async (query = '') =>
    JSON.stringify(
      (
        await request(t.app)
          .get(at(`/file${query}`))
          .set(clerk)
          .expect(200)
      ).body,
    );
  const own = await fileOf();
  const ownPaper = await draw('seed-0');
  const { exposure: _, ...rest } = signs;
  const row = await inForce({ ...rest, exposure: false });
  const paper = await draw('seed-1', 'A2');
  const exported = await request(t.app)
    .get(`/api/v1/banks/versions/${paper.bankVersion}/export?format=json`)
    .set(clerk)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => done(null, Buffer.concat(parts)));
    })
    .expect(200);
  const folder = mkdtempSync(join(tmpdir(), 'kaotai-draw-'));
  const drawnBy = async (blueprint: string, seed: string, licenceClass: string) => {
    const files = { bank: join(folder, 'bank.json'), blueprint: join(folder, 'blueprint.json') };
    writeFileSync(files.bank, exported.body as Buffer);
    writeFileSync(files.blueprint, blueprint);
    const line = [
      'draw',
      files.bank,
      '--blueprint',
      files.blueprint,
      '--seed',
      seed,
      '--class',
      licenceClass,
    ];
    const said: string[] = [];
    const host = {
      today: paper.by.day,
      out: (text: string) => said.push(text),
      err: (text: string) => said.push(text),
    };
    expect([await runCli([...line, '--json'], host), said.length]).toEqual([0, 1]);
    return JSON.parse(said[0] ?? '') as { items: unknown; hash: string };
  };
  try {
    const again = await drawnBy(await fileOf(`?hash=${row.hash}`), 'seed-1', 'A2');
    expect(again).toMatchObject({ items: paper.items, hash: paper.bankVersion });
    expect(JSON.parse(await fileOf())).toMatchObject({
      number: 1,
      hash: row.hash,
      content: { region: '15' },
    });
    expect((await drawnBy(own, 'seed-0', 'C1')).items).toEqual(ownPaper.items);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(
    (
      await request(t.app)
        .get(at(`/file?hash=${'0'.repeat(64)}`))
        .set(clerk)
    ).body.code,
  ).toBe('NOT_FOUND');
});

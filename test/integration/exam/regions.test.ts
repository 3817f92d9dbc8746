import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { BlueprintContent } from '../../../exam-contract/src/blueprint';
import type { BlueprintDraft, BlueprintLook } from '../../../exam-contract/src/http/blueprints';
import { createExam } from '../../../exam-server/src/features/exam';
import { redraw } from 'question-bank';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { startedAttempt } from '../../support/exam-alone';
import { manyQuestions, testKind } from '../admin/bank-support';
import { testAdmin, type TestAdmin } from '../admin/support';

let t: TestAdmin;
/** Twenty-four for anybody, six of region 15, one of region 22. */
const bank = manyQuestions(31).map((q, i) => ({
  ...q,
  tags: i < 24 ? [] : i < 30 ? ['region:15'] : ['region:22'],
}));
const ofRegion = (ids: readonly string[], region: string) =>
  ids.filter((id) => bank.find((q) => q.id === id)?.tags.includes(`region:${region}`)).length;
const kind = testKind('K1_CAR', { classes: ['*'] });
const own: BlueprintContent = {
  chapters: [{ name: '测试章', count: 10 }],
  cells: [{ tag: 'region:*', min: 2, max: 2 }],
  mustTogether: [],
  neverTogether: [],
  difficulty: null,
  region: null,
  exposure: false,
  neighbours: true,
};
const at = '/api/v1/blueprints/K1_CAR';
const zh = (name: string) => ({ 'zh-CN': name });

beforeEach(async () => {
  t = await testAdmin();
  await t.papers.kinds.load([kind], 'system');
  await t.papers.versions.publish({ name: 'b', questions: bank, media: new Map(), by: 'x', actor: 'system' });
});
afterEach(() => t.stop());

test('a region in use that the bank is too small for is named, at the blueprint and at the site', async () => {
  const [clerk, second, admin] = [
    (await t.signedIn(['registry'])).auth,
    (await t.signedIn(['registry'])).auth,
    (await t.signedIn(['admin'])).auth,
  ];
  const west = await t.sites.addSite(zh('西考点'), 'system', '22');
  await t.sites.addSite(zh('东考点'), 'system', '15');
  const bankRegions = await request(t.app).get('/api/v1/sites/regions').set(admin).expect(200);
  expect(bankRegions.body).toEqual({
    regions: [
      { region: '15', questions: 6 },
      { region: '22', questions: 1 },
    ],
  });
  const save = () => request(t.app).put(`${at}/draft`).set(clerk).send({ content: own, note: '', rev: null });
  const refused = await save();
  expect([refused.status, refused.body.code]).toEqual([409, 'BLUEPRINT_NOT_FEASIBLE']);
  expect(refused.body.detail.short).toEqual([
    expect.objectContaining({ at: 'cell', index: 0, need: 2, have: 1, forRegion: '22', forClass: null }),
  ]);

  const region = (code: string | null) =>
    request(t.app)
      .post(`/api/v1/sites/${west.siteId}/region`)
      .set(admin)
      .send({ region: code, reason: '迁址' });
  expect((await region(null).expect(200)).body).toMatchObject({ siteId: west.siteId, region: null });
  const { rows } = await t.audit.list({ target: `site/${west.siteId}`, limit: 1 });
  expect(rows[0]).toMatchObject({
    action: 'site.region',
    detail: { was: '22', region: null, reason: '迁址' },
  });
  // Where no region is set the cell asks nothing.
  const look = await request(t.app).post(`${at}/look`).set(clerk).send({ content: own }).expect(200);
  expect(look.body as BlueprintLook).toMatchObject({ short: [], cells: [6] });
  const draft = (await save().expect(200)).body as BlueprintDraft;
  const { body } = await request(t.app).post(`${at}/draft/submit`).set(clerk).send({ rev: draft.rev });
  const { rev } = body as BlueprintDraft;
  await request(t.app).post(`${at}/draft/publish`).set(second).send({ rev }).expect(200);
  // Now the site cannot go where no paper could be drawn.
  const back = await region('22');
  expect([back.status, back.body.code]).toEqual([409, 'BLUEPRINT_NOT_FEASIBLE']);
  expect(back.body.detail.field).toMatch(/K1_CAR .*region:\* .*region:22 · 1 \/ 2/);
  expect((await region('15').expect(200)).body).toMatchObject({ region: '15' });
});

test('seats draw the regional questions of their site, the log says whose, and the paper can be drawn again', async () => {
  const place = async (name: string, region: string | null) => {
    const site = await t.sites.addSite(zh(name), 'system', region);
    const room = await t.sites.addRoom(site.siteId, { name: zh('一号'), seats: 1 }, 'system');
    return (await t.sites.seats(room.roomId))[0]!.seatId;
  };
  const exam = createExam(t.ctx, { ...idlePorts, seats: t.sites, papers: t.papers });
  const alone = { exam, ctx: t.ctx, close: () => Promise.resolve() };
  const seen = { '15': 0, '22': 0, '': 0 };
  for (const region of ['15', '22', null] as const) {
    const seat = await place(`考点${region ?? ''}`, region);
    const { attemptId } = await startedAttempt(alone, seat);
    const [first] = await exam.events(attemptId);
    if (first?.kind !== 'created') throw new Error('no attempt begins so');
    expect(first.data.drawnBy?.region).toBe(region ?? '');
    const ids = first.data.items.map((i) => i.questionId);
    for (const other of ['15', '22']) if (other !== region) expect(ofRegion(ids, other)).toBe(0);
    seen[region ?? ''] += ids.length;
    const paperOf = () => Promise.reject(new Error('nobody sits beside'));
    const record = await t.papers.drawRecords.of(attemptId, first.data, paperOf);
    expect(record?.region).toBe(region ?? '');
    expect(record && redraw(record, bank)).toMatchObject({ ok: true, differences: [] });
    if (region !== '15') continue;
    // Of thirty questions six are of region 15: papers of other regions never have them, these ones do.
    const drawn = await Promise.all(
      Array.from({ length: 10 }, () =>
        t.papers.draw({
          ...{ kind, licenceClass: 'C1', region, seed: randomUUID(), at: t.clock.now(), avoid: [] },
        }),
      ),
    );
    const regional = drawn.map((d) =>
      ofRegion(
        d.items.map((i) => i.questionId),
        '15',
      ),
    );
    expect(Math.max(...regional)).toBeGreaterThan(0);
  }
  expect(seen).toEqual({ '15': 10, '22': 10, '': 10 });
});

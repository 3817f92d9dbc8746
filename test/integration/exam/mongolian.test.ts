import type { Question } from 'question-bank';
import type { BankDraft, BankVersionRow } from 'exam-contract/http/banks';
import type { ItemDetail } from 'exam-contract/http/statistics';
import type { Paper } from 'exam-contract/paper';
import { shippedBank } from '../../../exam-server/src/features/papers/versions/shipped';
import { bankJson, zip } from '../admin/bank-support';
import { scoredRow } from '../admin/support';
import { openHouse, type House } from '../proctoring/support';

jest.setTimeout(180_000);
/** For telling languages apart only: letters, not translations. */
const word = (n: number) => `ᠲᠤᠷᠰᠢᠯᠲᠠ ${n}`;
const by = { staffId: '00000000-0000-4000-8000-000000000001', name: '测试员' };

let house: House;
beforeAll(async () => {
  house = await openHouse({ vision: false });
});
afterAll(() => house.stop());

async function upload(
  questions: readonly Question[],
  media: ReadonlyMap<string, Uint8Array>,
): Promise<BankDraft> {
  const form = new FormData();
  const file = zip({ 'bank.json': bankJson(questions), ...Object.fromEntries(media) });
  form.append('file', new Blob([new Uint8Array(file)]), 'mongolian.zip');
  const r = await fetch(`${house.url}/api/v1/banks/drafts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await house.tokenOf('registry')}` },
    body: form,
  });
  expect(r.status).toBe(200);
  return (await r.json()) as BankDraft;
}

test('a bank in Mongolian: published by two people, sat in Mongolian over the line, counted by language', async () => {
  const { questions, media } = await shippedBank('2026-11-23');
  const plain = questions.filter((q) => q.subjects.includes('K1') && q.vehicles.includes('car'));
  const bank = plain.map((q, i) => ({
    ...q,
    stem: { ...q.stem, 'mn-Mong': word(i) },
    options: q.options.map((o, k) => ({ ...o, text: { ...o.text, 'mn-Mong': word(k) } })),
  }));
  const { draftId } = await upload(bank, media);
  const submit = { mode: 'merge', goodRowsOnly: false };
  expect((await house.api('POST', `/banks/drafts/${draftId}/submit`, 'registry', submit)).status).toBe(200);
  const published = await house.api<BankVersionRow>('POST', `/banks/drafts/${draftId}/publish`, 'admin', {});
  expect(published.body).toMatchObject({ inForce: true });

  await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  const kiosk = await house.kiosk(0);
  const hello = () => kiosk.ask('hello', { lang: 'zh-CN', clientVersion: 'test' });
  const idNumber = '000000199001010001';
  const person = { name: '考生', idNumber, licenceClass: 'C1', timeFactor: 1 as const };
  const { candidateId } = await house.app.candidates.add(person, 'test');
  const from = Date.now() - 1000;
  const booking = { siteId: house.siteId, kindCode: 'K1_CAR', from, to: from + 3600_000 };
  await house.app.candidates.book(candidateId, booking, 'test');
  const { checkinId } = await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber });
  await kiosk.ask('checkin:call', { checkinId });
  const [check] = await house.app.identity.list({ roomId: house.roomId, state: 'pending' });
  await house.app.identity.decide(check!.id, { decision: 'allow', reason: '与照片一致' }, by);
  const sitting = (await hello()).sitting!;
  expect(sitting.languages).toEqual(['zh-CN', 'en', 'mn-Mong']);
  const { sittingId, rulesVersion } = sitting;
  await expect(kiosk.ask('sitting:consent', { sittingId, rulesVersion, lang: 'ug' })).rejects.toThrow(
    'BAD_REQUEST',
  );
  await kiosk.ask('sitting:consent', { sittingId, rulesVersion, lang: 'mn-Mong' });
  const started = await kiosk.ask('attempt:start', { sittingId });
  const { attemptId } = started.sitting.attempt!;
  const paper: Paper = await kiosk.ask('attempt:paper', { attemptId });
  for (const item of paper.items) {
    expect(item.stem['mn-Mong']).toMatch(/^ᠲᠤᠷᠰᠢᠯᠲᠠ/);
    expect(item.options.every((o) => o.text['mn-Mong'] !== undefined)).toBe(true);
  }
  const keyed = await house.app.papers.keyed(published.body.hash);
  const { items } = await house.app.exam.state(attemptId);
  const madeAt = Date.now();
  for (let index = 0; index < 3; index++) {
    const choice = [...keyed.get(items[index]!.questionId)!.answer];
    const answer = { attemptId, index, choice, confirm: true, clientSeq: index + 1, madeAt };
    expect((await kiosk.ask('attempt:answer', answer)).judged?.correct).toBe(true);
  }
  // A look at the Chinese and back: what counts is the language last chosen.
  await kiosk.ask('sitting:language', { sittingId, lang: 'zh-CN' });
  await kiosk.ask('sitting:language', { sittingId, lang: 'mn-Mong' });
  await kiosk.ask('attempt:submit', { attemptId, clientSeq: 4 });
  await kiosk.ask('sitting:retake', { sittingId, take: false });
  await kiosk.ask('sitting:sign', { sittingId, strokes: [[[0.1, 0.1, 0]]] });

  await scoredRow(house.app.ctx, attemptId);
  await house.app.statistics.count();
  const path = `/statistics/items/${items[0]!.questionId}?version=${published.body.hash}`;
  const item = (await house.api<ItemDetail>('GET', path, 'auditor')).body;
  expect(item).toMatchObject({ n: 1, facility: 1 });
  expect(item.languages.map((l) => [l.lang, l.n])).toEqual([['mn-Mong', 1]]);
});

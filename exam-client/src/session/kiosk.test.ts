import { waitFor } from '@testing-library/dom';
import { attemptOf, idOf, sittingOf, terminalOf } from '../flow/views.fixture';
import { eraseDatabase, openDatabase } from '../outbox/database';
import { actionsOf } from './actions';
import { FakeLink, judging, paperOf, runningSitting } from './fake-link.fixture';
import { Kiosk } from './kiosk';

const settle = async (ms = 40) => {
  await new Promise((r) => setTimeout(r, ms));
};
const begun: Kiosk[] = [];
async function seated(link = new FakeLink({ ...judging }), over = {}) {
  const kiosk = new Kiosk();
  begun.push(kiosk);
  kiosk.link = link;
  kiosk.dispatch({ on: 'enrolled' });
  const now = performance.now();
  kiosk.clock.take(Date.now(), now, now);
  kiosk.dispatch({ on: 'hello', view: terminalOf({ sitting: runningSitting(over) }) });
  await waitFor(() => expect(kiosk.store.get().attempt?.paper).toBeTruthy());
  return { kiosk, link };
}

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  await eraseDatabase(null);
});
afterEach(() => {
  for (const k of begun.splice(0)) k.dispatch({ on: 'reset' });
});

describe('a running test', () => {
  it('fetches the paper, saves each choice at once and locks what was confirmed', async () => {
    const { kiosk, link } = await seated();
    expect(kiosk.store.get().attempt?.paper?.items).toHaveLength(5);
    kiosk.attempt?.choose(1, ['B']);
    expect(kiosk.store.get().attempt?.book.slots[1]).toMatchObject({ choice: ['B'], pending: 1 });
    await waitFor(() =>
      expect(kiosk.store.get().attempt?.book.slots[1]).toMatchObject({ choice: ['B'], pending: null }),
    );
    kiosk.attempt?.confirm(1);
    await waitFor(() => expect(kiosk.store.get().attempt?.toTell).toEqual([1]));
    kiosk.attempt?.choose(1, ['A']);
    await settle(80);
    expect(link.inputs('attempt:answer').map((a) => [a.clientSeq, a.choice, a.confirm])).toEqual([
      [1, ['B'], false],
      [2, ['B'], true],
    ]);
  });

  it('keeps answers while the line is down and sends them when it is back', async () => {
    const { kiosk, link } = await seated();
    link.up = false;
    kiosk.dispatch({ on: 'linkDown' });
    for (const i of [0, 2, 3]) kiosk.attempt?.choose(i, ['A']);
    await waitFor(() => expect(kiosk.store.get().attempt?.waiting).toBe(3));
    link.up = true;
    kiosk.dispatch({ on: 'linkUp' });
    await waitFor(() => expect(kiosk.store.get().attempt?.waiting).toBe(0));
    const taken = link.inputs('attempt:answer').map((a) => a.index);
    expect([...new Set(taken)]).toEqual([0, 2, 3]);
  });

  it('loses nothing when the page dies between writing and sending', async () => {
    const dead = new FakeLink({ ...judging, 'attempt:answer': () => new Promise(() => undefined) });
    const first = await seated(dead);
    first.kiosk.attempt?.choose(0, ['B']);
    first.kiosk.attempt?.choose(2, ['C']);
    first.kiosk.attempt?.flag(4, true);
    const db = await openDatabase();
    for (let n = 0; n < 3; n = await db.count('queue')) await settle(10);
    db.close();
    first.kiosk.attempt?.close();

    const { kiosk, link } = await seated(new FakeLink({ ...judging }), { lastClientSeq: 0 });
    await waitFor(() =>
      expect(kiosk.store.get().attempt?.book.slots.map((s) => s.choice)).toEqual([['B'], [], ['C'], [], []]),
    );
    expect(kiosk.store.get().attempt?.book.slots[4]?.flagged).toBe(true);
    await waitFor(() =>
      expect(link.inputs('attempt:answer').map((a) => [a.clientSeq, a.index])).toEqual([
        [1, 0],
        [2, 2],
      ]),
    );
    kiosk.attempt?.choose(1, ['A']);
    await waitFor(() => expect(link.inputs('attempt:answer').at(-1)?.clientSeq).toBe(4));
  });

  it('shows why an answer was refused and what the server has instead', async () => {
    const { kiosk, link } = await seated();
    link.refuse('attempt:answer', 'ANSWER_LOCKED');
    link.answers.hello = () => ({ ok: true, data: terminalOf({ sitting: runningSitting() }) });
    kiosk.attempt?.choose(0, ['B']);
    await waitFor(() =>
      expect(kiosk.store.get().attempt?.book.slots[0]).toMatchObject({
        choice: [],
        refused: 'ANSWER_LOCKED',
      }),
    );
  });

  it('asks once whether to go on when the pass mark is out of reach', async () => {
    const { kiosk } = await seated();
    const far = () => kiosk.dispatch({ on: 'sitting', view: runningSitting({ earlyEndReached: true }) });
    far();
    expect(kiosk.store.get().attempt?.earlyEnd).toBe('ask');
    kiosk.updateAttempt(idOf(100), (a) => ({ ...a, earlyEnd: 'answered' }));
    far();
    expect(kiosk.store.get().attempt?.earlyEnd).toBe('answered');
  });

  it('hands in behind the last answer, also when the line is down in between', async () => {
    const { kiosk, link } = await seated();
    link.answers['attempt:submit'] = () => ({
      ok: true,
      data: sittingOf({ stage: 'result', attempt: attemptOf({ status: 'scored' }) }),
    });
    link.up = false;
    kiosk.attempt?.choose(3, ['C']);
    kiosk.attempt?.submit();
    kiosk.attempt?.choose(4, ['A']);
    await waitFor(() => expect(kiosk.store.get().attempt?.handingIn).toBe(true));
    link.up = true;
    kiosk.attempt?.lineIsBack();
    await waitFor(() =>
      expect(link.asked.filter(([e]) => e === 'attempt:answer' || e === 'attempt:submit').at(-1)?.[0]).toBe(
        'attempt:submit',
      ),
    );
    expect([...new Set(link.inputs('attempt:answer').map((a) => a.index))]).toEqual([3]);
    await waitFor(() => expect(kiosk.screen).toBe('result'));
  });
});

describe('when a person has gone', () => {
  it('nothing of them is left in this browser', async () => {
    const { kiosk } = await seated();
    sessionStorage.setItem('kaotai.prefs', '{}');
    kiosk.setPrefs({ lang: 'en', scale: 2 });
    kiosk.attempt?.choose(0, ['A']);
    await settle(400);
    kiosk.dispatch({ on: 'reset' });
    await waitFor(() => expect(kiosk.screen).toBe('welcome'));
    expect(kiosk.store.get()).toMatchObject({
      attempt: null,
      lastPaper: null,
      prefs: { lang: 'zh-CN', scale: 1 },
    });
    expect(Object.keys(sessionStorage)).toEqual([]);
    await waitFor(async () => expect(await indexedDB.databases()).toEqual([]));
  });

  it('the queue stays for the window that took over', async () => {
    const dead = new FakeLink({ ...judging, 'attempt:answer': () => new Promise(() => undefined) });
    const { kiosk } = await seated(dead);
    kiosk.attempt?.choose(0, ['A']);
    const db = await openDatabase();
    while ((await db.count('queue')) === 0) await settle(10);
    kiosk.dispatch({ on: 'blocked', why: 'superseded' });
    await settle(100);
    expect(await db.count('queue')).toBe(1);
    db.close();
  });
});

describe('requests a person waits for', () => {
  it('are repeated over a bad line and end with the reason where the server refuses', async () => {
    let n = 0;
    const link = new FakeLink({
      ...judging,
      'sitting:consent': () =>
        ++n < 2 ? { ok: false, code: 'TIMEOUT' } : { ok: false, code: 'NO_BANK_PUBLISHED' },
      hello: () => ({ ok: true, data: terminalOf({ sitting: sittingOf() }) }),
    });
    const kiosk = new Kiosk();
    begun.push(kiosk);
    kiosk.link = link;
    kiosk.dispatch({ on: 'enrolled' });
    kiosk.dispatch({ on: 'hello', view: terminalOf({ sitting: sittingOf() }) });
    await actionsOf(kiosk).consent();
    expect(link.inputs('sitting:consent')).toHaveLength(2);
    expect(kiosk.store.get()).toMatchObject({ busy: null, failure: { code: 'NO_BANK_PUBLISHED' } });
  });

  it('a start that was already made goes on with the running test', async () => {
    const ready = sittingOf({ stage: 'ready', attempt: attemptOf({ status: 'created' }) });
    const link = new FakeLink({
      ...judging,
      'attempt:start': () => ({ ok: false, code: 'ATTEMPT_ALREADY_STARTED' }),
      hello: () => ({ ok: true, data: terminalOf({ sitting: runningSitting() }) }),
    });
    const kiosk = new Kiosk();
    begun.push(kiosk);
    kiosk.link = link;
    kiosk.dispatch({ on: 'enrolled' });
    kiosk.dispatch({ on: 'hello', view: terminalOf({ sitting: ready }) });
    await actionsOf(kiosk).start();
    await waitFor(() => expect(kiosk.screen).toBe('test'));
    expect(kiosk.store.get().failure).toBeNull();
    await waitFor(() => expect(kiosk.store.get().attempt?.paper).toEqual(paperOf(idOf(100))));
  });
});

describe('the language of the questions', () => {
  it('tells a language chosen while the line was down once it is back, also after a reload', async () => {
    const answers = { ...judging, 'sitting:language': () => ({ ok: true, data: {} }) as const };
    const link = new FakeLink(answers);
    const { kiosk } = await seated(link);
    const told = () => link.inputs('sitting:language').map((l) => l.lang);
    kiosk.setPrefs({ reading: 'mn-Mong' });
    await waitFor(() => expect(told()).toEqual(['mn-Mong']));
    link.up = false;
    kiosk.dispatch({ on: 'linkDown' });
    kiosk.setPrefs({ reading: 'ug' });
    kiosk.setPrefs({ reading: null, lang: 'en' });
    await settle();
    const before = told().length;
    link.up = true;
    kiosk.dispatch({ on: 'hello', view: terminalOf({ sitting: runningSitting() }) });
    await waitFor(() => expect(told().slice(before)).toEqual(['en']));
    kiosk.dispatch({ on: 'linkDown' });
    kiosk.dispatch({ on: 'hello', view: terminalOf({ sitting: runningSitting() }) });
    await settle();
    expect(told().slice(before)).toEqual(['en']);

    link.up = false;
    kiosk.setPrefs({ reading: 'mn-Mong' });
    await settle();
    kiosk.attempt?.close();
    const { link: after } = await seated(new FakeLink(answers));
    await waitFor(() =>
      expect(after.inputs('sitting:language')).toEqual([{ sittingId: idOf(10), lang: 'mn-Mong' }]),
    );
  });
});

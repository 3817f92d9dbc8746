import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { terminalOf, sittingOf, attemptOf, idOf } from '../flow/views.fixture';
import { startI18n } from '../i18n/i18n';
import { actionsOf } from '../session/actions';
import { FakeLink, judging, runningSitting } from '../session/fake-link.fixture';
import { Kiosk } from '../session/kiosk';
import { KioskProvider } from '../ui/kiosk-context';
import { Shell } from './shell/shell';

// jsdom has no CSS object; the dialogs only ask it to escape a name.
Object.assign(globalThis, { CSS: { escape: (s: string) => s, supports: () => false } });

let kiosk: Kiosk;
let link: FakeLink;

async function show(view = terminalOf()) {
  await startI18n('zh-CN');
  link = new FakeLink({ ...judging, hello: () => ({ ok: true, data: view }) });
  kiosk = new Kiosk();
  kiosk.link = link;
  const now = performance.now();
  kiosk.clock.take(Date.now(), now, now);
  render(
    <KioskProvider kiosk={kiosk} actions={actionsOf(kiosk)}>
      <Shell />
    </KioskProvider>,
  );
  act(() => {
    kiosk.dispatch({ on: 'enrolled' });
    kiosk.dispatch({ on: 'hello', view });
  });
  await screen.findByRole('heading', { level: 1 });
}
const press = async (name: string | RegExp) => {
  fireEvent.click(await screen.findByRole('button', { name }));
};
const titled = (text: string) => screen.findByRole('heading', { level: 1, name: text });
const { setTimeout: begin } = globalThis;
/** Timers of one length, begun from now on, run only when the test says so. */
function heldTimers(length: number): () => void {
  const held: (() => void)[] = [];
  globalThis.setTimeout = ((run: () => void, ms?: number) =>
    ms === length ? held.push(run) : begin(run, ms)) as typeof setTimeout;
  return () => act(() => held.splice(0).forEach((run) => run()));
}
const key = (k: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: k });

beforeAll(async () => {
  // Fetched when first needed; here they are to be at hand at once.
  await Promise.all([
    import('./checkin/checkin-screens'),
    import('./rules/rules-screens'),
    import('./test/test-screens'),
    import('./result/result-screens'),
  ]);
});
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  globalThis.setTimeout = begin;
  act(() => kiosk.dispatch({ on: 'reset' }));
  cleanup();
});

describe('welcome', () => {
  it('says that nothing can begin without an examiner, and recovers by itself', async () => {
    await show(terminalOf({ examinerOnDuty: false }));
    expect(screen.getByText('暂时不能开始考试')).toBeTruthy();
    expect(screen.getByRole('button', { name: '开始' }).hasAttribute('disabled')).toBe(true);
    act(() => kiosk.dispatch({ on: 'duty', examinerOnDuty: true }));
    expect(screen.getByRole('button', { name: '开始' }).hasAttribute('disabled')).toBe(false);
  });
  it('switches the language without the network', async () => {
    await show();
    fireEvent.click(screen.getByRole('radio', { name: 'English' }));
    await titled('Driver theory test');
    expect(document.documentElement.lang).toBe('en');
  });
});

describe('who are you', () => {
  it('takes a number from the pad and from a keyboard, X included', async () => {
    await show();
    await press('开始');
    await press(/输入证件号码/);
    await screen.findByRole('heading', { name: '请输入身份证明号码' });
    for (const k of ['1', '5', '2', '7', 'x']) key(k);
    await press('X');
    await press('删除一位');
    expect(screen.getByText('已输入 5 位')).toBeTruthy();
    expect(screen.getByRole('button', { name: '下一步' }).hasAttribute('disabled')).toBe(true);
    key('9');
    await press('下一步');
    await waitFor(() =>
      expect(kiosk.flow.local).toMatchObject({ at: 'camera', method: 'idNumber', idNumber: '1527X9' }),
    );
  });
});

describe('rules', () => {
  it('name the examiner and want agreement before going on', async () => {
    await show(terminalOf({ sitting: sittingOf() }));
    expect(screen.getByText('考试员：王敏（证书编号 NM-1）')).toBeTruthy();
    const agree = screen.getByRole('button', { name: '同意并继续' });
    expect(agree.hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByRole('checkbox'));
    expect(agree.hasAttribute('disabled')).toBe(false);
  });
});

describe('the test', () => {
  const test = async () => {
    await show(terminalOf({ sitting: runningSitting() }));
    await screen.findByText('题目1');
  };
  it('shows one question; confirming goes on at once and tells of a wrong answer', async () => {
    await test();
    // A tap meant for the next question must not close what has just appeared: that is over after so many ms.
    const guardIsOver = heldTimers(400);
    key('1');
    key('Enter');
    expect(screen.getByText('题目2')).toBeTruthy();
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).getByText('第 1 题回答错误')).toBeTruthy();
    // A is the second option on this screen.
    expect(within(dialog).getByText('正确答案：B')).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: '知道了' }));
    expect(screen.queryByRole('alertdialog')).toBeTruthy();
    guardIsOver();
    fireEvent.click(within(dialog).getByRole('button', { name: '知道了' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getAllByRole('button', { name: '第 1 题：错误' }).length).toBeGreaterThan(0);
  });
  it('falls back to Chinese, marked as such, where a question has no English', async () => {
    await test();
    act(() => {
      kiosk.setPrefs({ lang: 'en' });
      kiosk.attempt?.moveTo(3);
    });
    await screen.findByText('Option A');
    expect(screen.getByText('题目4').getAttribute('lang')).toBe('zh-CN');
  });
  it('turns pages with arrows without changing the choice, and flags with F', async () => {
    await test();
    key('2');
    key('ArrowRight');
    key('f');
    const mark = await screen.findByRole('button', { name: '已标记' });
    expect(mark.getAttribute('aria-pressed')).toBe('true');
    expect(kiosk.store.get().attempt?.book.slots[0]).toMatchObject({ choice: ['A'], confirmed: false });
    expect(kiosk.store.get().attempt?.book.slots[1]?.flagged).toBe(true);
  });
  it('lists what is unanswered before handing in, each a way back', async () => {
    await test();
    key('2');
    await press('交卷');
    await titled('确定要交卷吗？');
    await press('第 3 题：未答');
    expect(await screen.findByText('题目3')).toBeTruthy();
  });
  it('covers the test while it is paused, and says why', async () => {
    await test();
    const attempt = attemptOf({ status: 'paused', deadline: null, remainingMs: 90_000, pauseReason: '停电' });
    act(() => kiosk.dispatch({ on: 'sitting', view: sittingOf({ stage: 'paused', attempt }) }));
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).getByText('原因：停电')).toBeTruthy();
    expect(await within(dialog).findByText('剩余时间 01:30')).toBeTruthy();
    key('1');
    expect(kiosk.store.get().attempt?.book.slots[0]?.choice).toEqual([]);
  });
  it('says calmly that it is offline, and that the answer is kept here', async () => {
    await test();
    link.up = false;
    act(() => kiosk.dispatch({ on: 'linkDown' }));
    key('1');
    expect(await screen.findByText('已存本机，等待网络')).toBeTruthy();
    expect(screen.getByText('网络暂时中断，正在重新连接。')).toBeTruthy();
  });
  it('shows a message of the proctor until it is acknowledged', async () => {
    await test();
    const message = { id: idOf(1), text: '请坐正', from: '王敏', at: 1 };
    act(() => kiosk.dispatch({ on: 'message', message }));
    expect(await screen.findByText('请坐正')).toBeTruthy();
    await press('知道了');
    await waitFor(() => expect(screen.queryByText('请坐正')).toBeNull());
    expect(link.inputs('message:seen')).toEqual([{ messageId: idOf(1) }]);
  });
});

describe('result', () => {
  it('tells score and reason in plain words and offers the retake that is left', async () => {
    const result = {
      attemptId: idOf(100),
      ordinal: 1,
      score: 60,
      passMark: 80,
      passed: false,
      correct: 3,
      wrong: 1,
      unanswered: 1,
      endedBy: 'candidate' as const,
      startedAt: 0,
      endedAt: 125_000,
      reason: 'belowPassMark' as const,
      terminatedReason: null,
      wrongItems: [{ index: 0, choice: ['C'], right: ['A'] }],
      withdrawnItems: [{ index: 3, policy: 'count_right' as const }],
      revisions: [],
    };
    const attempt = attemptOf({ status: 'scored' });
    await show(terminalOf({ sitting: sittingOf({ stage: 'result', attempt, results: [result] }) }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('不合格');
    expect(screen.getByText('得分低于合格标准 80 分。')).toBeTruthy();
    expect(screen.getByText('2 分 5 秒')).toBeTruthy();
    expect(screen.getByText('第 4 题有误，已撤销，计为正确。')).toBeTruthy();
    const right = (await screen.findByText(/^正确答案/)).closest('p');
    expect(right?.textContent).toBe('正确答案: B · 选项A');
    expect(screen.getByRole('button', { name: '现在补考' })).toBeTruthy();
  });
});

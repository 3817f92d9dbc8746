import type { Browser, Page } from 'playwright-core';
import type { IncidentView } from 'exam-contract/incident';
import { cameraFile } from '../e2e/support/camera';
import { browserWith, enrolled, openKiosk, openRoom, shot, sitDown } from '../e2e/support/kiosk';
import { startStack, type Stack } from '../e2e/support/stack';

jest.setTimeout(300_000);

const until = async <T>(read: () => Promise<T | undefined>, ms: number): Promise<T | undefined> => {
  for (let t = 0; t < ms; t += 250) {
    const got = await read();
    if (got !== undefined) return got;
    await new Promise((r) => setTimeout(r, 250));
  }
  return undefined;
};

describe('what a seat camera sees during a test', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let roomId: string;
  let leave = () => undefined as void;
  /** Seconds the film shows the right person alone before anything happens: check-in fits in. */
  const QUIET = 30;
  const SCENE = 13;
  const BETWEEN = 8;

  beforeAll(async () => {
    stack = await startStack();
    ({ roomId, leave } = await openRoom(stack));
    const people = await enrolled(stack, 'K1_CAR');
    const others = await enrolled(stack, 'K3_CAR');
    const me = people[0]!.photo;
    const person = (seconds: number) => ({ show: 'person' as const, photo: me, seconds });
    browser = await browserWith(
      cameraFile([
        person(QUIET),
        { show: 'two', photo: me, other: (others[0] ?? people[1])!.photo, seconds: SCENE },
        person(BETWEEN),
        { show: 'chair', seconds: SCENE },
        person(BETWEEN),
        { show: 'covered', seconds: SCENE },
        person(20),
      ]),
    );
    ({ page } = await openKiosk(stack, browser));
    await sitDown(page, stack, people[0]!.row);
  });
  afterAll(async () => {
    leave();
    await browser?.close();
    await stack?.stop();
  });

  const incident = async (kind: string, state: 'open' | 'closed') => {
    const { rows } = await stack.api<{ rows: IncidentView[] }>(
      'GET',
      `/incidents?roomId=${roomId}&kind=${kind}&state=${state}`,
      'proctor',
    );
    return rows[0];
  };
  /** The film has been running since the browser opened, so each scene is waited for from the one before. */
  it.each([
    ['a second face', 'multipleFaces', QUIET + SCENE],
    ['an empty chair', 'noFace', BETWEEN + SCENE],
    ['a covered lens', 'cameraCovered', BETWEEN + SCENE],
  ])('%s is told with stills, and closes when it is over', async (_what, kind, within) => {
    const open = await until(() => incident(kind, 'open'), within * 1000);
    expect(open).toMatchObject({ kind, state: 'open' });
    const { limit, openMs } = open!.thresholds as { limit: number; openMs: number };
    expect(limit).toBeDefined();
    // From the first wrong frame to the incident: what the dwell asks for, and no more than ten seconds.
    const first = open!.trace.findIndex((t) =>
      kind === 'multipleFaces' ? t.value >= limit : t.value < limit,
    );
    expect(open!.openedAt - open!.trace[first]!.at).toBeLessThanOrEqual(10_000);
    expect(open!.openedAt - open!.trace[first]!.at).toBeGreaterThanOrEqual(openMs - 1500);
    const closed = await until(() => incident(kind, 'closed'), (SCENE + BETWEEN) * 1000);
    expect(closed).toMatchObject({ id: open!.id, state: 'closed' });
    expect(closed!.stills.length).toBeGreaterThan(1);
    const still = await stack.bytes(`/evidence/${closed!.stills[0]!.evidenceId}`, 'proctor');
    expect([still[0], still[1]]).toEqual([0xff, 0xd8]);
  });

  it('never interrupts the candidate', async () => {
    await shot(page, 'kiosk-test-watched');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.getByText('第 2 题，共 100 题').waitFor();
  });
});

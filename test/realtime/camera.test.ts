import type { Browser, Page } from 'playwright-core';
import type { IncidentView } from 'exam-contract/incident';
import { movableCamera, type MovableCamera } from '../e2e/support/camera';
import { eventually } from '../integration/proctoring/support';
import { browserWith, enrolled, openKiosk, openRoom, shot, sitDown } from '../e2e/support/kiosk';
import { startStack, type Stack } from '../e2e/support/stack';

jest.setTimeout(400_000);

describe('what a seat camera sees during a test', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let roomId: string;
  let camera: MovableCamera<'me' | 'two' | 'chair' | 'covered'>;
  let leave = () => undefined as void;

  beforeAll(async () => {
    stack = await startStack();
    ({ roomId, leave } = await openRoom(stack));
    const people = await enrolled(stack, 'K1_CAR');
    const others = await enrolled(stack, 'K3_CAR');
    const me = people[0]!.photo;
    camera = movableCamera({
      me: { show: 'person', photo: me, seconds: 1 },
      two: { show: 'two', photo: me, other: (others[0] ?? people[1])!.photo, seconds: 1 },
      chair: { show: 'chair', seconds: 1 },
      covered: { show: 'covered', seconds: 1 },
    });
    browser = await browserWith(camera.file);
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
  it.each([
    ['a second face', 'two', 'multipleFaces'],
    ['an empty chair', 'chair', 'noFace'],
    ['a covered lens', 'covered', 'cameraCovered'],
  ] as const)('%s is told with stills, and closes when it is over', async (_what, scene, kind) => {
    camera.show(scene);
    const open = await eventually(() => incident(kind, 'open'), Boolean);
    expect(open).toMatchObject({ kind, state: 'open' });
    const { limit, openMs } = open!.thresholds as { limit: number; openMs: number };
    expect(limit).toBeDefined();
    // From the first wrong frame to the incident: what the dwell asks for, and no more than ten seconds.
    const first = open!.trace.findIndex((t) =>
      kind === 'multipleFaces' ? t.value >= limit : t.value < limit,
    );
    expect(open!.openedAt - open!.trace[first]!.at).toBeLessThanOrEqual(10_000);
    expect(open!.openedAt - open!.trace[first]!.at).toBeGreaterThanOrEqual(openMs - 1500);
    camera.show('me');
    const closed = await eventually(() => incident(kind, 'closed'), Boolean);
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

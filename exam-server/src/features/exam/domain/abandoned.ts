import type { SittingStage } from 'exam-contract/sitting';
import type { AttemptState } from './state';

const MINUTE = 60_000;
/**
 * How long a sitting may stand still before it is closed, ms. Longer than any kiosk waits for a touch, so that what is
 * closed here has no person before it: a terminal that was switched off, a candidate who went home at the result.
 */
const PATIENCE: Record<SittingStage, number> = {
  rules: 30 * MINUTE,
  ready: 30 * MINUTE,
  running: Infinity,
  paused: Infinity,
  result: 60 * MINUTE,
  signing: 60 * MINUTE,
  done: 10 * MINUTE,
  closed: 10 * MINUTE,
};

/** Whether nobody goes on with a sitting. `since` are the moments at which something happened to it. */
export const isAbandoned = (
  since: { openedAt: number; consentAt: number | null },
  stage: SittingStage,
  last: Pick<AttemptState, 'createdAt' | 'endedAt'> | null,
  now: number,
): boolean =>
  now - Math.max(since.openedAt, since.consentAt ?? 0, last?.createdAt ?? 0, last?.endedAt ?? 0) >
  PATIENCE[stage];

import type { CheckinView } from 'exam-contract/checkin';
import type { ProctorMessage, TerminalView } from 'exam-contract/kiosk-socket';
import type { SittingView } from 'exam-contract/sitting';

/** What a terminal knows of itself, without the person in front of it. */
export type Terminal = Omit<TerminalView, 'sitting' | 'checkin'>;

export type CheckinMethod = 'face' | 'idNumber';

/** Why this browser may not act as the terminal of its seat. */
export type Blocked = 'secondTab' | 'superseded' | 'deviceRevoked';

/**
 * Where the person is, where the server knows no stage: before a check-in, while practising, while looking
 * through the answers, and after the signature.
 */
export type LocalStep =
  | { at: 'none' }
  | { at: 'identify' }
  | { at: 'idNumber' }
  | { at: 'demoEnrol' }
  | { at: 'camera'; method: CheckinMethod; idNumber: string | null }
  | { at: 'practice' }
  | { at: 'review' }
  /** Nobody has touched the screen for long although the sitting is not over: nothing of the person is shown. */
  | { at: 'held' }
  | { at: 'thanks' };

/** Everything that decides which screen is shown. Never changed in place. */
export interface FlowState {
  enrolled: boolean;
  link: 'connecting' | 'online' | 'offline';
  blocked: Blocked | null;
  terminal: Terminal | null;
  checkin: CheckinView | null;
  sitting: SittingView | null;
  local: LocalStep;
  /** Messages of the proctor that were not acknowledged yet, oldest first. */
  messages: ProctorMessage[];
}

export const initialFlow = (enrolled: boolean): FlowState => ({
  enrolled,
  link: 'connecting',
  blocked: null,
  terminal: null,
  checkin: null,
  sitting: null,
  local: { at: 'none' },
  messages: [],
});

/** Everything that can happen to the flow: what the server says, what the person does, and time. */
export type FlowEvent =
  | { on: 'enrolled' }
  | { on: 'linkUp' }
  | { on: 'linkDown' }
  | { on: 'blocked'; why: Blocked }
  | { on: 'unblocked' }
  | { on: 'hello'; view: TerminalView }
  | { on: 'duty'; examinerOnDuty: boolean }
  | { on: 'checkin'; view: CheckinView }
  | { on: 'checkinGone' }
  | { on: 'sitting'; view: SittingView }
  | { on: 'message'; message: ProctorMessage }
  | { on: 'messageSeen'; id: string }
  | { on: 'go'; to: LocalStep }
  | { on: 'reset' };

export const assertNever = (value: never): never => {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
};

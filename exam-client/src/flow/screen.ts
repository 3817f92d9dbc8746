import type { CheckinStage } from 'exam-contract/checkin';
import type { SittingStage } from 'exam-contract/sitting';
import { assertNever, type FlowState } from './state';

/** Screens between welcome and rules. */
export type CheckinArea =
  | 'identify'
  | 'idNumber'
  | 'demoEnrol'
  | 'camera'
  | 'checkin'
  | 'confirmDigits'
  | 'choose'
  | 'retry'
  | 'proctor'
  | 'refused'
  | 'preparing';
/** Screens between check-in and the start of the clock. */
export type RulesArea = 'rules' | 'ready' | 'practice';
export type TestArea = 'test' | 'review';
/** Screens from the announced result to goodbye. */
export type ResultArea = 'result' | 'sign' | 'sheet' | 'thanks' | 'held' | 'closed';

/** Every screen there is. */
export type Screen =
  'enrol' | 'connecting' | 'blocked' | 'welcome' | CheckinArea | RulesArea | TestArea | ResultArea;

/** The one screen that a state means. Total: there is no state without a screen. */
export function screenOf(s: FlowState): Screen {
  if (s.blocked) return 'blocked';
  if (!s.enrolled) return 'enrol';
  if (!s.terminal) return 'connecting';
  if (s.sitting) return s.local.at === 'held' ? 'held' : sittingScreen(s.sitting.stage, s.local.at);
  if (s.checkin) return checkinScreen(s.checkin.stage);
  switch (s.local.at) {
    case 'identify':
    case 'idNumber':
    case 'demoEnrol':
    case 'camera':
      return s.local.at;
    case 'none':
    case 'practice':
    case 'review':
    case 'held':
    case 'thanks':
      return 'welcome';
    default:
      return assertNever(s.local);
  }
}

function checkinScreen(stage: CheckinStage): Screen {
  switch (stage) {
    case 'framing':
    case 'challenge':
    case 'matching':
      return 'checkin';
    case 'passed':
      return 'preparing';
    case 'confirmDigits':
    case 'choose':
    case 'retry':
    case 'proctor':
    case 'refused':
      return stage;
    default:
      return assertNever(stage);
  }
}

function sittingScreen(stage: SittingStage, local: FlowState['local']['at']): Screen {
  switch (stage) {
    case 'rules':
      return 'rules';
    case 'ready':
      return local === 'practice' ? 'practice' : 'ready';
    case 'running':
    case 'paused':
      return local === 'review' && stage === 'running' ? 'review' : 'test';
    case 'result':
      return 'result';
    case 'signing':
      return 'sign';
    case 'done':
      return local === 'thanks' ? 'thanks' : 'sheet';
    case 'closed':
      return local === 'thanks' ? 'thanks' : 'closed';
    default:
      return assertNever(stage);
  }
}

/** Screens a forgotten terminal leaves by itself, and what it does then. */
export function idleActionOf(screen: Screen): 'welcome' | 'cancelCheckin' | 'hold' | 'finish' | null {
  switch (screen) {
    case 'identify':
    case 'idNumber':
    case 'demoEnrol':
    case 'camera':
      return 'welcome';
    case 'checkin':
    case 'confirmDigits':
    case 'choose':
    case 'retry':
    case 'refused':
      return 'cancelCheckin';
    case 'rules':
    case 'ready':
    case 'practice':
    case 'result':
    case 'sign':
      return 'hold';
    case 'sheet':
    case 'thanks':
    case 'closed':
      return 'finish';
    case 'enrol':
    case 'connecting':
    case 'blocked':
    case 'welcome':
    case 'proctor':
    case 'preparing':
    case 'test':
    case 'review':
    case 'held':
      return null;
    default:
      return assertNever(screen);
  }
}

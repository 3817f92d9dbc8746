import type { CheckinView } from 'exam-contract/checkin';
import type { TerminalView } from 'exam-contract/kiosk-socket';
import type { SittingView } from 'exam-contract/sitting';
import { mergeSitting } from './merge-sitting';
import { assertNever, type FlowEvent, type FlowState, type LocalStep } from './state';

const none: LocalStep = { at: 'none' };

/** The state after an event. Pure: the same state and event always give the same answer. */
export function step(s: FlowState, e: FlowEvent): FlowState {
  switch (e.on) {
    case 'enrolled':
      return { ...s, enrolled: true, blocked: null, link: 'connecting' };
    case 'linkUp':
      return { ...s, link: 'online', blocked: null };
    case 'linkDown':
      return { ...s, link: s.terminal ? 'offline' : 'connecting' };
    case 'blocked':
      return e.why === 'deviceRevoked'
        ? { ...forget(s), terminal: null, enrolled: false, blocked: e.why, link: 'offline' }
        : { ...forget(s), blocked: e.why, link: 'offline' };
    case 'unblocked':
      return { ...s, blocked: null, link: 'connecting' };
    case 'hello':
      return hello(s, e.view);
    case 'duty':
      return s.terminal ? { ...s, terminal: { ...s.terminal, examinerOnDuty: e.examinerOnDuty } } : s;
    case 'checkin':
      return checkin(s, e.view);
    case 'checkinGone':
      return s.checkin ? { ...s, checkin: null, local: s.sitting ? s.local : { at: 'identify' } } : s;
    case 'sitting':
      return sitting(s, e.view);
    case 'message':
      return s.messages.some((m) => m.id === e.message.id)
        ? s
        : { ...s, messages: [...s.messages, e.message] };
    case 'messageSeen':
      return { ...s, messages: s.messages.filter((m) => m.id !== e.id) };
    case 'go':
      return allowed(s, e.to) ? { ...s, local: e.to } : s;
    case 'reset':
      return forget(s);
    default:
      return assertNever(e);
  }
}

/** Back to welcome: nothing of a person is left in the state. */
const forget = (s: FlowState): FlowState => ({
  ...s,
  checkin: null,
  sitting: null,
  local: none,
  messages: [],
});

function hello(s: FlowState, view: TerminalView): FlowState {
  const { sitting: seen, checkin: check, ...terminal } = view;
  const known: FlowState = { ...s, terminal, link: 'online', blocked: null };
  if (seen) return sitting({ ...known, checkin: null }, seen);
  // The server has closed its books on a signed sitting; the person may still be fetching the sheet.
  if (s.sitting?.stage === 'done') return known;
  if (s.sitting) return forget(known);
  if (check) return checkin(known, check);
  return s.checkin ? { ...known, checkin: null, local: { at: 'identify' } } : known;
}

function checkin(s: FlowState, view: CheckinView): FlowState {
  if (s.sitting && !view.sitting) return s;
  if (view.sitting) return sitting({ ...s, checkin: null }, view.sitting);
  return { ...s, checkin: view, local: none };
}

function sitting(s: FlowState, view: SittingView): FlowState {
  const merged = mergeSitting(s.sitting, view);
  const moved =
    !s.sitting ||
    s.sitting.sittingId !== merged.sittingId ||
    s.sitting.attempt?.attemptId !== merged.attempt?.attemptId ||
    areaOf(s.sitting) !== areaOf(merged);
  return { ...s, checkin: null, sitting: merged, local: moved ? none : s.local };
}

/** Stages between which a local step survives: a pause must not close the list of unanswered questions. */
const areaOf = (v: SittingView): string => (v.stage === 'paused' ? 'running' : v.stage);

/** Where a person may go by himself from where the server says he is. */
function allowed(s: FlowState, to: LocalStep): boolean {
  const stage = s.sitting?.stage;
  switch (to.at) {
    case 'none':
      return true;
    case 'identify':
    case 'idNumber':
    case 'demoEnrol':
    case 'camera':
      return !s.sitting && !s.checkin && s.terminal !== null;
    case 'practice':
      return stage === 'ready';
    case 'review':
      return stage === 'running';
    case 'held':
      return stage === 'rules' || stage === 'ready' || stage === 'result' || stage === 'signing';
    case 'thanks':
      return stage === 'done' || stage === 'closed';
    default:
      return assertNever(to);
  }
}

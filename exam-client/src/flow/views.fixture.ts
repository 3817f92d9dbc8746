import type { AttemptView } from 'exam-contract/attempt';
import type { CheckinView } from 'exam-contract/checkin';
import type { TerminalView } from 'exam-contract/kiosk-socket';
import type { SittingView } from 'exam-contract/sitting';

/** A UUID that says in its last digits what it stands for. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const attemptOf = (over: Partial<AttemptView> = {}): AttemptView => ({
  attemptId: idOf(100),
  ordinal: 1,
  status: 'running',
  total: 5,
  startedAt: 1_000_000,
  deadline: 1_000_000 + 45 * 60_000,
  remainingMs: 45 * 60_000,
  deadlineVersion: 1,
  serverNow: 1_000_000,
  answers: [],
  flagged: [],
  withdrawn: [],
  current: 0,
  earlyEndReached: false,
  pauseReason: null,
  lastClientSeq: 0,
  ...over,
});

export const sittingOf = (over: Partial<SittingView> = {}): SittingView => ({
  sittingId: idOf(10),
  stage: 'rules',
  candidate: { maskedName: '张**', maskedIdNumber: '152***********123X' },
  examiner: { name: '王敏', certificate: 'NM-1' },
  kind: {
    code: 'K1_CAR',
    name: { 'zh-CN': '科目一', en: 'Subject 1' },
    questions: 5,
    types: { judge: 2, single: 2, multi: 1 },
    pointsPerQuestion: 20,
    minutes: 45,
    passMark: 80,
    earlyEnd: 'prompt',
    reveal: 'on_confirm',
    retakesSameSitting: 1,
  },
  languages: ['zh-CN'],
  rulesVersion: '1',
  attempt: null,
  results: [],
  retakesLeft: 1,
  candidateSigned: false,
  examinerSigned: false,
  attemptToken: 'token',
  openedAt: 1,
  ...over,
});

export const checkinOf = (over: Partial<CheckinView> = {}): CheckinView => ({
  checkinId: idOf(20),
  stage: 'framing',
  method: 'face',
  hint: null,
  progress: 0,
  challenge: null,
  challengeOff: false,
  face: null,
  triesLeft: 3,
  maskedName: null,
  bookings: [],
  sitting: null,
  ...over,
});

export const terminalOf = (over: Partial<TerminalView> = {}): TerminalView => ({
  serverNow: 1_000_000,
  seat: {
    seatId: idOf(7),
    number: 7,
    label: '07',
    roomName: { 'zh-CN': '一室' },
    siteName: { 'zh-CN': '东胜', en: 'Dongsheng' },
  },
  demo: false,
  examinerOnDuty: true,
  challenge: 'on',
  checkinMethods: ['face', 'idNumber'],
  rulesVersion: '1',
  frameIntervalMs: 1000,
  idleReturnMs: 90_000,
  sitting: null,
  checkin: null,
  ...over,
});

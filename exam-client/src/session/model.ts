import type { Paper } from 'exam-contract/paper';
import type { CameraStatus } from '../camera/camera';
import type { AnswerBook } from '../flow/answer-book';
import { initialFlow, type FlowState } from '../flow/state';
import type { Failure } from '../net/failure';
import type { MediaUrls } from './media-shelf';
import type { Prefs } from './prefs';

/** The test in front of the candidate, beyond what the server says of it. */
export interface AttemptModel {
  attemptId: string;
  /** Null while it is being fetched. */
  paper: Paper | null;
  paperFailure: Failure | null;
  book: AnswerBook;
  current: number;
  /** Writes the server has not acknowledged yet. */
  waiting: number;
  /** Wrong answers the candidate has not been told of yet, as positions. */
  toTell: readonly number[];
  /** Withdrawn questions the candidate has not said to have read of, as positions. */
  withdrawnNews: readonly number[];
  /** The candidate handed in; it is on its way to the server. */
  handingIn: boolean;
  /** Time is over by this terminal's reckoning; the server is being asked. */
  timeUp: boolean;
  earlyEnd: 'no' | 'ask' | 'answered';
}

/** What is being waited for, so that the screen can say it. */
export type Busy =
  | 'enrol'
  | 'checkin'
  | 'consent'
  | 'start'
  | 'retake'
  | 'sign'
  | 'print'
  | 'finish'
  | 'proctor'
  | 'demoEnrol';

export interface KioskModel {
  flow: FlowState;
  attempt: AttemptModel | null;
  media: MediaUrls;
  prefs: Prefs;
  camera: { status: CameraStatus; stream: MediaStream | null };
  /** True also where the browser has no full screen to offer. */
  fullscreen: boolean;
  busy: Busy | null;
  /** The last thing that did not work, until the next try. */
  failure: Failure | null;
  helpAsked: boolean;
  /** The candidate wants another look at the face check after `retry`. */
  tryingAgain: boolean;
  /** Printing was opened for the sheet. */
  printed: boolean;
  /** The server has closed its books on this sitting. */
  finished: boolean;
  /** The last paper, for looking at the wrong answers after the test. */
  lastPaper: Paper | null;
}

export const initialModel = (enrolled: boolean, prefs: Prefs): KioskModel => ({
  flow: initialFlow(enrolled),
  attempt: null,
  media: {},
  prefs,
  camera: { status: 'off', stream: null },
  fullscreen: true,
  busy: null,
  failure: null,
  helpAsked: false,
  tryingAgain: false,
  printed: false,
  finished: false,
  lastPaper: null,
});

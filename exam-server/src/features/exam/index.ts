export { createExam, type Exam, type OpenSitting } from './exam.service';
export type {
  ExamPorts,
  PapersPort,
  SeatInfo,
  Examiner,
  CandidateInfo,
  BookingInfo,
  DrawnItem,
} from './ports';
export type { AttemptDoc, SittingDoc } from './exam.store';
export { examIndexes } from './exam.store';
export type { AttemptState } from './domain/state';
export { fold } from './domain/state';
export { brokenAt } from './domain/chain';
export { parseEvent, type AttemptEvent } from './domain/events';
export { tally, finalScore } from './domain/score';
export { resultView } from './domain/views';

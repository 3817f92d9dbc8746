import type { Observation } from 'exam-contract/vision';
import type { SeatPolicy } from './policy';

/** What a rule reads off one frame: the value for the trace, and whether it looks wrong. Null = this frame cannot tell. */
export type Reading = { value: number; wrong: boolean } | null;

export interface Frame {
  observation: Observation;
  /** Cosine of the face to the candidate's own, where this frame was compared. */
  likeness: number | null;
}

/** An anomaly as a pure function of one frame; time is the dwell's business. */
export type Rule = (f: Frame, p: SeatPolicy) => Reading;

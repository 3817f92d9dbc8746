import type { Observation } from 'exam-contract/vision';
import type { SeatPolicy } from './policy';
import type { Rule } from './rule';

/** Mean grey below which a picture is black. */
const BLACK = 12;

/**
 * A picture that shows nothing (hand, cap, tape, darkness) says nothing about faces. Where a face is found the
 * picture is only soft.
 */
export const blind = (o: Observation, p: SeatPolicy): boolean =>
  o.faces.length === 0 && (o.sharpness < p.cameraCovered.limit || o.brightness < BLACK);

export const cameraCovered: Rule = ({ observation: o }, p) => ({ value: o.sharpness, wrong: blind(o, p) });

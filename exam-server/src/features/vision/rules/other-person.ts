import type { Observation } from 'exam-contract/vision';
import type { Rule } from './rule';

/** What a frame must be like to speak for or against a person. */
const USABLE = { yaw: 20, heightPx: 60, score: 0.85, sharpness: 60, darkest: 20, brightest: 240 };

/** A turned, small, blurred, badly lit or hidden face is not evidence of another person (LESSONS 28): only a good look is. */
function usable(o: Observation): boolean {
  const face = o.faces[0];
  return (
    face !== undefined &&
    Math.abs(face.yaw) <= USABLE.yaw &&
    face.heightPx >= USABLE.heightPx &&
    face.score >= USABLE.score &&
    o.sharpness >= USABLE.sharpness &&
    o.brightness >= USABLE.darkest &&
    o.brightness <= USABLE.brightest
  );
}

/** Another person's face at the seat, over several good looks. */
export const otherPerson: Rule = ({ observation: o, likeness }, p) =>
  likeness === null || !usable(o) ? null : { value: likeness, wrong: likeness < p.otherPerson.limit };

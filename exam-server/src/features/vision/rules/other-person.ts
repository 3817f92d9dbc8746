import type { Observation } from 'exam-contract/vision';
import type { Rule } from './rule';

/** What a frame must be like to speak for or against a person. */
const USABLE = { yaw: 20, heightPx: 60, score: 0.85, focus: 0.05, darkest: 25, brightest: 215 };

/** A turned, small, blurred, badly lit or hidden face is not evidence of another person (LESSONS 28): only a good look is. */
function usable(o: Observation): boolean {
  const face = o.faces[0];
  if (!face) return false;
  const { light = o.brightness, focus = Infinity } = face;
  return (
    Math.abs(face.yaw) <= USABLE.yaw &&
    face.heightPx >= USABLE.heightPx &&
    face.score >= USABLE.score &&
    focus >= USABLE.focus &&
    light >= USABLE.darkest &&
    light <= USABLE.brightest
  );
}

/** Another person's face at the seat, over several good looks. */
export const otherPerson: Rule = ({ observation: o, likeness }, p) =>
  likeness === null || !usable(o) ? null : { value: likeness, wrong: likeness < p.otherPerson.limit };

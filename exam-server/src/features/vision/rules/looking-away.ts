import type { Rule } from './rule';

/** Head turned to the side; to which one is of no matter. */
export const lookingAway: Rule = ({ observation: o }, p) => {
  const face = o.faces[0];
  return face ? { value: Math.abs(face.yaw), wrong: Math.abs(face.yaw) > p.lookingAway.limit } : null;
};

import { blind } from './camera-covered';
import type { Rule } from './rule';

/** Nobody at the seat, or nobody whose face can be seen. */
export const noFace: Rule = ({ observation: o }, p) =>
  blind(o, p) ? null : { value: o.faces.length, wrong: o.faces.length < p.noFace.limit };

import { blind } from './camera-covered';
import type { Rule } from './rule';

/** The same picture again and again: a stuck camera, or one fed with a still. A covered lens is still as well, and has its own rule. */
export const cameraFrozen: Rule = ({ observation: o }, p) =>
  o.motion === null || blind(o, p) ? null : { value: o.motion, wrong: o.motion < p.cameraFrozen.limit };

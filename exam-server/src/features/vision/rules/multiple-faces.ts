import type { Rule } from './rule';

/** A face smaller than this share of the largest one is somebody far behind, not at the seat. */
const NEAR_SHARE = 0.45;
/** Below this the detector may be looking at a pattern or a small portrait; the largest face counts in any case. */
const SURE = 0.75;

/** Somebody beside the candidate. */
export const multipleFaces: Rule = ({ observation: o }, p) => {
  const largest = o.faces[0];
  // No face at all says that nobody can be seen, not that the second person left.
  if (!largest) return null;
  const near = o.faces.filter(
    (f, i) => i === 0 || (f.score >= SURE && f.heightPx >= largest.heightPx * NEAR_SHARE),
  ).length;
  return { value: near, wrong: near >= p.multipleFaces.limit };
};

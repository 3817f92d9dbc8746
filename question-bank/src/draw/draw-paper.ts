import type { Neighbour } from './constrained/order';
import { readyInSlices } from './constrained/ready';
import { draw, type DrawResult } from './draw';
import { officeScope, type KindToDraw, type OfficeContent } from './office-blueprint';
import type { DrawScope } from './scope';

/** Everything a paper of an exam kind is drawn by. */
export interface PaperRequest {
  questions: DrawScope['questions'];
  kind: KindToDraw;
  /** The office's blueprint; null: the kind's own shares. `neighbours: false` in it: seats beside play no part. */
  office: (OfficeContent & { neighbours?: boolean }) | null;
  licenceClass: string;
  /** Region of the place; absent: the blueprint's. */
  region?: string | null;
  /** Local day, YYYY-MM-DD. */
  day: string;
  seed: string;
  /** Ids of the questions of the same candidate's papers before. */
  avoid: readonly string[];
  /** Papers at the seats beside. */
  neighbours: readonly Neighbour[];
  /** How often each question had been shown; empty where it plays no part. */
  exposure: readonly (readonly [string, number])[];
}

const scopeOf = (o: PaperRequest): DrawScope => ({
  questions: o.questions,
  ...officeScope(o.kind, o.office, {
    licenceClass: o.licenceClass,
    onDate: o.day,
    region: o.region ?? null,
  }),
});

/** Does the first draw's work of a request ahead, a few milliseconds at a time: see readyInSlices. */
export const readyPaper = (o: PaperRequest): Promise<void> => readyInSlices(scopeOf(o));

/**
 * Draws a paper of an exam kind. The server, `kaotai verify` and `kaotai-bank draw --record` all draw by this, so the
 * same request gives the same paper wherever and whenever it is drawn.
 */
export function drawPaper(o: PaperRequest): DrawResult {
  return draw({
    ...scopeOf(o),
    seed: o.seed,
    avoid: o.avoid,
    neighbours: o.office?.neighbours === false ? [] : o.neighbours,
    exposure: Object.fromEntries(o.exposure),
  });
}

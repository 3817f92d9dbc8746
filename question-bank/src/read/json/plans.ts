import type { ColumnMap } from '../mapping';
import type { JsonSpot } from './json-spot';
import { isOfPlan, PlannedRecord, planOf, type Plan } from './planned-record';
import type { Context, ObjectRead } from './question-node';

/** A bank has a form or two; who has more gains nothing by plans. */
const MOST_PLANS = 4;
const MOST_TRIALS = 16;

/** The plans by which objects of a document can be read. */
export class Plans {
  private readonly plans: Plan[] = [];
  private readonly said: ColumnMap | undefined;
  private trials = 0;
  constructor(said: ColumnMap | undefined) {
    this.said = said;
  }

  /** An item of a list as a record, if there is a plan for it. */
  recordOf(value: unknown, list: JsonSpot, step: number, context: Context): PlannedRecord | undefined {
    for (const plan of this.plans)
      if (plan.context === context && isOfPlan(value, plan))
        return new PlannedRecord(value, list, step, plan);
    return undefined;
  }

  /** Learns from an item that was read the ordinary way. */
  learn(read: ObjectRead, context: Context): void {
    if (this.plans.length >= MOST_PLANS || this.trials >= MOST_TRIALS) return;
    this.trials += 1;
    const plan = planOf(read, context, this.said);
    if (plan) this.plans.push(plan);
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { blueprintOf } from '../draw/blueprint';
import { checkFeasible } from '../draw/check-feasible';
import type { PreparedBank } from '../draw/prepare';
import type { ShortStock } from '../draw/short-stock';
import { subject, vehicleGroup } from '../model/question';

const count = z.number().int().min(0);
/** The part of an exam kind the bank has to do with; the whole row is exam-contract's. */
const kindFile = z.object({
  kinds: z.array(
    z.object({
      code: z.string(),
      subject,
      vehicle: vehicleGroup,
      questions: count,
      types: z.strictObject({ judge: count, single: count, multi: count }),
      blueprint: z.object({ unit: z.enum(['percent', 'count']), rows: z.record(z.string(), z.number()) }),
    }),
  ),
});
export type CliKind = z.infer<typeof kindFile>['kinds'][number];

export async function loadKinds(file: string | undefined): Promise<CliKind[]> {
  const path = file ?? join(__dirname, '../../sample/policy/exam-kinds.json');
  return kindFile.parse(JSON.parse(await readFile(path, 'utf8'))).kinds;
}

export interface KindStock {
  code: string;
  feasible: boolean;
  short?: ShortStock;
}

/** Which kinds a bank can serve that day. */
export function stockOf(kinds: readonly CliKind[], questions: PreparedBank, onDate: string): KindStock[] {
  return kinds.map((kind) => {
    const { code, subject: s, vehicle } = kind;
    const feasible = checkFeasible({ questions, blueprint: blueprintOf(kind), subject: s, vehicle, onDate });
    return feasible.ok ? { code, feasible: true } : { code, feasible: false, short: feasible.short };
  });
}

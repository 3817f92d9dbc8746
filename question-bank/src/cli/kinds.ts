import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { blueprint, blueprintOf } from '../draw/blueprint';
import { checkFeasible } from '../draw/check-feasible';
import { constraints } from '../draw/constraints';
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
      blueprint: z.object({
        unit: z.enum(['percent', 'count']),
        rows: z.record(z.string(), z.number()),
        constraints: constraints.optional(),
      }),
    }),
  ),
});
export type CliKind = z.infer<typeof kindFile>['kinds'][number];

export async function loadKinds(file: string | undefined): Promise<CliKind[]> {
  const path = file ?? join(__dirname, '../../sample/policy/exam-kinds.json');
  return kindFile.parse(JSON.parse(await readFile(path, 'utf8'))).kinds;
}

/**
 * What a paper is drawn by: an exam kind, or a blueprint file (`blueprint` of this library, as JSON). A text says what is
 * wrong with the command line or the file.
 */
export async function paperToDraw(args: {
  blueprint?: string | undefined;
  kinds?: string | undefined;
  kind?: string | undefined;
  subject?: readonly CliKind['subject'][] | undefined;
  vehicle?: readonly CliKind['vehicle'][] | undefined;
}) {
  if (args.blueprint !== undefined) {
    const parsed = blueprint.safeParse(JSON.parse(await readFile(args.blueprint, 'utf8')));
    if (!parsed.success)
      return parsed.error.issues
        .map((i) => `${args.blueprint}: ${i.path.join('.')}: ${i.message}`)
        .join('\n');
    const [s = 'K1'] = args.subject ?? [];
    const [vehicle = 'car'] = args.vehicle ?? [];
    return { code: basename(args.blueprint), blueprint: parsed.data, subject: s, vehicle };
  }
  const kinds = await loadKinds(args.kinds);
  const kind = kinds.find((k) => k.code === args.kind);
  if (!kind) return `--kind: ${kinds.map((k) => k.code).join(' | ')}`;
  return { code: kind.code, blueprint: blueprintOf(kind), subject: kind.subject, vehicle: kind.vehicle };
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

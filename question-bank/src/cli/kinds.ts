import { basename, join } from 'node:path';
import { z } from 'zod';
import { blueprint, blueprintOf } from '../draw/blueprint';
import { checkFeasible } from '../draw/check-feasible';
import { constraints } from '../draw/constraints';
import { blueprintFile, fitsKind, officeScope } from '../draw/office-blueprint';
import type { PreparedBank } from '../draw/prepare';
import type { DrawScope } from '../draw/scope';
import type { ShortStock } from '../draw/short-stock';
import { subject, vehicleGroup } from '../model/question';
import { BadFile, jsonOf } from './failure';
import { NEEDS } from './mistakes';
import type { Lang } from './lang';

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
  const read = kindFile.safeParse(await jsonOf(path));
  if (read.success) return read.data.kinds;
  const at = read.error.issues.map((i) => i.path.join('.')).join(', ');
  throw new BadFile(
    path,
    { zh: `这不是考试类型（${at}）`, en: `it holds no exam kinds (${at})` },
    { zh: '请对照 sample/policy/exam-kinds.json 改正', en: 'Compare it with sample/policy/exam-kinds.json' },
  );
}

type Paper = { code: string } & Omit<DrawScope, 'questions' | 'onDate'>;

const faultsIn = (file: string, error: z.ZodError) =>
  error.issues.map((i) => `${file}: ${i.path.join('.')}: ${i.message}`).join('\n');

/** A blueprint as the console hands it out is drawn by as the server does; one of this library as it is. */
async function paperOfFile(
  file: string,
  args: { class?: string | undefined; date: string; subject: Paper['subject']; vehicle: Paper['vehicle'] },
): Promise<Paper | string> {
  const raw = await jsonOf(file);
  if (typeof raw === 'object' && raw !== null && 'format' in raw) {
    const office = blueprintFile.safeParse(raw);
    if (!office.success) return faultsIn(file, office.error);
    const { kind, content } = office.data;
    if (content && !fitsKind(kind, content))
      return `${file}: content.chapters: they do not sum to the ${kind.questions} questions of ${kind.code}`;
    return {
      code: kind.code,
      ...officeScope(kind, content, { licenceClass: args.class ?? '', onDate: args.date }),
    };
  }
  const own = blueprint.safeParse(raw);
  if (!own.success) return faultsIn(file, own.error);
  return { code: basename(file), blueprint: own.data, subject: args.subject, vehicle: args.vehicle };
}

/**
 * What a paper is drawn by: an exam kind, or a blueprint file (`blueprint` of this library, or as the console hands it
 * out). A text says what is wrong with the command line or the file.
 */
export async function paperToDraw(args: {
  blueprint?: string | undefined;
  kinds?: string | undefined;
  kind?: string | undefined;
  lang: Lang;
  class?: string | undefined;
  date: string;
  subject?: readonly CliKind['subject'][] | undefined;
  vehicle?: readonly CliKind['vehicle'][] | undefined;
}): Promise<Paper | string> {
  if (args.blueprint !== undefined) {
    const [s = 'K1'] = args.subject ?? [];
    const [vehicle = 'car'] = args.vehicle ?? [];
    return paperOfFile(args.blueprint, { ...args, subject: s, vehicle });
  }
  const kinds = await loadKinds(args.kinds);
  const kind = kinds.find((k) => k.code === args.kind);
  if (!kind) {
    const codes = kinds.map((k) => k.code);
    return NEEDS.kind(args.kind, codes)[args.lang];
  }
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

import { randomUUID } from 'node:crypto';
import { z } from 'zod';

type Path = readonly (string | number)[];
interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  items?: Shape;
  prefixItems?: Shape[];
  minItems?: number;
  minLength?: number;
  minimum?: number;
  pattern?: string;
  format?: string;
}

function text(s: Shape): string {
  if (s.format === 'date') return '2030-01-01';
  if (s.pattern?.includes('{64}')) return 'a'.repeat(64);
  if (s.pattern?.includes('{12}')) return randomUUID();
  return 'x'.repeat(Math.max(s.minLength ?? 0, 2));
}
function values(s: Shape): unknown[] {
  if ('const' in s) return [s.const];
  if (s.enum) return [s.enum[0]];
  const either = s.anyOf ?? s.oneOf;
  if (either) return either.flatMap(values).filter((v) => v !== null);
  switch (s.type) {
    case 'string':
      return [text(s)];
    case 'number':
    case 'integer':
      return [Math.max(s.minimum ?? 1, 1)];
    case 'boolean':
      return [false];
    case 'array':
      return [s.prefixItems ? s.prefixItems.map((p) => values({ ...p, minimum: 0 })[0]) : values(s.items!)];
    case 'object':
      return [
        Object.fromEntries(Object.entries(s.properties ?? {}).map(([k, v]) => [k, values(v)[0] ?? null])),
      ];
    case undefined:
    default:
      // What JSON cannot say is a picture.
      return [Buffer.from([0xff, 0xd8, 0xff, 0xd9])];
  }
}
/** Plausible inputs of a schema, every field filled: one for each way it may be written. */
export const examplesOf = (schema: z.ZodType): unknown[] =>
  values(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);

/** Where an input holds a string or bytes. */
export function stringsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([k, v]) =>
    stringsIn(v, [...at, Array.isArray(value) ? Number(k) : k]),
  );
}
/** The input with another value at one place. */
export function withAt(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as never;
  (copy as Record<string | number, unknown>)[key] = withAt(
    (value as Record<string | number, unknown>)[key],
    rest,
    other,
  );
  return copy;
}

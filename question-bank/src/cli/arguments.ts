import { parseArgs } from 'node:util';
import { z } from 'zod';
import { subject, vehicleGroup } from '../model/question';
import { NUMBER_CODINGS } from '../read/answers/number-coding';
import { FIELD_KEYS, type FieldKey } from '../read/field-keys';
import { VALUE_FIELDS, type ValueField, type ValueMap } from '../read/value-names';
import { EXPORT_FORMATS } from '../write/export-bank';
import { langOf, mistakeText } from './mistakes';
import { COMMANDS, USAGE_TEXT } from './usage';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD');
const parts = z.string().transform((s) => s.split(',').filter((p) => p !== ''));

const fieldKey = z.enum(FIELD_KEYS);
/** `name=field,…`; nothing after the sign leaves the column out. */
const columnMap = z.string().transform((text, ctx): Map<string, FieldKey | null> => {
  const map = new Map<string, FieldKey | null>();
  for (const pair of text.split(',').filter((p) => p.trim() !== '')) {
    const sign = pair.lastIndexOf('=');
    const name = pair.slice(0, sign).trim();
    const field = pair.slice(sign + 1).trim();
    const known = fieldKey.safeParse(field);
    if (sign > 0 && name !== '' && (known.success || field === '')) map.set(name, known.data ?? null);
    else ctx.addIssue(`${pair}: name=field, a field being one of ${FIELD_KEYS.join(' ')}`);
  }
  return map;
});

const valueField = z.enum(VALUE_FIELDS);
/** `field:name=value`, each time it is given; nothing after the sign leaves a tag out. */
const valueMap = z.array(z.string()).transform((texts, ctx): ValueMap => {
  const map: Partial<Record<ValueField, Record<string, string>>> = {};
  for (const text of texts) {
    const [, name, written = '', value = ''] = /^([a-z]+):(.+)=([^=]*)$/.exec(text.trim()) ?? [];
    const field = valueField.safeParse(name);
    if (field.success && (value !== '' || field.data === 'tags'))
      Object.assign((map[field.data] ??= {}), { [written.trim()]: value.trim() });
    else ctx.addIssue(`${text}: field:name=value, a field being one of ${VALUE_FIELDS.join(' ')}`);
  }
  return map;
});

const schema = z.strictObject({
  command: z.enum(COMMANDS),
  files: z.array(z.string().min(1)).min(1),
  json: z.boolean().default(false),
  questions: z.boolean().default(false),
  lang: z.enum(['zh', 'en']).default('zh'),
  date: day,
  media: z.string().optional(),
  kinds: z.string().optional(),
  kind: z.string().optional(),
  blueprint: z.string().optional(),
  record: z.string().min(1).optional(),
  class: z
    .string()
    .regex(/^[A-Z][0-9]?$/)
    .optional(),
  region: z.string().optional(),
  seed: z.string().optional(),
  avoid: parts.optional(),
  without: parts.default([]),
  out: z.string().optional(),
  to: z.enum(EXPORT_FORMATS).optional(),
  responses: z.string().optional(),
  statute: z.string().optional(),
  article: z.string().optional(),
  old: parts.optional(),
  new: parts.optional(),
  about: parts.optional(),
  from: day.optional(),
  'good-rows': z.boolean().default(false),
  against: z.array(z.string().min(1)).default([]),
  'leave-out': z.array(z.string().min(1)).default([]),
  answers: z.enum(NUMBER_CODINGS).optional(),
  columns: columnMap.optional(),
  values: valueMap.optional(),
  'header-row': z.coerce.number().int().min(0).max(1_000_000).optional(),
  sheet: z.array(z.string().min(1)).min(1).optional(),
  chapter: z.string().optional(),
  subject: parts.pipe(z.array(subject).min(1)).optional(),
  vehicle: parts.pipe(z.array(vehicleGroup).min(1)).optional(),
});
export type CliArguments = z.infer<typeof schema>;

/** The command line understood, or the text that says how it is used. */
export function parseCommandLine(
  argv: readonly string[],
  today: string,
): { ok: true; args: CliArguments } | { ok: false; usage: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        questions: { type: 'boolean' },
        'good-rows': { type: 'boolean' },
        against: { type: 'string', multiple: true },
        'leave-out': { type: 'string', multiple: true },
        sheet: { type: 'string', multiple: true },
        values: { type: 'string', multiple: true },
        ...Object.fromEntries(
          [
            'lang',
            'date',
            'media',
            'kinds',
            'kind',
            'blueprint',
            'record',
            'class',
            'region',
            'seed',
            'avoid',
            'without',
            'out',
            'to',
            'responses',
            'statute',
            'article',
            'old',
            'new',
            'about',
            'from',
            'answers',
            'columns',
            'header-row',
            'chapter',
            'subject',
            'vehicle',
          ].map((name) => [name, { type: 'string' as const }]),
        ),
      },
    });
    const [command, ...files] = positionals;
    const parsed = schema.safeParse({ date: today, ...values, command, files });
    if (parsed.success) return { ok: true, args: parsed.data };
    const lang = langOf(argv);
    return { ok: false, usage: argv.length === 0 ? USAGE_TEXT[lang] : mistakeText(parsed.error, lang, argv) };
  } catch (error) {
    return { ok: false, usage: mistakeText(error, langOf(argv), argv) };
  }
}

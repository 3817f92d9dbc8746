import { parseArgs } from 'node:util';
import { z } from 'zod';
import { subject, vehicleGroup } from '../model/question';
import { NUMBER_CODINGS } from '../read/answers/number-coding';
import { FIELD_KEYS, type FieldKey } from '../read/field-keys';
import { EXPORT_FORMATS } from '../write/export-bank';

const COMMANDS = ['read', 'check', 'diff', 'publish', 'export', 'draw', 'stats', 'law-change'] as const;

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
        ...Object.fromEntries(
          [
            'lang',
            'date',
            'media',
            'kinds',
            'kind',
            'blueprint',
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
    throw new Error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '));
  } catch (error) {
    const reason = argv.length === 0 ? '' : `${error instanceof Error ? error.message : String(error)}\n\n`;
    return { ok: false, usage: `${reason}${USAGE_TEXT}` };
  }
}

/** How the command is used. */
export const USAGE_TEXT = `kaotai-bank read|check|diff|publish|export|draw|stats|law-change FILE… [options]

FILE     Excel/WPS .xlsx, .csv, Word .docx, .txt, .md, .json, .jsonl, .sql, SQLite, .plist, Moodle XML, GIFT, Aiken,
         QTI, a .zip of these, or a folder; several FILEs that belong together (SQL tables) are read as one bank
read     reads and checks the file; what can be said without knowing the exam kinds
check    also holds chapters and stock against the exam kinds
diff     compares two files, OLD and NEW, question by question and field by field
publish  makes an immutable version and prints its hash
export   writes what has no error as a file of another format
draw     draws a paper
stats    how the questions of FILE were answered, from a table of answers
law-change  which questions a changed rule may overturn, surest first

--json              one JSON object on standard output; with --questions the questions too
--lang zh|en        language of the report (zh)
--date YYYY-MM-DD   the day the bank is used on (today)
--media DIR         pictures (default: those beside FILE and in folders there)
--kinds FILE        exam kinds (default: the shipped ones)
--kind CODE --seed TEXT --avoid id,id     draw: which paper
--blueprint FILE    draw: a blueprint downloaded from the console, or one of your own for --subject and --vehicle
--class C1 --region 15 --without id,id    draw: licence class and region of the paper, questions withdrawn by then
--out FILE          publish, export: where to write
--to ${EXPORT_FORMATS.join('|')}    export: the format
--responses FILE    stats: CSV of attempt,question,choice,ms; choices as letters, empty for not answered
--statute NAME --article 第14条第1项 --old 60周岁 --new 70周岁 [--about C6,轻型牵引挂车] [--from YYYY-MM-DD]
                    law-change: the rule, what it said and says (several with commas), what it is about
--against FILE      read, check: another bank to compare with, as often as wanted
--leave-out NAME    a chapter, category or sheet that is not read, as often as wanted
--good-rows         publish: leave out what has errors instead of stopping
--answers ${NUMBER_CODINGS.join('|')}
                    how numbers in answers count, where the file does not tell
--columns NAME=FIELD,…   what columns or keys of that name hold, for names the reader does not know (with no FIELD the
                    column is left out); read --json lists the columns found and what each was taken for
--header-row N      the row that names the columns, as the file numbers its rows; 0 where there is none
--sheet NAME        read only this sheet or table; may be given several times
--chapter NAME --subject K1,K3 --vehicle car,moto   what a table without such columns is about

Exit code: 0 well; 1 read, but something has an error (check, publish, export), differs (diff), cannot be drawn (draw) or may
be overturned (law-change);
2 nothing usable in FILE; 64 wrong command line.
`;

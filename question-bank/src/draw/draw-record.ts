import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Question } from '../model/question';
import { canonicalJson } from '../version/canonical';
import type { PaperItem } from './draw';
import { drawPaper } from './draw-paper';
import { kindToDraw, officeContent } from './office-blueprint';
import { prepareBank } from './prepare';
import type { ShortStock } from './short-stock';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1);
const slot = z.object({ questionId: id, options: z.array(id) });

/**
 * Everything the draw of one paper went by, and the paper. With the bank version it names anyone draws the paper again:
 * neither server nor database is needed. It names the attempt by its number and no person.
 */
export const drawRecord = z.object({
  format: z.literal('kaotai-draw-record'),
  version: z.literal(1),
  attemptId: id,
  /** Hash of the bank version. */
  bankVersion: sha256,
  /** The row of the exam kind that was in force. */
  kind: kindToDraw.extend({ version: z.number().int() }),
  /** The office's blueprint as it was used; null: the kind's own shares. */
  blueprint: z
    .object({
      hash: sha256,
      number: z.number().int(),
      content: officeContent.extend({ exposure: z.boolean(), neighbours: z.boolean() }),
    })
    .nullable(),
  seed: z.string(),
  /** Local day, YYYY-MM-DD. */
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  licenceClass: z.string(),
  /** Whose regional questions were asked too; empty: of no region. */
  region: z.string(),
  /** Questions that were out of draws then. */
  without: z.array(id),
  /** Questions of the same candidate's papers before. */
  avoid: z.array(id),
  /** The papers at the seats beside, as their candidates saw them; none where the blueprint does not look at them. */
  neighbours: z.array(z.object({ questionIds: z.array(id), order: z.array(z.array(id)) })),
  /** How often each question had been shown when the day began; empty where that played no part. */
  exposure: z.array(z.tuple([id, z.number()])),
  /** The paper as it was given: questions in their order, options in theirs. */
  paper: z.array(slot).min(1),
});
export type DrawRecord = z.infer<typeof drawRecord>;

/** Where a paper that was drawn again is another than the recorded one; places count from 1. */
export interface PaperDifference {
  place: number;
  what: 'question' | 'options';
  /** A question's id, or option ids with commas; null: there is none at this place. */
  recorded: string | null;
  drawn: string | null;
}

export type Redrawn =
  | { ok: true; items: PaperItem[]; differences: PaperDifference[] }
  /** No paper can be drawn from these questions: they are not the bank of the record. */
  | { ok: false; short: ShortStock };

function differencesOf(paper: DrawRecord['paper'], items: readonly PaperItem[]): PaperDifference[] {
  const places = Math.max(paper.length, items.length);
  return Array.from({ length: places }, (_, i): PaperDifference[] => {
    const [was, now] = [paper[i], items[i]];
    const at = { place: i + 1 };
    if (was?.questionId !== now?.questionId)
      return [{ ...at, what: 'question', recorded: was?.questionId ?? null, drawn: now?.questionId ?? null }];
    const [recorded, drawn] = [was?.options.join() ?? null, now?.optionOrder.join() ?? null];
    return recorded === drawn ? [] : [{ ...at, what: 'options', recorded, drawn }];
  }).flat();
}

/** Draws the paper of a record again from the questions of its bank version. Pure; the same wherever it runs. */
export function redraw(record: DrawRecord, questions: readonly Question[]): Redrawn {
  const gone = new Set(record.without);
  const drawn = drawPaper({
    ...record,
    questions: prepareBank(questions.filter((q) => !gone.has(q.id))),
    office: record.blueprint?.content ?? null,
  });
  if (!drawn.ok) return drawn;
  return { ok: true, items: drawn.items, differences: differencesOf(record.paper, drawn.items) };
}

/** The name of a blueprint: sha256 (hex) over its kind's code and its content. */
export const blueprintHash = (kindCode: string, content: object): string =>
  createHash('sha256')
    .update(canonicalJson({ format: 'kaotai-blueprint', version: 1, kindCode, content }), 'utf8')
    .digest('hex');

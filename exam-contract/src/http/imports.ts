import { z } from 'zod';
import { day, epochMs, id, sha256 } from '../ids';
import { bankIssue, publishMode, uploadHints } from './banks';
import { mappedField } from './mapping';
import { route } from './route';

/** How a version came to be: the file, what it was read as, what was found and accepted, and who answers for it. */
export const keptImport = z.object({
  draftId: id,
  fileName: z.string(),
  /** Whether the file itself is there to be downloaded; a version that was restored has none of its own. */
  kept: z.boolean(),
  format: z.string(),
  uploadedBy: z.string(),
  uploadedAt: epochMs,
  submittedBy: z.string().nullable(),
  submittedAt: epochMs.nullable(),
  mode: publishMode.nullable(),
  /** Questions with errors were left behind. */
  goodRowsOnly: z.boolean(),
  inForceFrom: day.nullable(),
  approvedBy: z.string(),
  approvedAt: epochMs,
  read: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  skipped: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  /** As they stood when it was approved. */
  issues: z.array(bankIssue),
  hints: uploadHints,
  /** Sheets, tables and files that were read, and what each of their columns was read as. */
  sources: z.array(
    z.object({
      file: z.string(),
      name: z.string().nullable(),
      columns: z.array(z.object({ name: z.string(), as: mappedField.nullable() })),
    }),
  ),
});
export type KeptImport = z.infer<typeof keptImport>;

const readers = ['registry', 'auditor', 'admin'] as const;
export const importRoutes = {
  ofVersion: route({
    method: 'get',
    path: '/banks/versions/:hash/imports',
    access: readers,
    summary: 'How a version came to be, last first: file, mapping, report, who uploaded and approved it',
    params: z.object({ hash: sha256 }),
    out: z.object({ imports: z.array(keptImport) }),
  }),
  file: route({
    method: 'get',
    path: '/banks/files/:draftId',
    access: readers,
    summary: 'The file that a draft or a version was read from, as it was uploaded',
    params: z.object({ draftId: id }),
    out: { mime: 'application/octet-stream' },
  }),
} as const;

import { z } from 'zod';
import { id, sha256 } from '../ids';
import { route } from './route';

/** Formats that a bank can be written in. */
export const exportFormat = z.enum(['xlsx', 'json', 'csv', 'moodle', 'gift', 'qti', 'pdf']);
/** What the server is at with an export, until the file comes. */
const exportProgress = z.object({
  /** `absent`: not yet, or no longer, under way. `collecting`: pictures on their way to the writer. */
  phase: z.enum(['absent', 'waiting', 'collecting', 'questions', 'pictures']),
  done: z.number().int(),
  total: z.number().int(),
});
export type ExportProgress = z.infer<typeof exportProgress>;
/**
 * Header of an export that an import here would refuse: bytes of text in it, a slash, and how many of them an import
 * takes.
 */
export const EXPORT_TOO_LARGE = 'x-kaotai-too-large-to-import';

// Keys show in it.
const exporters = ['registry', 'admin', 'auditor'] as const;
export const bankExportRoutes = {
  exported: route({
    method: 'get',
    path: '/banks/versions/:hash/export',
    access: exporters,
    summary: 'A version as a file of the format asked for; with pictures a ZIP, but for workbooks',
    params: z.object({ hash: sha256 }),
    query: z.strictObject({
      format: exportFormat,
      /** Chosen by whoever asks, to ask for progress by; closing the connection ends the work. */
      exportId: id.optional(),
    }),
    out: { mime: 'application/octet-stream' },
  }),
  exportProgress: route({
    method: 'get',
    path: '/banks/exports/:exportId',
    access: exporters,
    summary: 'How far an export of mine has got, until its file comes',
    params: z.object({ exportId: id }),
    out: exportProgress,
  }),
} as const;

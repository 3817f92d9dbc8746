import { randomUUID } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptImport } from 'exam-contract/http/imports';
import { AppError } from '../../../platform/errors';
import type { StoredFile } from '../../../platform/http/route';
import type { ImportDoc, ImportStore } from '../drafts/imports.store';
import { spooled } from '../spooled';

function shown({ draft, ...doc }: ImportDoc, kept: boolean): KeptImport {
  const { summary, detail, review, mapping } = draft;
  const { format, read, accepted, rejected, skipped, errors, warnings } = summary;
  return {
    draftId: doc._id,
    fileName: doc.fileName,
    kept,
    format,
    uploadedBy: summary.createdBy,
    uploadedAt: summary.createdAt,
    submittedBy: review?.submittedBy ?? null,
    submittedAt: review?.submittedAt ?? null,
    mode: review?.mode ?? null,
    goodRowsOnly: review?.goodRowsOnly ?? false,
    inForceFrom: review?.inForceFrom ?? null,
    approvedBy: doc.approvedBy,
    approvedAt: doc.at,
    ...{ read, accepted, rejected, skipped, errors, warnings },
    issues: detail.issues,
    hints: doc.hints,
    sources: (mapping?.sources ?? [])
      .filter((s) => s.read)
      .map(({ file, name, columns }) => ({
        file,
        name,
        columns: columns.map((c) => ({ name: c.name, as: c.as })),
      })),
  };
}

/**
 * What is kept of imports for audit.
 * @param spool folder for files on their way
 */
export function createImports(imports: Pick<ImportStore, 'of' | 'head' | 'pieces'>, spool: string) {
  return {
    /** How a version came to be, last first; empty where nobody uploaded it, as the sample. */
    async ofVersion(hash: string): Promise<{ imports: KeptImport[] }> {
      const docs = await imports.of(hash);
      return {
        imports: await Promise.all(
          docs.map(async (doc) => shown(doc, (await imports.head(doc._id)) !== null)),
        ),
      };
    },

    /** The file as it was uploaded, on the disk until it was sent. @throws AppError NOT_FOUND, EXPORT_FAILED (disk) */
    async file(draftId: string): Promise<StoredFile> {
      const head = await imports.head(draftId);
      if (!head) throw new AppError('NOT_FOUND', { field: 'draftId' });
      const path = join(spool, `export-${randomUUID()}`);
      return spooled(path, async () => {
        await writeFile(path, imports.pieces(draftId), { mode: 0o600 });
        const { size: bytes } = await stat(path);
        return { bytes, fileName: head.fileName };
      });
    },
  };
}
export type ImportsService = ReturnType<typeof createImports>;

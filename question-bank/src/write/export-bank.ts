import { writeCsv } from './csv';
import type { BankToWrite, Exported, FileWritten, Written } from './export-form';
import { writeGift } from './gift';
import { writeJson } from './json';
import { writeMoodleXml } from './moodle-xml';
import { writeQti3 } from './qti3';
import { MemorySink, type Sink } from './sink';
import { writeXlsx } from './xlsx';

/** Formats this system reads back as the same bank. */
export const READABLE_FORMATS = ['xlsx', 'json', 'csv', 'moodle', 'gift', 'qti'] as const;
export const EXPORT_FORMATS = [...READABLE_FORMATS, 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const WRITERS: Readonly<Record<ExportFormat, (bank: BankToWrite, sink: Sink) => Written | Promise<Written>>> =
  {
    xlsx: writeXlsx,
    json: writeJson,
    csv: writeCsv,
    moodle: writeMoodleXml,
    gift: writeGift,
    qti: writeQti3,
    // Who prints loads what it takes.
    pdf: async (bank, sink) => (await import('./pdf')).writePdf(bank, sink),
  };

/** A name every system takes: no path, no reserved characters, not too long. */
function fileName(name: string, ending: string): string {
  // eslint-disable-next-line no-control-regex
  const fit = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*\s]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${[...fit].slice(0, 60).join('') || 'bank'}.${ending}`;
}

/**
 * Writes a bank as a file that this system reads back as the same questions with the same pictures, and that other
 * systems of that format can import; a PDF is for reading only. What such a file cannot hold, or others will not show,
 * is in `lost`. The file goes to the sink as it is made: neither it nor the bank's pictures are ever held whole.
 */
export async function writeBank(bank: BankToWrite, format: ExportFormat, sink: Sink): Promise<FileWritten> {
  const { ending, ...written } = await WRITERS[format](bank, sink);
  return { fileName: fileName(bank.name['zh-CN'], ending), ...written };
}

/** The same as bytes, for banks that fit in memory. */
export async function exportBank(bank: BankToWrite, format: ExportFormat): Promise<Exported> {
  const sink = new MemorySink();
  const written = await writeBank(bank, format, sink);
  return { ...written, bytes: sink.bytes };
}

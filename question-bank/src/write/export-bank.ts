import { writeCsv } from './csv';
import { DEFAULT_LIMITS } from '../read/limits';
import type { BankToWrite, Exported, FileWritten, Lost, Written } from './export-form';
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

const MEGABYTE = 1024 * 1024;
function tooLarge({ bytes, limit }: { bytes: number; limit: number }): Lost {
  const [size, most] = [Math.ceil(bytes / MEGABYTE), Math.floor(limit / MEGABYTE)];
  const what = {
    'zh-CN': `文件里的文字有 ${size} MB，超过本系统导入的上限 ${most} MB，不能再导入本系统；要再导入，请导出 JSON`,
    en: `The file has ${size} MB of text, more than the ${most} MB an import here takes; to import it again export JSON`,
  };
  return { what, questions: [] };
}

/**
 * Writes a bank as a file that this system reads back as the same questions with the same pictures, and that other
 * systems of that format can import; a PDF is for reading only. What such a file cannot hold, or others will not show,
 * is in `lost`. The file goes to the sink as it is made: neither it nor the bank's pictures are ever held whole.
 */
export async function writeBank(bank: BankToWrite, format: ExportFormat, sink: Sink): Promise<FileWritten> {
  let bytes = 0;
  const counting: Sink = {
    write(some) {
      bytes += some.length;
      sink.write(some);
    },
  };
  const {
    ending,
    takenOut = 0,
    textBytes = bytes - takenOut,
    ...written
  } = await WRITERS[format](bank, counting);
  const { maxWorkbookBytes, maxTextBytes } = DEFAULT_LIMITS;
  const limit = format === 'pdf' ? Infinity : format === 'xlsx' ? maxWorkbookBytes : maxTextBytes;
  const tooLargeHere = textBytes > limit ? { bytes: textBytes, limit } : null;
  return {
    fileName: fileName(bank.name['zh-CN'], ending),
    ...written,
    lost: [...written.lost, ...(tooLargeHere ? [tooLarge(tooLargeHere)] : [])],
    tooLargeHere,
  };
}

/** The same as bytes, for banks that fit in memory. */
export async function exportBank(bank: BankToWrite, format: ExportFormat): Promise<Exported> {
  const sink = new MemorySink();
  const written = await writeBank(bank, format, sink);
  return { ...written, bytes: sink.bytes };
}

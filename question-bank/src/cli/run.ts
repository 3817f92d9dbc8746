import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, rmSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { checkBank, type BankChecked } from '../check/check-bank';
import { fitPictures } from '../check/fit-pictures';
import type { OtherBank } from '../check/rule';
import { draw } from '../draw/draw';
import { prepareBank } from '../draw/prepare';
import { FORM_NAMES } from '../read/answers/answer-reader';
import type { ReadProgress } from '../read/progress';
import { LazyMap } from '../read/source/lazy-map';
import { canonicalJson } from '../version/canonical';
import { diffBanks } from '../version/diff';
import { publish } from '../version/publish';
import { EXPORT_FORMATS, writeBank, type ExportFormat } from '../write/export-bank';
import type { BankToWrite } from '../write/export-form';
import { FileSink } from '../write/file-sink';
import { parseCommandLine, type CliArguments } from './arguments';
import { failureIssue, issueSummaries, NOTHING_READ, NotWritten, textOf } from './failure';
import { loadKinds, paperToDraw, stockOf } from './kinds';
import { loadBank } from './load';
import { langOf, NEEDS } from './mistakes';
import { bankReport, countsLine, issueLine, lostLine, progressLine, stockReport } from './report';
import { comparable, diffReport, diffSummary } from './run-diff';
import { changeOf, suspectReport, suspectsOf, suspectSummary } from './run-law-change';
import { loadRecord, verdictOf, verdictText } from './run-record';
import { statsOf, statsText } from './run-stats';
import { USAGE_TEXT } from './usage';

/** What the process hands in; nothing here reads a clock or writes to a stream by itself. */
export interface CliHost {
  /** Local day, YYYY-MM-DD. */
  today: string;
  out(text: string): void;
  err(text: string): void;
  /** Shows how far a reading has got, over what it showed before; an empty text takes it away. */
  progress?(text: string): void;
}

/** What a command works with: the process, and a folder that is gone when it ends. */
type Host = CliHost & { folder: string };

const WELL = 0;
const HAS_ERRORS = 1;
const UNUSABLE = 2;
const USAGE = 64;

const hasErrors = (bank: BankChecked) => bank.issues.some((i) => i.severity === 'error');

/** A bank to compare with: whatever can be read of it. */
async function otherBank(path: string, folder: string): Promise<OtherBank> {
  const { read: asRead, media } = await loadBank([path], undefined, {});
  const { read } = await fitPictures(asRead, { media, folder });
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const pictures = new Map<string, string>();
  for (const [file, bytes] of read.media) pictures.set(file, hash(bytes));
  return {
    label: basename(path),
    questions: read.candidates.map((c) => c.question),
    pictures,
  };
}

async function load(args: CliArguments, host: Host, chapters?: Iterable<string>): Promise<BankChecked> {
  const onProgress = (p: ReadProgress) => host.progress?.(progressLine(p, args.lang));
  const { read, media } = await loadBank(args.files, args.media, {
    onProgress,
    defaults: {
      ...(args.chapter === undefined ? {} : { chapter: args.chapter }),
      ...(args.subject === undefined ? {} : { subjects: args.subject }),
      ...(args.vehicle === undefined ? {} : { vehicles: args.vehicle }),
    },
    ...(args.answers === undefined ? {} : { answerNumbers: args.answers }),
    leaveOut: args['leave-out'],
    ...(args.columns === undefined ? {} : { columns: args.columns }),
    ...(args.values === undefined ? {} : { values: args.values }),
    ...(args['header-row'] === undefined ? {} : { headerRow: args['header-row'] }),
    ...(args.sheet === undefined ? {} : { sheets: args.sheet }),
  });
  const against = await Promise.all(args.against.map((path) => otherBank(path, host.folder)));
  const fitted = await fitPictures(read, { media, folder: host.folder, onProgress });
  const checked = checkBank(fitted.read, {
    onDate: args.date,
    undecodable: fitted.undecodable,
    onProgress,
    against,
    ...(chapters ? { chapters } : {}),
  });
  host.progress?.('');
  return checked;
}

/** What a report says, for programs: texts in the language asked for. */
function summary(
  { format, coding, answers, sources, values, read, accepted, byType, categories, issues }: BankChecked,
  args: CliArguments,
) {
  return {
    format,
    coding: {
      text: coding,
      answers: answers.map(({ form, count, examples }) => ({
        form,
        name: FORM_NAMES[form][args.lang],
        count,
        examples,
      })),
    },
    sources: sources.map(({ head: _, answers: __, ...source }) => source),
    values,
    read,
    accepted: accepted.length,
    byType,
    categories,
    issues: issueSummaries(issues, args.lang),
    ...(args.questions ? { questions: accepted } : {}),
  };
}

async function runRead(args: CliArguments, host: Host): Promise<number> {
  const bank = await load(args, host);
  host.out(args.json ? JSON.stringify(summary(bank, args)) : bankReport(bank, args.lang));
  return bank.accepted.length > 0 ? WELL : UNUSABLE;
}

async function runCheck(args: CliArguments, host: Host): Promise<number> {
  const kinds = await loadKinds(args.kinds);
  const bank = await load(
    args,
    host,
    kinds.flatMap((k) => Object.keys(k.blueprint.rows)),
  );
  const stock = stockOf(kinds, prepareBank(bank.accepted), args.date);
  host.out(
    args.json
      ? JSON.stringify({ ...summary(bank, args), kinds: stock })
      : `${bankReport(bank, args.lang)}\n${stockReport(stock, args.lang)}`,
  );
  if (bank.accepted.length === 0) return UNUSABLE;
  return hasErrors(bank) ? HAS_ERRORS : WELL;
}

async function runPublish(args: CliArguments, host: Host): Promise<number> {
  const bank = await load(args, host);
  if (bank.accepted.length === 0 || (hasErrors(bank) && !args['good-rows'])) {
    host.err(bankReport(bank, args.lang));
    return bank.accepted.length === 0 ? UNUSABLE : HAS_ERRORS;
  }
  const version = publish({ questions: bank.accepted, media: bank.media });
  if (args.out !== undefined) {
    const { out } = args;
    await writeFile(out, canonicalJson(version)).catch((err: unknown) => {
      throw new NotWritten(out, err);
    });
  }
  const { hash, counts, mediaHashes } = version;
  host.out(
    args.json ? JSON.stringify({ hash, counts, mediaHashes }) : `${hash}  ${countsLine(counts, args.lang)}`,
  );
  return WELL;
}

/** A paper drawn again by its record. Nothing is checked: what was drawn from once is drawn from as it stands. */
async function runRecord(file: string, args: CliArguments, host: Host): Promise<number> {
  const record = await loadRecord(file, args.lang);
  if (typeof record === 'string') {
    host.err(record);
    return USAGE;
  }
  const { read, media } = await loadBank(args.files, args.media, {
    onProgress: (p) => host.progress?.(progressLine(p, args.lang)),
  });
  host.progress?.('');
  const questions = read.candidates.map((c) => c.question);
  if (questions.length === 0) {
    host.err(read.issues.map((i) => issueLine(i, args.lang)).join('\n'));
    return UNUSABLE;
  }
  const verdict = verdictOf(record, { questions, media: LazyMap.over(media, read.media) });
  host.out(args.json ? JSON.stringify(verdict) : verdictText(verdict, args.lang));
  return verdict.match ? WELL : HAS_ERRORS;
}

async function runDraw(args: CliArguments, host: Host): Promise<number> {
  if (args.record !== undefined) return runRecord(args.record, args, host);
  const paper = await paperToDraw(args);
  if (typeof paper === 'string') {
    host.err(paper);
    return USAGE;
  }
  const { code, ...scope } = paper;
  const bank = await load(args, host);
  if (bank.accepted.length === 0) {
    host.err(bankReport(bank, args.lang));
    return UNUSABLE;
  }
  const { hash } = publish({ questions: bank.accepted, media: bank.media });
  const seed = args.seed ?? randomUUID();
  const without = new Set(args.without);
  const drawn = draw({
    questions: bank.accepted.filter((q) => !without.has(q.id)),
    ...scope,
    seed,
    onDate: args.date,
    ...(args.class === undefined ? {} : { licenceClass: args.class }),
    ...(args.region === undefined ? {} : { region: args.region }),
    ...(args.avoid ? { avoid: args.avoid } : {}),
  });
  if (!drawn.ok) {
    const short = [{ code, feasible: false, short: drawn.short }];
    host.out(
      args.json ? JSON.stringify({ hash, kind: code, seed, ...drawn }) : stockReport(short, args.lang),
    );
    return HAS_ERRORS;
  }
  const { items, cells, repeated } = drawn;
  if (args.json)
    host.out(JSON.stringify({ hash, kind: code, seed, date: args.date, items, cells, repeated }));
  else {
    const lines = items.map((item, i) => `${i + 1}\t${item.questionId}\t${item.optionOrder.join('')}`);
    host.out([`${code} ${args.date} seed=${seed} bank=${hash}`, ...lines].join('\n'));
  }
  return WELL;
}

async function runDiff(args: CliArguments, host: Host): Promise<number> {
  const [old, now, ...more] = args.files;
  if (old === undefined || now === undefined || more.length > 0) {
    host.err(NEEDS.diff[args.lang]);
    return USAGE;
  }
  const [a, b] = [await load({ ...args, files: [old] }, host), await load({ ...args, files: [now] }, host)];
  const unusable = [a, b].find((bank) => bank.accepted.length === 0);
  if (unusable) {
    host.err(bankReport(unusable, args.lang));
    return UNUSABLE;
  }
  const diff = diffBanks(comparable(a), comparable(b));
  host.out(args.json ? JSON.stringify(diffSummary(diff)) : diffReport(diff, args.lang));
  return diff.added.length + diff.removed.length + diff.changed.length > 0 ? HAS_ERRORS : WELL;
}

/** Writes a bank to a file, which has its name when it is whole. */
async function writeTo(bank: BankToWrite, format: ExportFormat, out: string | undefined) {
  const stands = out === undefined ? undefined : lstatSync(out, { throwIfNoEntry: false });
  // A pipe, a device, a link: what it leads to is meant, and must not be replaced by a file.
  const straight = stands !== undefined && !stands.isFile();
  const part = straight && out !== undefined ? out : `${out ?? 'kaotai-export'}.${randomUUID()}.part`;
  let sink: FileSink;
  try {
    sink = new FileSink(part, { over: true });
  } catch (err) {
    throw new NotWritten(out ?? part, err);
  }
  try {
    const { fileName, lost } = await writeBank(bank, format, sink);
    sink.close();
    const file = out ?? fileName;
    if (!straight) await rename(part, file);
    return { file, lost };
  } catch (err) {
    if (!straight) await rm(part, { force: true });
    throw new NotWritten(out ?? part, err);
  }
}

async function runExport(args: CliArguments, host: Host): Promise<number> {
  if (args.to === undefined) {
    host.err(NEEDS.to(EXPORT_FORMATS)[args.lang]);
    return USAGE;
  }
  const bank = await load(args, host);
  if (bank.accepted.length === 0) {
    host.err(bankReport(bank, args.lang));
    return UNUSABLE;
  }
  const name = bank.name ?? { 'zh-CN': basename(args.files[0] ?? '', extname(args.files[0] ?? '')) };
  const { file, lost: all } = await writeTo(
    { name, questions: bank.accepted, media: bank.media },
    args.to,
    args.out,
  );
  const key = args.lang === 'zh' ? 'zh-CN' : 'en';
  const lost = all.map(({ what, questions }) => ({ what: what[key], questions }));
  const left = bank.read - bank.accepted.length;
  if (args.json) host.out(JSON.stringify({ file, questions: bank.accepted.length, refused: left, lost }));
  else host.out([file, ...lost.map((l) => lostLine(l, args.lang))].join('\n'));
  if (hasErrors(bank)) host.err(bankReport(bank, args.lang));
  return hasErrors(bank) ? HAS_ERRORS : WELL;
}

async function runStats(args: CliArguments, host: Host): Promise<number> {
  if (args.responses === undefined) {
    host.err(NEEDS.responses[args.lang]);
    return USAGE;
  }
  const bank = await load(args, host);
  if (bank.accepted.length === 0) {
    host.err(bankReport(bank, args.lang));
    return UNUSABLE;
  }
  const report = statsOf(args.responses, await textOf(args.responses), bank.accepted);
  host.out(args.json ? JSON.stringify(report) : statsText(report, args.lang));
  return report.items.length > 0 ? WELL : UNUSABLE;
}

async function runLawChange(args: CliArguments, host: Host): Promise<number> {
  const change = changeOf(args);
  if (typeof change === 'string') {
    host.err(change);
    return USAGE;
  }
  const bank = await load(args, host);
  if (bank.accepted.length === 0) {
    host.err(bankReport(bank, args.lang));
    return UNUSABLE;
  }
  const found = suspectsOf(bank, change);
  host.out(
    args.json
      ? JSON.stringify({ change, questions: bank.accepted.length, suspects: suspectSummary(found) })
      : suspectReport(found, bank.accepted.length, args.lang),
  );
  return found.length > 0 ? HAS_ERRORS : WELL;
}

/** Runs one command line; the result is the exit code (see the usage text). */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  if (argv.includes('-h') || argv.includes('--help')) {
    host.out(USAGE_TEXT[langOf(argv)]);
    return WELL;
  }
  const parsed = parseCommandLine(argv, host.today);
  if (!parsed.ok) {
    host.err(parsed.usage);
    return USAGE;
  }
  const { args } = parsed;
  const commands = {
    read: runRead,
    check: runCheck,
    diff: runDiff,
    publish: runPublish,
    export: runExport,
    draw: runDraw,
    stats: runStats,
    'law-change': runLawChange,
  };
  const folder = await mkdtemp(join(tmpdir(), 'kaotai-bank-'));
  // Also where the process is told to go, or its reader has gone.
  const drop = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', drop);
  try {
    return await commands[args.command](args, { ...host, folder });
  } catch (error) {
    host.progress?.('');
    const issue = failureIssue(error, args.files);
    if (args.json) host.out(JSON.stringify({ ...NOTHING_READ, issues: issueSummaries([issue], args.lang) }));
    else host.err(issueLine(issue, args.lang));
    return UNUSABLE;
  } finally {
    process.off('exit', drop);
    drop();
  }
}

import { readFileSync } from 'node:fs';
import {
  checkBank,
  diffBanks,
  FileSink,
  fitPicture,
  fitPictures,
  isWhole,
  lawSuspects,
  LazyMap,
  publish,
  PublishError,
  readBank,
  question,
  recheckBank,
  writeBank,
  type BankChecked,
  type BankRead,
  type Position,
  type Question,
  type ReadProgress,
} from 'question-bank';
import type { AlivePart, ChildAnswer, ChildInput, PiecesPart, ReadPart, ReadReply } from './bank-child';
import { held, load } from './bank-transfer';
import { diffView } from './diff-view';
import { partsChanged } from './draft-parts';
import { packedPictures } from './export-files';
import { feasibility, lookAt, testDraw } from './blueprint-work';
import type { KindScope } from './draw-plan';
import { bankThatCame, type SentBank } from './sent-bank';

/** Rows a clerk may mend one by one; a file with more faults is wrong as a whole. */
const MAX_ROWS = 2000;

function checkedAnswer(
  checked: BankChecked,
  places: ReadonlyMap<string, Position>,
  kinds: readonly KindScope[],
  onDate: string,
) {
  const { format, accepted, byType, issues, refused, reading } = checked;
  const rows = refused.slice(0, MAX_ROWS);
  return {
    format,
    accepted: accepted.slice(0, PREVIEW),
    count: accepted.length,
    byType,
    issues,
    reading: [...reading, ...refused.slice(MAX_ROWS).flatMap((r) => r.issues)],
    places,
    refused: rows,
    kinds: feasibility(accepted, kinds, onDate),
  };
}
const chaptersOf = (kinds: readonly KindScope[]) => {
  const chapters = new Set(
    kinds.flatMap((k) => [
      ...Object.keys(k.blueprint.rows),
      ...k.offices.flatMap((o) => o?.chapters.map((c) => c.name) ?? []),
    ]),
  );
  return chapters.size > 0 ? { chapters } : {};
};

type Reply = ReadReply | readonly unknown[];
const replies: ((reply: Reply) => void)[] = [];
/** Sends a part and waits until it is taken. */
const hand = (part: ReadPart | PiecesPart | AlivePart): Promise<Reply> =>
  new Promise((taken) => {
    replies.push(taken);
    process.send?.({ part });
  });

/** Pictures that go at once: enough to keep the database busy, few enough to be held twice. */
const BATCH_BYTES = 4_000_000;
/** The server looks at each of them: more small ones would hold it up. */
const BATCH_PICTURES = 200;
const PART = 200;
/** Questions of a draft that are shown at first sight. */
const PREVIEW = 100;

async function handPictures(media: ReadonlyMap<string, Uint8Array>): Promise<void> {
  let batch: { file: string; data: Uint8Array }[] = [];
  let bytes = 0;
  let done = 0;
  for (const [file, data] of media) {
    batch.push({ file, data });
    bytes += data.length;
    if (bytes < BATCH_BYTES && batch.length < BATCH_PICTURES) continue;
    done += batch.length;
    await hand({ pictures: batch });
    void hand({ progress: { phase: 'pictures', done, total: media.size } });
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) await hand({ pictures: batch });
}

async function handQuestions(accepted: readonly Question[], places: ReadonlyMap<string, Position>) {
  for (let at = 0; at < accepted.length; at += PART) {
    const questions = accepted.slice(at, at + PART);
    await hand({ questions, places: questions.map((q) => places.get(q.id) ?? { file: '' }) });
  }
}

/** The pictures of the version in force that the file names and does not bring along. */
async function borrowed(read: BankRead, known: ReadonlySet<string>) {
  const questions = [...read.candidates.map((c) => c.question), ...read.refused.map((r) => r.question)];
  const named = questions.flatMap((q) => q.media.map((m) => m.file));
  const wanted = [...new Set(named)].filter((file) => known.has(file) && !read.media.has(file));
  const paths = wanted.length > 0 ? await hand({ wanted }) : undefined;
  return picturesAt(paths instanceof Map ? paths : new Map());
}

async function readUpload(input: Extract<ChildInput, { work: 'read' }>): Promise<ChildAnswer> {
  const { name, path, folder, onDate, kinds, known, hints, mappings, against } = input;
  const { chapter, subject, vehicle, answers, leaveOut } = hints;
  const onProgress = (progress: ReadProgress) => void hand({ progress });
  const asRead = await readBank(
    { name, path },
    {
      onProgress,
      pictureNames: known,
      defaults: {
        ...(chapter ? { chapter } : {}),
        ...(subject ? { subjects: [subject] } : {}),
        ...(vehicle ? { vehicles: [vehicle] } : {}),
      },
      ...(answers ? { answerNumbers: answers } : {}),
      mappings,
      leaveOut: (leaveOut ?? '')
        .split(/[;；\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    },
  );
  const { read, undecodable } = await fitPictures(asRead, { folder, onProgress });
  const media = await borrowed(read, new Set(known));
  const checked = checkBank(read, {
    onDate,
    media,
    undecodable,
    against,
    onProgress,
    ...chaptersOf(kinds),
  });
  const places = new Map(read.candidates.map((c) => [c.question.id, c.where([])]));
  // A picture that cannot be decoded is not kept: whatever else is mended, its question still lacks one.
  const sound = new Set([...checked.media.keys()].filter((file) => !undecodable.has(file)));
  await handPictures(new LazyMap<Uint8Array>().take(checked.media, sound));
  await handQuestions(checked.accepted, places);
  const first = checked.accepted.slice(0, PREVIEW);
  return {
    work: 'read',
    name: checked.name?.['zh-CN'] ?? null,
    // What the clerk left out on purpose is told by its own findings.
    read: checked.read - checked.leftOut,
    own: checked.own,
    sources: checked.sources,
    answers: checked.answers,
    numbers: checked.numbers,
    ...checkedAnswer(checked, places, kinds, onDate),
    places: new Map(first.map((q) => [q.id, places.get(q.id) ?? { file: name }])),
  };
}

/** Pictures that lie on the disk. */
function picturesAt(paths: ReadonlyMap<string, string>): LazyMap<Uint8Array> {
  const media = new LazyMap<Uint8Array>();
  for (const [file, path] of paths) media.link(file, () => readFileSync(path));
  return media;
}

function recheck(input: Extract<ChildInput, { work: 'recheck' }>): ChildAnswer {
  const { bank, onDate, kinds, against } = input;
  const entries = held(bank.entries);
  const looks = new Map(held(input.looks));
  const checked = recheckBank(
    { ...bank, entries, media: new Map() },
    { onDate, against, looks, ...chaptersOf(kinds) },
  );
  const numbers = new Map(entries.map((e) => [e.at, e.n]));
  const refusedAt = checked.refused.map((r) => r.at);
  const changed = partsChanged(entries, checked.accepted, refusedAt);
  const stays = new Set(refusedAt);
  const places = new Map<string, Position>();
  for (const { at, question } of entries) {
    const id: unknown = typeof question === 'object' && question !== null && 'id' in question && question.id;
    if (typeof id === 'string' && !stays.has(at)) places.set(id, at);
  }
  const out = checkedAnswer(checked, places, kinds, onDate);
  const refused = out.refused.map((row) => {
    const n = numbers.get(row.at);
    return n === undefined ? row : { ...row, n };
  });
  const shown = out.accepted.map((q): [string, Position] => [q.id, places.get(q.id) ?? { file: '' }]);
  return { work: 'recheck', ...out, refused, changed, places: new Map(shown) };
}

function comparable(bank: SentBank) {
  const { questions, media } = bankThatCame(bank);
  return { questions, pictures: media };
}

const ALIVE_MS = 5_000;
async function exportTo(input: Extract<ChildInput, { work: 'export' }>): Promise<ChildAnswer> {
  const { name, packed, pictures, format, to } = input;
  const questions = held(input.questions).map((q) => question.parse(q));
  const file = new FileSink(to);
  let told = performance.now();
  const sink = {
    write: (bytes: Uint8Array) => {
      file.write(bytes);
      if (performance.now() - told < ALIVE_MS) return;
      told = performance.now();
      void hand({ alive: true });
    },
  };
  const bank = { name, questions, media: packedPictures(packed, pictures) };
  const written = await writeBank(bank, format, sink);
  return { work: 'export', written: { ...written, lost: [] }, bytes: file.close() };
}

async function answer(input: ChildInput): Promise<ChildAnswer> {
  switch (input.work) {
    case 'feasibility': {
      const { bank, kinds, onDate } = input;
      const questions = 'own' in bank ? bankThatCame(bank).questions : bank;
      return { work: 'feasibility', kinds: feasibility(questions, kinds, onDate) };
    }
    case 'blueprint':
      return {
        work: 'blueprint',
        looked: lookAt(input.questions, input.kind, input.content, input.onDate),
      };
    case 'testDraw':
      return { work: 'testDraw', drawn: testDraw(input) };
    case 'recheck':
      return recheck(input);
    case 'diff':
      return { work: 'diff', diff: diffView(diffBanks(comparable(input.old), comparable(input.now))) };
    case 'export':
      return exportTo(input);
    case 'lawChange':
      return {
        work: 'lawChange',
        found: lawSuspects(input.changes, input.questions).map((all) =>
          all.map(({ question, ...row }) => ({ questionId: question.id, ...row })),
        ),
      };
    case 'fit':
      if (!(await isWhole(input.data))) return { work: 'fit', fitted: { undecodable: true } };
      return { work: 'fit', fitted: (await fitPicture(input.data)) ?? null };
    case 'version': {
      try {
        const { questions, pictures } = input;
        const { hash, mediaHashes, counts } = publish({ questions, media: new Map(), hashes: pictures });
        return { work: 'version', version: { hash, mediaHashes, counts } };
      } catch (err) {
        if (err instanceof PublishError) return { work: 'version', fault: err.message };
        throw err;
      }
    }
    case 'read':
      return readUpload(input);
  }
}

process.on('message', (message: unknown) => {
  if (typeof message === 'object' && message !== null && 'reply' in message) {
    replies.shift()?.(message.reply as Reply);
    return;
  }
  const whole = load(message, async (pieces) => {
    const piece = await hand({ pieces });
    return piece instanceof Map ? undefined : piece;
  });
  whole
    .then((input) => answer(input as ChildInput))
    .then(
      (out) => process.send?.(out),
      (err: unknown) => {
        process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
        process.exit(1);
      },
    );
});

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
  writeBank,
  type BankRead,
  type Position,
  type Question,
  type ReadProgress,
} from 'question-bank';
import type { ExportProgress } from 'exam-contract/http/bank-exports';
import type {
  ChildAnswer,
  ChildInput,
  PiecesPart,
  ReadPart,
  ReadReply,
  RecheckAnswer,
  WrittenPart,
} from './bank-messages';
import { held, load } from './bank-transfer';
import { diffView } from '../review/diff-view';
import { chaptersOf, checkedAnswer } from '../drafts/checked-answer';
import { packedPictures } from './export-files';
import { feasibility, lookAt, testDraw } from '../blueprints/blueprint-work';
import type { DraftChange } from '../drafts/draft-held';
import { KeptDraft, othersThatCame } from './kept-draft';
import type { CheckedPart, DraftChangeSent } from './kept-check';
import { bankThatCame, type SentBank } from './sent-bank';

type Reply = ReadReply | readonly unknown[] | DraftChangeSent;
const replies: ((reply: Reply) => void)[] = [];
/** Sends a part and waits until it is taken. */
const hand = (part: ReadPart | PiecesPart | WrittenPart | CheckedPart): Promise<Reply> =>
  new Promise((taken) => {
    replies.push(taken);
    process.send?.({ part });
  });
/** The next piece of a long list of an order. */
const pieceOf = async (pieces: number): Promise<readonly unknown[] | undefined> => {
  const piece = await hand({ pieces });
  return Array.isArray(piece) ? (piece as readonly unknown[]) : undefined;
};

/** Pictures that go at once: enough to keep the database busy, few enough to be held twice. */
const BATCH_BYTES = 4_000_000;
/** The server looks at each of them: more small ones would hold it up. */
const BATCH_PICTURES = 200;
const PART = 200;

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
    against: othersThatCame(against),
    onProgress,
    ...chaptersOf(kinds),
  });
  const places = new Map(read.candidates.map((c) => [c.question.id, c.where([])]));
  // A picture that cannot be decoded is not kept: whatever else is mended, its question still lacks one.
  const sound = new Set([...checked.media.keys()].filter((file) => !undecodable.has(file)));
  await handPictures(new LazyMap<Uint8Array>().take(checked.media, sound));
  await handQuestions(checked.accepted, places);
  return {
    work: 'read',
    name: checked.name?.['zh-CN'] ?? null,
    // What the clerk left out on purpose is told by its own findings.
    read: checked.read - checked.leftOut,
    own: checked.own,
    sources: checked.sources,
    values: checked.values,
    answers: checked.answers,
    numbers: checked.numbers,
    ...checkedAnswer(checked, places, { kinds, onDate }),
  };
}

/** Pictures that lie on the disk. */
function picturesAt(paths: ReadonlyMap<string, string>): LazyMap<Uint8Array> {
  const media = new LazyMap<Uint8Array>();
  for (const [file, path] of paths) media.link(file, () => readFileSync(path));
  return media;
}

function recheck({ draft, change }: Extract<ChildInput, { work: 'recheck' }>): ChildAnswer {
  return new KeptDraft(draft).check(change);
}

/** Checks a draft whenever a change of it comes, until the process is ended. */
async function mending({ draft }: Extract<ChildInput, { work: 'mending' }>): Promise<ChildAnswer> {
  const kept = new KeptDraft(draft);
  let checked: RecheckAnswer | null = null;
  for (;;) {
    const light = await hand({ checked });
    const change = await load(light, pieceOf);
    checked = kept.check(change as DraftChange);
  }
}

function comparable(bank: SentBank) {
  const { questions, media } = bankThatCame(bank);
  return { questions, pictures: media };
}

const TOLD_MS = 300;
async function exportTo(input: Extract<ChildInput, { work: 'export' }>): Promise<ChildAnswer> {
  const { name, packed, pictures, format, to } = input;
  const questions = held(input.questions).map((q) => question.parse(q));
  const file = new FileSink(to);
  let told = 0;
  const onProgress = (written: ExportProgress) => {
    if (performance.now() - told < TOLD_MS) return;
    told = performance.now();
    void hand({ written });
  };
  const bank = { name, questions, media: packedPictures(packed, pictures), onProgress };
  const written = await writeBank(bank, format, file);
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
    case 'mending':
      return mending(input);
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
  const whole = load(message, pieceOf);
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { question, type Question } from 'question-bank';
import { parseEvent, type AttemptEvent } from '../exam-server/src/features/exam';
import type { AuditDoc } from '../exam-server/src/features/audit';
import { verifyVersion, type PublicationDoc } from '../exam-server/src/features/papers';
import { verifyAttempt } from '../exam-server/src/features/results';
import { bytesOf, type StoredBytes } from '../exam-server/src/platform/mongo/bytes';
import { silentLogger } from '../exam-server/src/platform/log';
import { connectMongo } from '../exam-server/src/platform/mongo/connect';
import { databaseUri } from './verify/database-uri';
import { redrawn } from './verify/redraw';

const stateDir = join(__dirname, '..', '.kaotai');

/** Exit codes: 0 everything agrees, 1 something does not, 2 it could not be looked at, 64 wrong call. */
const exported = z.object({
  format: z.literal('kaotai-attempt-log'),
  events: z.array(z.unknown()),
  questions: z.array(question),
  corrected: z.record(z.string(), z.array(question)).default({}),
});

interface Material {
  events: AttemptEvent[];
  questions: Map<string, Question>;
  /** Questions of later versions by whose keys it was judged again. */
  corrected: Map<string, Question[]>;
  /** What is another when the paper is drawn again; null where that cannot be done. */
  redrawn: string[] | null;
}

function fromFile(file: string): Material {
  const log = exported.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    events: log.events.map(parseEvent),
    questions: new Map(log.questions.map((q) => [q.id, q])),
    corrected: new Map(Object.entries(log.corrected)),
    // A paper is drawn from a whole bank; a log has the questions of the paper alone.
    redrawn: null,
  };
}

async function fromDatabase(attemptId: string, data: string | undefined): Promise<Material> {
  const db = await connectMongo(databaseUri(process.env, stateDir, data), silentLogger);
  try {
    const rows = await db
      .collection('attemptEvents')
      .find({ attemptId }, { projection: { _id: 0 } })
      .sort({ seq: 1 })
      .toArray();
    const events = rows.map(parseEvent);
    const first = events[0];
    if (first?.kind !== 'created') throw new Error(`there is no attempt ${attemptId}`);
    const bankOf = async (owner: string): Promise<Question[]> => {
      const parts = await db.collection('bankQuestions').find({ owner }).sort({ part: 1 }).toArray();
      return parts.flatMap((p) => z.object({ questions: z.array(question) }).parse(p).questions);
    };
    const corrected = new Map<string, Question[]>();
    for (const e of events)
      if (e.kind === 'revised' && e.data.keyVersion)
        corrected.set(e.data.keyVersion, await bankOf(e.data.keyVersion));
    const questions = new Map((await bankOf(first.data.bankVersion)).map((q) => [q.id, q]));
    return { events, questions, corrected, redrawn: await redrawn(db, first, questions) };
  } finally {
    await db.close();
  }
}

/** A published version with the chain that signs it: its content, whatever the server says, from the database alone. */
async function verifyBank(hash: string, json: boolean, data: string | undefined): Promise<boolean> {
  const db = await connectMongo(databaseUri(process.env, stateDir, data), silentLogger);
  try {
    const whole = await db
      .collection<{ _id: string; media: { file: string; sha256: string }[] }>('bankVersions')
      .findOne({ _id: hash });
    if (!whole) throw new Error(`there is no bank version ${hash}`);
    const parts = await db.collection('bankQuestions').find({ owner: hash }).sort({ part: 1 }).toArray();
    const questions = parts.flatMap((p) => z.object({ questions: z.array(question) }).parse(p).questions);
    const media = new Map<string, Uint8Array>();
    for (const { file, sha256 } of whole.media) {
      const stored = await db
        .collection<{ _id: string; data: StoredBytes }>('bankMedia')
        .findOne({ _id: sha256 });
      if (stored) media.set(file, bytesOf(stored.data));
    }
    const publications = await db.collection<PublicationDoc>('bankPublications').find().toArray();
    const chain = await db.collection<AuditDoc>('audit').find().sort({ seq: 1 }).toArray();
    const verdict = verifyVersion(hash, { questions, media }, publications, chain);
    if (json) console.log(JSON.stringify(verdict));
    else {
      console.log(`${hash}: ${questions.length} questions, ${media.size} pictures`);
      for (const s of verdict.signed)
        console.log(
          `in force from ${s.inForceFrom}, audit row ${s.auditRow ?? '-'}, approved by ${s.by}, handed in by ${s.submitter ?? '-'}`,
        );
      for (const p of verdict.problems) console.log(`  ✖ ${p}`);
      console.log(verdict.ok ? '✔ The version is what was approved.' : '✖ This version does not verify.');
    }
    return verdict.ok;
  } finally {
    await db.close();
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      hash: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      bank: { type: 'string' },
    },
  });
  if (values.bank) return (await verifyBank(values.bank, values.json, values.data)) ? 0 : 1;
  // The code on the sheet reads kaotai:verify:<attempt>:<hash>.
  const [, attemptOfCode, hashOfCode] =
    /^kaotai:verify:([0-9a-f-]{36}):([0-9a-f]{64})$/.exec(positionals[0] ?? '') ?? [];
  const attemptId = attemptOfCode ?? positionals[0];
  if (!values.file && !attemptId) {
    console.error('name an attempt, or give --file LOG.json or --bank HASH');
    return 64;
  }
  const material = values.file ? fromFile(values.file) : await fromDatabase(attemptId!, values.data);
  const judged = verifyAttempt(
    material.events,
    material.questions,
    values.hash ?? hashOfCode,
    material.corrected,
  );
  const problems = [...judged.problems, ...(material.redrawn ?? [])];
  const verdict = {
    ...judged,
    ok: problems.length === 0,
    problems,
    redrawn: material.redrawn && material.redrawn.length === 0,
  };
  if (values.json) console.log(JSON.stringify(verdict));
  else {
    console.log(
      `${verdict.attemptId}: ${verdict.events} events, score ${verdict.score ?? 'none yet'}${verdict.passed === null ? '' : verdict.passed ? ', passed' : ', not passed'}`,
    );
    for (const f of verdict.former)
      console.log(`  revised since; before: score ${f.score}, ${f.passed ? 'passed' : 'not passed'}`);
    console.log(`fingerprint ${verdict.logHash}`);
    console.log(
      material.redrawn
        ? 'the paper was drawn again from bank version, blueprint version and seed'
        : 'the paper was not drawn again: what its draw went by is not at hand',
    );
    for (const p of verdict.problems) console.log(`  ✖ ${p}`);
    console.log(
      verdict.ok
        ? `✔ The log is whole, and scoring it again gives the same${material.redrawn ? '; so does drawing the paper again' : ''}.`
        : '✖ This attempt does not verify.',
    );
  }
  return verdict.ok ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (err: unknown) => {
    console.error(err instanceof Error ? err.message : err);
    process.exit(2);
  },
);

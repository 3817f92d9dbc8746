import mongoose from 'mongoose';
import type { SittingStage } from 'exam-contract/sitting';
import type { AttemptStatus } from 'exam-contract/attempt';
import type { ExamKind } from 'exam-contract/kind';
import type { Strokes } from 'exam-contract/sitting';
import { AppError } from '../../platform/errors';
import { isDuplicateKey, type Db } from '../../platform/mongo/connect';
import { parseEvent, type AttemptEvent, type EventData } from './domain/events';
import type { Examiner } from './ports';
import type { Outcome } from './group-commit';

/** One candidate at one seat. `open` is absent once over, so that the unique indexes hold open sittings only. */
export interface SittingDoc {
  _id: string;
  open?: true;
  stage: Exclude<SittingStage, 'running' | 'paused' | 'result'> | 'attempt';
  seatId: string;
  roomId: string;
  siteId: string;
  deviceId: string;
  candidateId: string;
  bookingId: string;
  licenceClass: string;
  kind: ExamKind;
  examiner: Examiner;
  check: EventData<'identityVerified'>;
  timeFactor: number;
  attemptIds: string[];
  openedAt: number;
  consentAt: number | null;
  /** The language in which the candidate last chose to read the questions; absent in sittings before it was kept. */
  lang?: string;
  closedAt: number | null;
  candidateSignature: Strokes | null;
  examinerSignature: Strokes | null;
}

/** A list row of an attempt: a projection of its log, written at the turns of its life and not at every answer. */
export interface AttemptDoc {
  _id: string;
  sittingId: string;
  candidateId: string;
  seatId: string;
  roomId: string;
  ordinal: number;
  kindCode: string;
  status: AttemptStatus;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  score: number | null;
  passed: boolean | null;
  /** Score and outcome are those of a revision; absent in rows of before. */
  revised?: boolean;
  candidateSigned: boolean;
  examinerSigned: boolean;
}

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const sittingSchema = new S<SittingDoc>(
  {
    _id: String,
    open: Boolean,
    stage: String,
    seatId: String,
    roomId: String,
    siteId: String,
    deviceId: String,
    candidateId: String,
    bookingId: String,
    licenceClass: String,
    kind: mixed,
    examiner: mixed,
    check: mixed,
    timeFactor: Number,
    attemptIds: [String],
    openedAt: Number,
    consentAt: Number,
    lang: String,
    closedAt: Number,
    candidateSignature: mixed,
    examinerSignature: mixed,
  },
  { collection: 'sittings', versionKey: false, minimize: false },
);
const attemptSchema = new S<AttemptDoc>(
  {
    _id: String,
    sittingId: String,
    candidateId: String,
    seatId: String,
    roomId: String,
    ordinal: Number,
    kindCode: String,
    status: String,
    createdAt: Number,
    startedAt: Number,
    endedAt: Number,
    score: Number,
    passed: Boolean,
    revised: Boolean,
    candidateSigned: Boolean,
    examinerSigned: Boolean,
  },
  { collection: 'attempts', versionKey: false },
);

/** Indexes of the feature; the migration makes them. */
export const examIndexes: {
  collection: string;
  key: Record<string, 1 | -1>;
  options?: Record<string, unknown>;
}[] = [
  { collection: 'attemptEvents', key: { attemptId: 1, seq: 1 }, options: { unique: true } },
  {
    collection: 'attemptEvents',
    key: { 'data.questionId': 1 },
    options: { partialFilterExpression: { kind: 'questionWithdrawn' } },
  },
  {
    collection: 'attemptEvents',
    key: { 'data.items.questionId': 1, attemptId: 1 },
    options: { partialFilterExpression: { kind: 'created' } },
  },
  {
    collection: 'attemptEvents',
    key: { 'data.bankVersion': 1, at: 1 },
    options: { partialFilterExpression: { kind: 'created' } },
  },
  {
    collection: 'sittings',
    key: { seatId: 1, open: 1 },
    options: { unique: true, partialFilterExpression: { open: true } },
  },
  {
    collection: 'sittings',
    key: { candidateId: 1, open: 1 },
    options: { unique: true, partialFilterExpression: { open: true } },
  },
  { collection: 'sittings', key: { candidateId: 1, openedAt: -1 } },
  { collection: 'attempts', key: { status: 1, createdAt: -1 } },
  { collection: 'attempts', key: { roomId: 1, createdAt: -1 } },
  { collection: 'attempts', key: { candidateId: 1, createdAt: -1 } },
  { collection: 'attempts', key: { sittingId: 1 } },
  { collection: 'attempts', key: { status: 1, endedAt: 1, _id: 1 } },
];

export interface AttemptFilter {
  roomId?: string | undefined;
  candidateId?: string | undefined;
  status?: AttemptStatus | undefined;
  unsigned?: boolean | undefined;
  before?: number | undefined;
  limit: number;
}

/** Ids that go into one query. */
const ID_SLICE = 5000;

/** Everything the exam feature keeps: sittings, attempt rows and the insert-only event log. */
export function createExamStore(db: Db) {
  const sittings = db.model('Sitting', sittingSchema);
  const attempts = db.model('Attempt', attemptSchema);
  const events = db.collection('attemptEvents');

  async function insertWave(batch: AttemptEvent[]): Promise<Outcome[]> {
    try {
      await events.insertMany(batch, { ordered: false });
      return batch.map(() => null);
    } catch (err) {
      const writeErrors = (err as { writeErrors?: { index?: number; code?: number }[] }).writeErrors;
      // Only refusals of single documents are known outcomes; a lost majority or connection says nothing of any of them.
      if (
        !writeErrors?.length ||
        (err as { result?: { writeConcernErrors?: unknown[] } }).result?.writeConcernErrors?.length
      )
        throw err;
      const bad = new Map(
        writeErrors.map((w) => [
          w.index,
          w.code === 11000 ? new AppError('STALE_OWNER') : new Error(`write refused (${w.code})`),
        ]),
      );
      return batch.map((_, i) => bad.get(i) ?? null);
    }
  }

  return {
    /**
     * Inserts events of several attempts; the outcome of each. Of one attempt the later events go only after the
     * earlier ones went: where another server wrote first, none of its numbers may be followed by ours.
     */
    async insertEvents(batch: AttemptEvent[]): Promise<Outcome[]> {
      const outcomes = batch.map((): Outcome => null);
      const refused = new Map<string, Outcome>();
      let left = batch.map((event, i) => ({ event, i }));
      while (left.length > 0) {
        const seen = new Set<string>();
        const wave = left.filter(({ event: { attemptId } }) => !seen.has(attemptId) && seen.add(attemptId));
        const results = await insertWave(wave.map(({ event }) => event));
        results.forEach((outcome, n) => {
          const { event, i } = wave[n]!;
          outcomes[i] = outcome;
          if (outcome) refused.set(event.attemptId, outcome);
        });
        const sent = new Set(wave);
        left = left.filter((entry) => {
          const why = refused.get(entry.event.attemptId);
          if (why) outcomes[entry.i] = outcomes[entry.i] ?? why;
          return !why && !sent.has(entry);
        });
      }
      return outcomes;
    },
    async events(attemptId: string): Promise<AttemptEvent[]> {
      const rows = await events
        .find({ attemptId }, { projection: { _id: 0 } })
        .sort({ seq: 1 })
        .toArray();
      return rows.map(parseEvent);
    },
    /** How many attempts have each of these questions as withdrawn in their logs. */
    async withdrawnEvents(questionIds: readonly string[]): Promise<Map<string, number>> {
      const groups = await events
        .aggregate<{ _id: string; n: number }>([
          { $match: { kind: 'questionWithdrawn', 'data.questionId': { $in: questionIds } } },
          { $group: { _id: '$data.questionId', n: { $sum: 1 } } },
        ])
        .toArray();
      return new Map(groups.map((g) => [g._id, g.n]));
    },
    /** Attempts whose papers held any of these questions, by id, behind one of them. */
    async attemptsHolding(questionIds: readonly string[], after: string, limit: number): Promise<string[]> {
      const rows = await events
        .find(
          { kind: 'created', 'data.items.questionId': { $in: questionIds }, attemptId: { $gt: after } },
          { projection: { _id: 0, attemptId: 1 } },
        )
        .sort({ attemptId: 1 })
        .limit(limit)
        .toArray();
      return rows.map((r) => String(r['attemptId']));
    },
    countHolding: (questionIds: readonly string[]) =>
      events.countDocuments({ kind: 'created', 'data.items.questionId': { $in: questionIds } }),
    /** How many scored attempts held a question that was not withdrawn while they ran. */
    async finishedWith(questionId: string): Promise<number> {
      const holding = { kind: 'created', 'data.items.questionId': questionId };
      const [held, adjusted] = await Promise.all([
        events.find(holding, { projection: { _id: 0, attemptId: 1 } }).toArray(),
        events.distinct('attemptId', { kind: 'questionWithdrawn', 'data.questionId': questionId }),
      ]);
      const gone = new Set<unknown>(adjusted);
      const left = held.map((r) => String(r['attemptId'])).filter((id) => !gone.has(id));
      let scored = 0;
      for (let i = 0; i < left.length; i += ID_SLICE)
        scored += await attempts.countDocuments({
          _id: mongoose.trusted({ $in: left.slice(i, i + ID_SLICE) }),
          status: 'scored',
        });
      return scored;
    },
    /** How many papers drawn from a bank version within that time hold each question. */
    async shown(bankVersion: string, from: number, to: number): Promise<Record<string, number>> {
      const groups = await events
        .aggregate<{ _id: string; n: number }>([
          { $match: { kind: 'created', 'data.bankVersion': bankVersion, at: { $gte: from, $lt: to } } },
          { $unwind: '$data.items' },
          { $group: { _id: '$data.items.questionId', n: { $sum: 1 } } },
        ])
        .toArray();
      return Object.fromEntries(groups.map((g) => [g._id, g.n]));
    },
    async insertSitting(doc: SittingDoc): Promise<void> {
      try {
        await sittings.create([doc]);
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('ALREADY_SITTING', undefined, { cause: err });
        throw err;
      }
    },
    sitting: (id: string) => sittings.findById(id).lean<SittingDoc>().exec(),
    openSittingAtSeat: (seatId: string) => sittings.findOne({ seatId, open: true }).lean<SittingDoc>().exec(),
    openSittings: () => sittings.find({ open: true }).lean<SittingDoc[]>().exec(),
    async patchSitting(
      id: string,
      set: Partial<SittingDoc>,
      close?: { closedAt: number },
    ): Promise<SittingDoc> {
      const doc = await sittings
        .findByIdAndUpdate(
          id,
          close ? { $set: { ...set, closedAt: close.closedAt }, $unset: { open: 1 } } : { $set: set },
          { returnDocument: 'after' },
        )
        .lean<SittingDoc>()
        .exec()
        .catch((err: unknown) => {
          if (isDuplicateKey(err)) throw new AppError('ALREADY_SITTING', undefined, { cause: err });
          throw err;
        });
      if (!doc) throw new AppError('SITTING_NOT_FOUND');
      return doc;
    },
    /** Adds an attempt to its sitting only if it is the ordinal expected, so that two requests cannot both add one. */
    async addAttempt(
      sittingId: string,
      ordinal: number,
      attemptId: string,
      set: Partial<SittingDoc>,
    ): Promise<SittingDoc | null> {
      return sittings
        .findOneAndUpdate(
          { _id: sittingId, open: true, attemptIds: mongoose.trusted({ $size: ordinal - 1 }) },
          { $push: { attemptIds: attemptId }, $set: set },
          { returnDocument: 'after' },
        )
        .lean<SittingDoc>()
        .exec();
    },
    async upsertAttempt(doc: AttemptDoc): Promise<void> {
      const { _id, ...rest } = doc;
      await attempts.updateOne({ _id }, { $set: rest }, { upsert: true });
    },
    attempt: (id: string) => attempts.findById(id).lean<AttemptDoc>().exec(),
    unfinishedAttempts: () =>
      attempts
        .find({
          status: mongoose.trusted({
            $in: ['created', 'running', 'paused', 'submitted', 'expired', 'terminated'],
          }),
        })
        .lean<AttemptDoc[]>()
        .exec(),
    /** Scored attempts in the order they ended, from that moment on; `after` is the id of the last one known of it. */
    scoredFrom(endedAt: number, after: string | null, limit: number) {
      const later = { endedAt: mongoose.trusted({ $gt: endedAt }) };
      const same = { endedAt, _id: mongoose.trusted({ $gt: after ?? '' }) };
      return attempts
        .find({ status: 'scored', $or: [later, same] })
        .sort({ endedAt: 1, _id: 1 })
        .limit(limit)
        .lean<AttemptDoc[]>()
        .exec();
    },
    /** Attempts of a room made within that time. */
    madeInRoom: (roomId: string, from: number, to: number) =>
      attempts
        .find({ roomId, createdAt: mongoose.trusted({ $gte: from, $lt: to }) })
        .sort({ createdAt: 1 })
        .lean<AttemptDoc[]>()
        .exec(),
    listAttempts(f: AttemptFilter) {
      const q = attempts.find();
      if (f.roomId) q.where('roomId').equals(f.roomId);
      if (f.candidateId) q.where('candidateId').equals(f.candidateId);
      if (f.status) q.where('status').equals(f.status);
      if (f.unsigned) q.where('status').equals('scored').where('examinerSigned').equals(false);
      if (f.before !== undefined) q.where({ createdAt: mongoose.trusted({ $lt: f.before }) });
      return q.sort({ createdAt: -1 }).limit(f.limit).lean<AttemptDoc[]>().exec();
    },
  };
}
export type ExamStore = ReturnType<typeof createExamStore>;

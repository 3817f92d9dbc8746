import { randomUUID } from 'node:crypto';
import type { CandidateRow } from 'exam-contract/http/candidates';
import type { ErrorCode } from 'exam-contract/errors';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { Booking } from '../booking';
import type { CandidateDoc, CandidateStore } from './candidates.store';
import { maskIdNumber } from './mask';
import { createNameSearch } from './name-search';
import { candidateSeals } from './sealed';

/** What a picture became: a face template, or why not. */
export type Enrolled =
  | { ok: true; embedding: Float32Array; model: string; version: string; quality: number }
  | {
      ok: false;
      code: Extract<
        ErrorCode,
        | 'UNSUPPORTED_TYPE'
        | 'PAYLOAD_TOO_LARGE'
        | 'IMAGE_NOT_READABLE'
        | 'IMAGE_NO_FACE'
        | 'IMAGE_SEVERAL_FACES'
        | 'IMAGE_POOR_QUALITY'
        | 'VISION_UNAVAILABLE'
      >;
    };
export interface CandidatePorts {
  /** Makes a face template of an enrolment photo; judges the picture's type and size before it is decoded. */
  enrol(picture: Uint8Array): Promise<Enrolled>;
}

export interface CandidateFacts {
  candidateId: string;
  name: string;
  idNumber: string;
  licenceClass: string;
  timeFactor: number;
}
export interface FaceTemplate {
  candidateId: string;
  embedding: Float32Array;
  model: string;
  version: string;
  quality: number;
}

export function createCandidatesService(
  ctx: Pick<Context, 'db' | 'clock' | 'vault'>,
  store: CandidateStore,
  deps: { audit: Pick<Audit, 'record'>; booking: Booking } & CandidatePorts,
) {
  const { db, clock } = ctx;
  const { audit, booking } = deps;
  const seals = candidateSeals(ctx.vault);
  const searchNames = createNameSearch(store, seals);

  const must = async (candidateId: string): Promise<CandidateDoc> => {
    const doc = await store.get(candidateId);
    if (!doc) throw new AppError('NOT_FOUND');
    return doc;
  };
  const facts = (doc: CandidateDoc): CandidateFacts => ({
    candidateId: doc._id,
    name: seals.name(doc),
    idNumber: seals.idNumber(doc),
    licenceClass: doc.licenceClass,
    timeFactor: doc.timeFactor,
  });
  const templateOf = (doc: CandidateDoc): FaceTemplate | null =>
    doc.template && {
      candidateId: doc._id,
      embedding: seals.embedding(doc._id, doc.template.embedding),
      model: doc.template.model,
      version: doc.template.version,
      quality: doc.template.quality,
    };
  const rows = async (docs: readonly CandidateDoc[], wholeIds: boolean): Promise<CandidateRow[]> => {
    const ids = docs.map((d) => d._id);
    const [bookings, photos] = await Promise.all([booking.ofCandidates(ids), store.withPhoto(ids)]);
    return docs.map((doc) => {
      const f = facts(doc);
      return {
        ...f,
        idNumber: wholeIds ? f.idNumber : maskIdNumber(f.idNumber),
        hasPhoto: photos.has(doc._id),
        templateModel: doc.template?.model ?? null,
        bookings: bookings.get(doc._id) ?? [],
      };
    });
  };
  const oneRow = async (doc: CandidateDoc): Promise<CandidateRow> => {
    const [row] = await rows([doc], true);
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  };

  return {
    /** @throws AppError NOT_FOUND */
    get: async (candidateId: string): Promise<CandidateFacts> => facts(await must(candidateId)),

    async findByIdNumber(idNumber: string): Promise<CandidateFacts | null> {
      const doc = await store.byIdIndex(seals.idIndex(idNumber));
      return doc && facts(doc);
    },

    /** Face templates of those who may begin something at a site at a moment. */
    async templatesBookedAt(siteId: string, now: number): Promise<FaceTemplate[]> {
      const docs = await store.many(await booking.candidatesBookedAt(siteId, now));
      return docs.flatMap((doc) => templateOf(doc) ?? []);
    },
    /** Null where the candidate has no enrolment photo. @throws AppError NOT_FOUND */
    template: async (candidateId: string): Promise<FaceTemplate | null> =>
      templateOf(await must(candidateId)),

    /** The enrolment photo, or null where there is none. Whoever shows it to a person records the look. */
    async photo(candidateId: string): Promise<{ data: Buffer; mime: string } | null> {
      const stored = await store.photo(candidateId);
      return stored && { data: seals.photo(candidateId, stored.sealed), mime: stored.mime };
    },

    /** By a part of the name or a whole ID number, newest first. */
    async list(q: { q: string; skip: number; limit: number }, wholeIds: boolean) {
      const idIndex = /^\s*\d{5,}[\dXx]\s*$/.test(q.q) ? seals.idIndex(q.q) : null;
      const exact = idIndex === null ? null : await store.byIdIndex(idIndex);
      const ids = exact ? [exact._id] : await searchNames(q.q);
      const page = ids.slice(q.skip, q.skip + q.limit);
      const docs = await store.many(page);
      const order = new Map(page.map((id, i) => [id, i]));
      docs.sort((a, b) => (order.get(a._id) ?? 0) - (order.get(b._id) ?? 0));
      return { total: ids.length, rows: await rows(docs, wholeIds) };
    },

    /** @throws AppError CONFLICT where the ID number is already there. */
    async add(
      input: { name: string; idNumber: string; licenceClass: string; timeFactor: number },
      actor: string,
    ): Promise<CandidateRow> {
      const _id = randomUUID();
      const idNumber = input.idNumber.trim().toUpperCase();
      const doc: CandidateDoc = {
        _id,
        name: seals.sealName(_id, input.name),
        idNumber: seals.sealIdNumber(_id, idNumber),
        idIndex: seals.idIndex(idNumber),
        licenceClass: input.licenceClass.toUpperCase(),
        timeFactor: input.timeFactor,
        template: null,
        createdAt: clock.now(),
      };
      await inTransaction(db, async (session) => {
        await store.insert(doc, session);
        await audit.record(session, {
          actor,
          action: 'candidate.add',
          target: `candidate/${_id}`,
          detail: { licenceClass: doc.licenceClass, timeFactor: doc.timeFactor },
        });
      });
      return oneRow(doc);
    },

    /** Replaces photo and template. @throws AppError NOT_FOUND, or why no template could be made of it. */
    async setPhoto(candidateId: string, picture: Uint8Array, actor: string): Promise<CandidateRow> {
      await must(candidateId);
      const enrolled = await deps.enrol(picture);
      if (!enrolled.ok) throw new AppError(enrolled.code, { field: 'photo' });
      const { embedding, model, version, quality } = enrolled;
      const at = clock.now();
      await inTransaction(db, async (session) => {
        const there = await store.setPhoto(
          { _id: candidateId, mime: 'image/jpeg', data: seals.sealPhoto(candidateId, picture), at },
          { embedding: seals.sealEmbedding(candidateId, embedding), model, version, quality, at },
          session,
        );
        if (!there) throw new AppError('NOT_FOUND');
        await audit.record(session, {
          actor,
          action: 'candidate.setPhoto',
          target: `candidate/${candidateId}`,
          detail: { model, version, quality },
        });
      });
      return oneRow(await must(candidateId));
    },

    /** @throws AppError as Booking.add, and NOT_FOUND for an unknown candidate. */
    async book(
      candidateId: string,
      input: { siteId: string; kindCode: string; from: number; to: number },
      actor: string,
    ) {
      const { licenceClass } = await must(candidateId);
      return booking.add({ candidateId, licenceClass }, input, actor);
    },
  };
}
export type CandidatesService = ReturnType<typeof createCandidatesService>;

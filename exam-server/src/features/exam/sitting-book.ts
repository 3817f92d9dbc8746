import type { AttemptView, ResultView } from 'exam-contract/attempt';
import type { SittingStage, SittingView } from 'exam-contract/sitting';
import { AppError } from '../../platform/errors';
import { maskIdNumber, maskName } from '../candidates';
import type { EventData } from './domain/events';
import type { ExamStore, SittingDoc } from './exam.store';
import type { CandidateInfo } from './ports';

/** Version of the rules text a candidate agrees to; the texts are the kiosk's. */
export const RULES_VERSION = '2026-11';

/** What a result makes of its booking. A paper that examined nothing uses none up. */
export const bookingAfter = ({ passed, reason }: EventData<'scored'>) =>
  passed ? 'passed' : reason === 'nothingExamined' ? 'booked' : 'failed';

interface Parts {
  stage: SittingStage;
  candidate: CandidateInfo;
  attempt: AttemptView | null;
  results: ResultView[];
  languages: string[];
  attemptToken: string;
  serverNow: number;
}

/** The open sittings in memory, and the face each shows to its terminal. */
export function createSittingBook(store: ExamStore) {
  const open = new Map<string, SittingDoc>();
  const atSeat = new Map<string, string>();

  const retakesLeft = (doc: SittingDoc) =>
    Math.max(0, 1 + doc.kind.retakesSameSitting - Math.max(1, doc.attemptIds.length));

  return {
    retakesLeft,
    remember(doc: SittingDoc): SittingDoc {
      if (doc.open) {
        open.set(doc._id, doc);
        atSeat.set(doc.seatId, doc._id);
      }
      return doc;
    },
    forget(sittingId: string): void {
      const doc = open.get(sittingId);
      open.delete(sittingId);
      if (doc && atSeat.get(doc.seatId) === sittingId) atSeat.delete(doc.seatId);
    },
    peek: (sittingId: string) => open.get(sittingId) ?? null,
    allOpen: () => [...open.values()],
    async get(sittingId: string): Promise<SittingDoc> {
      const doc = open.get(sittingId) ?? (await store.sitting(sittingId));
      if (!doc) throw new AppError('SITTING_NOT_FOUND');
      return doc;
    },
    openAtSeat(seatId: string): SittingDoc | null {
      const sittingId = atSeat.get(seatId);
      return sittingId ? (open.get(sittingId) ?? null) : null;
    },
    view(doc: SittingDoc, p: Parts): SittingView {
      const k = doc.kind;
      return {
        sittingId: doc._id,
        stage: p.stage,
        candidate: {
          maskedName: maskName(p.candidate.name),
          maskedIdNumber: maskIdNumber(p.candidate.idNumber),
        },
        examiner: { name: doc.examiner.name, certificate: doc.examiner.certificate },
        kind: {
          code: k.code,
          name: k.name,
          questions: k.questions,
          types: k.types,
          pointsPerQuestion: k.pointsPerQuestion,
          minutes: k.minutes * doc.timeFactor,
          passMark: k.passMark,
          earlyEnd: k.earlyEnd,
          reveal: k.reveal,
          retakesSameSitting: k.retakesSameSitting,
        },
        languages: p.languages,
        rulesVersion: RULES_VERSION,
        attempt: p.attempt,
        results: p.results,
        retakesLeft: retakesLeft(doc),
        candidateSigned: doc.candidateSignature !== null,
        examinerSigned: doc.examinerSignature !== null,
        attemptToken: p.attemptToken,
        openedAt: doc.openedAt,
      };
    },
  };
}
export type SittingBook = ReturnType<typeof createSittingBook>;

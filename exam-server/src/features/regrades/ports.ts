import type { BookingRow } from 'exam-contract/http/candidates';
import type { RegradeQuestion } from 'exam-contract/http/regrades';
import type { Question } from 'question-bank';
import type { Session } from '../../platform/mongo/connect';
import type { AuditDetail } from '../audit';
import type { Exam } from '../exam';

/** What a regrade needs of its neighbours. */
export interface RegradePorts {
  exam: Exam['regrading'];
  papers: {
    /** Questions that are withdrawn. */
    withdrawn(): Promise<{ questionId: string; stem: RegradeQuestion['stem'] }[]>;
    /** Hash of the version in force, or null before the first. */
    inForce(): Promise<string | null>;
    /** @throws AppError NOT_FOUND */
    keyed(bankVersion: string): Promise<ReadonlyMap<string, Question>>;
    /** Hashes of a version's pictures by file name. @throws AppError NOT_FOUND */
    media(bankVersion: string): Promise<ReadonlyMap<string, { sha256: string }>>;
  };
  candidates: { get(candidateId: string): Promise<{ name: string; idNumber: string }> };
  bookings: {
    /** A failed booking that a better result made a pass, or no failure; any other stays. */
    revise(bookingId: string, state: 'passed' | 'cancelled', session: Session): Promise<void>;
    /** Bookings of several candidates. */
    ofCandidates(candidateIds: readonly string[]): Promise<ReadonlyMap<string, readonly BookingRow[]>>;
    /** @throws AppError NOT_FOUND, CONFLICT where it is no longer open */
    cancel(bookingId: string, actor: string, why: AuditDetail): Promise<unknown>;
  };
}

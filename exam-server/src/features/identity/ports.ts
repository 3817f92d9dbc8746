import type { BookingRow } from 'exam-contract/http/candidates';
import type { CheckinView } from 'exam-contract/checkin';
import type { Audit } from '../audit';
import type { Candidates } from '../candidates';
import type { Evidence } from '../evidence';
import type { Exam, SeatInfo } from '../exam';
import type { VisionPool } from '../vision';

/** What recognising somebody asks of the other features. */
export interface IdentityPorts {
  vision: Pick<VisionPool, 'analyse' | 'faces'>;
  candidates: Pick<
    Candidates,
    'get' | 'findByIdNumber' | 'templatesBookedAt' | 'template' | 'add' | 'setPhoto' | 'photo' | 'book'
  >;
  bookings: { openFor(candidateId: string, siteId: string, now: number): Promise<BookingRow[]> };
  evidence: Pick<Evidence, 'put' | 'get'>;
  exam: Pick<Exam, 'openSitting'>;
  seats: { seatInfo(seatId: string): Promise<SeatInfo> };
  audit: Pick<Audit, 'record'>;
  /** Pushes to the terminal of a seat. */
  push(seatId: string, view: CheckinView): void;
}

/** Where a check-in happens. */
export interface Place {
  deviceId: string;
  seatId: string;
  roomId: string;
  siteId: string;
}

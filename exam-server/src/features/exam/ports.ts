import type { ExamKind } from 'exam-contract/kind';
import type { DrawnBy, EventData } from './domain/events';
import type { Text } from 'exam-contract/ids';
import type { Neighbour, Question } from 'question-bank';

/** What the exam feature asks of its neighbours; the composition root plugs the real ones in. */
export interface ExamPorts {
  seats: {
    /** @throws AppError NOT_FOUND */
    seatInfo(seatId: string): Promise<SeatInfo>;
  };
  duty: {
    /** The named examiner on duty and present for a room, or null: then nothing starts (162号令 art. 49). */
    examinerFor(roomId: string): Promise<Examiner | null>;
  };
  candidates: {
    /** @throws AppError NOT_FOUND */
    get(candidateId: string): Promise<CandidateInfo>;
  };
  bookings: {
    /** @throws AppError NOT_FOUND */
    get(bookingId: string): Promise<BookingInfo>;
    mark(bookingId: string, state: 'booked' | 'sitting' | 'passed' | 'failed'): Promise<void>;
  };
  papers: PapersPort;
}

export interface SeatInfo {
  seatId: string;
  roomId: string;
  siteId: string;
  number: number;
  label: string;
  roomName: Text;
  siteName: Text;
  challenge: 'on' | 'off';
  /** Of its site, whose questions are asked there; null: as blueprints say. */
  region: string | null;
}

export interface Examiner {
  dutyId: string;
  staffId: string;
  name: string;
  certificate: string;
}

export interface CandidateInfo {
  candidateId: string;
  name: string;
  idNumber: string;
  licenceClass: string;
  timeFactor: number;
}

export interface BookingInfo {
  bookingId: string;
  candidateId: string;
  siteId: string;
  kindCode: string;
  licenceClass: string;
  from: number;
  to: number;
}

/** One question of a drawn paper: which question and in which order its options are shown. */
export interface DrawnItem {
  questionId: string;
  optionOrder: string[];
}

/** A question withdrawn for running papers too: why, and by whom. */
export interface WithdrawnQuestion {
  questionId: string;
  code: EventData<'questionWithdrawn'>['code'];
  by: EventData<'questionWithdrawn'>['by'];
}

export interface PapersPort {
  /** Questions that running papers must do without, as they are in this moment. */
  withdrawn(): Promise<WithdrawnQuestion[]>;
  /** The version of a kind that is in force at a moment. @throws AppError NOT_FOUND */
  kindInForce(code: string, at: number): Promise<ExamKind>;
  /** Draws from the bank version in force, reproducibly by seed. @throws AppError NO_BANK_PUBLISHED, BLUEPRINT_NOT_FEASIBLE */
  draw(input: {
    kind: ExamKind;
    licenceClass: string;
    region: string | null;
    seed: string;
    at: number;
    avoid: string[];
    /** Papers at the seats beside, in the hour of this one. */
    neighbours: Neighbour[];
  }): Promise<{ bankVersion: string; items: DrawnItem[]; by?: Omit<DrawnBy, 'former'> }>;
  /** Questions with their keys, by id, from a published version. Cached: versions never change. */
  keyed(bankVersion: string): Promise<ReadonlyMap<string, Question>>;
  /** Languages in which every question that a kind draws from can be read, of a version or else of the one in force. */
  languages(kind: ExamKind, bankVersion: string | undefined): Promise<string[]>;
  /** SHA-256 and MIME of the pictures of a version, by file name. */
  media(bankVersion: string): Promise<ReadonlyMap<string, { sha256: string; mime: string }>>;
}

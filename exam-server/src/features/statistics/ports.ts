import type { Text } from 'exam-contract/ids';
import type { Question } from 'question-bank';
import type { AttemptEvent } from '../exam';

export interface ScoredRow {
  attemptId: string;
  sittingId: string;
  endedAt: number;
}

/** What statistics ask of the features that own the facts. */
export interface StatisticsPorts {
  exam: {
    /** Scored attempts that ended then or later, by that time and their id, after the one named. */
    scoredFrom(endedAt: number, after: string | null, limit: number): Promise<ScoredRow[]>;
    /** Attempts of a room that were open within that time, whatever became of them. */
    inRoom(roomId: string, from: number, to: number): Promise<{ attemptId: string; seatId: string }[]>;
    events(attemptId: string): Promise<AttemptEvent[]>;
    /** Where a sitting is, and in which language its candidate last chose to read the questions. */
    sitting(sittingId: string): Promise<{ siteId: string; lang?: string | undefined }>;
  };
  papers: {
    /** Questions of a version by id. @throws AppError NOT_FOUND */
    keyed(version: string): Promise<ReadonlyMap<string, Question>>;
    media(version: string): Promise<ReadonlyMap<string, { sha256: string; mime: string }>>;
    versions(): Promise<{ hash: string; name: string; publishedAt: number; inForce: boolean }[]>;
    kindNames(): Promise<ReadonlyMap<string, Text>>;
  };
  seats: {
    siteNames(): Promise<ReadonlyMap<string, Text>>;
    seatInfo(seatId: string): Promise<{ number: number; label: string }>;
  };
}

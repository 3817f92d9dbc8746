import type { IdentityCheckView, IncidentView } from 'exam-contract/incident';
import type { ExamPorts, Exam } from '../exam';
import type { DrawRecords } from '../papers';

/** What result sheets and attempt pages are put together from. */
export interface ResultPorts {
  exam: Exam;
  seats: ExamPorts['seats'];
  candidates: ExamPorts['candidates'] & {
    photo(candidateId: string): Promise<{ data: Buffer; mime: string } | null>;
  };
  papers: ExamPorts['papers'] & { drawRecords: DrawRecords };
  incidents: { ofAttempt(attemptId: string): Promise<IncidentView[]> };
  checks: { ofSitting(sittingId: string): Promise<IdentityCheckView[]> };
  evidence: {
    /** Pictures taken at random during an attempt, oldest first. */
    captures(attemptId: string): Promise<{ evidenceId: string; at: number }[]>;
    /** @throws AppError NOT_FOUND */
    get(evidenceId: string): Promise<Buffer>;
  };
}

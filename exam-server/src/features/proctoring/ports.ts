import type { KioskPush, KioskPushData } from 'exam-contract/kiosk-socket';
import type { SeatRow } from 'exam-contract/http/sites';
import type { Audit } from '../audit';
import type { Candidates } from '../candidates';
import type { Evidence } from '../evidence';
import type { Exam, SeatInfo } from '../exam';
import type { Identity } from '../identity';
import type { VisionPool } from '../vision';

/** What watching a room asks of the other features. */
export interface ProctoringPorts {
  exam: Exam;
  identity: Identity;
  candidates: Pick<Candidates, 'get' | 'template'>;
  evidence: Evidence;
  vision: Pick<VisionPool, 'analyse' | 'healthy' | 'onHealth'>;
  audit: Pick<Audit, 'record'>;
  seats: { seatInfo(seatId: string): Promise<SeatInfo>; seatsOf(roomId: string): Promise<SeatRow[]> };
  duty: { presence(staffId: string, connected: boolean, via?: string): Promise<void> };
  terminals: {
    connected(seatId: string): boolean;
    /** False where no terminal is connected. */
    push<K extends KioskPush>(seatId: string, kind: K, data: KioskPushData<K>): boolean;
  };
}

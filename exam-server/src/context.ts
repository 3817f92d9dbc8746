import type { AttemptEventView } from 'exam-contract/attempt';
import type { SittingStage } from 'exam-contract/sitting';
import type { Config } from './config';
import type { Bus } from './platform/bus';
import type { Clock } from './platform/clock';
import type { Tokens } from './platform/crypto/tokens';
import type { Vault } from './platform/crypto/vault';
import type { Logger } from './platform/log';
import type { Metrics } from './platform/metrics';
import type { Db } from './platform/mongo/connect';

/** What one feature announces to the others. Each carries ids only; listeners ask the owner for the rest. */
export interface Announcements {
  /** The exam feature: a sitting changed stage, progress or clock. */
  sitting: {
    sittingId: string;
    seatId: string;
    roomId: string;
    stage: SittingStage;
    candidateId: string;
    attemptId: string | null;
  };
  /** The exam feature: an event of an attempt became durable. */
  attemptEvent: {
    attemptId: string;
    sittingId: string;
    seatId: string;
    roomId: string;
    event: AttemptEventView;
  };
  /** The terminal gateway: a seat's socket came or went. */
  terminal: { seatId: string; roomId: string; connected: boolean; at: number };
  /** The sites feature: a terminal lost its seat; its socket must go. */
  terminalRevoked: { seatId: string; roomId: string; deviceId: string };
  /** The terminal gateway: the kiosk reported something about itself. */
  report: {
    seatId: string;
    roomId: string;
    kind: string;
    attemptId: string | null;
    detail: string | undefined;
    at: number;
  };
  /** The terminal gateway: hand raised or lowered by the candidate. */
  help: { seatId: string; roomId: string; on: boolean; at: number };
  /** A proctor wrote to a seat; the terminal gateway: it was put aside as read. */
  messageSent: { seatId: string; roomId: string; messageId: string; text: string; at: number };
  messageSeen: { seatId: string; roomId: string; messageId: string; at: number };
  /** The terminal gateway: a second tab or terminal tried to take a seat. */
  secondLogin: { seatId: string; roomId: string; at: number };
  /** A camera frame of a terminal while somebody sits there. */
  frame: { seatId: string; roomId: string; at: number; jpeg: Uint8Array };
  /** The identity feature: the check-in at a seat changed. */
  checkin: { seatId: string; roomId: string; stage: string | null };
  /** The identity feature: a small picture of who is checking in, about once a second, for the wall. */
  checkinThumb: { seatId: string; roomId: string; at: number; jpeg: Uint8Array };
  /** The identity feature: an identity check was stored or decided. */
  identityCheck: { checkId: string; seatId: string; roomId: string };
  /** The staff feature: duty of a room began, ended, or its examiner came or went. */
  duty: { roomId: string; examinerOnDuty: boolean };
}

/** What every feature is made with. */
export interface Context {
  config: Config;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  db: Db;
  vault: Vault;
  tokens: Tokens;
  bus: Bus<Announcements>;
}

import type { CheckinView } from 'exam-contract/checkin';
import type { KioskIn, KioskOut } from 'exam-contract/kiosk-socket';
import type { Claims } from '../../platform/crypto/tokens';
import type { Exam, SeatInfo } from '../exam';

/** The terminal at the other end of a socket. */
export interface Terminal {
  deviceId: string;
  seatId: string;
  roomId: string;
  siteId: string;
  tabId: string;
}

/** What the gateway asks of the features behind it. */
export interface TerminalPorts {
  exam: Exam;
  sites: {
    seatInfo(seatId: string): Promise<SeatInfo>;
    deviceStillValid(claims: Claims<'device'>): Promise<boolean>;
  };
  duty: { examinerFor(roomId: string): Promise<unknown> };
  identity: {
    begin(at: Terminal, input: KioskIn<'checkin:begin'>): Promise<CheckinView>;
    frame(at: Terminal, input: { checkinId: string; jpeg: Uint8Array }): Promise<CheckinView>;
    confirm(at: Terminal, input: KioskIn<'checkin:confirm'>): Promise<CheckinView>;
    choose(at: Terminal, input: KioskIn<'checkin:choose'>): Promise<CheckinView>;
    call(at: Terminal, input: KioskIn<'checkin:call'>): Promise<CheckinView>;
    cancel(at: Terminal, input: KioskIn<'checkin:cancel'>): Promise<void>;
    /** The check-in under way at a seat, or null. */
    view(seatId: string): CheckinView | null;
    demoEnrol(at: Terminal, input: { name: string; jpeg: Uint8Array }): Promise<KioskOut<'demo:enrol'>>;
  };
}

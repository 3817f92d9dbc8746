import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createBookingService, type BookingPorts } from './booking.service';
import { createBookingStore } from './booking.store';

export { bookingIndexes } from './booking.store';
export type { Booking } from './booking.service';

/** Who may sit what, where and when. Its routes are the candidates' (a booking is made on a candidate's page). */
export function createBooking(ctx: Context, deps: { audit: Pick<Audit, 'record'> } & BookingPorts) {
  return createBookingService(ctx, createBookingStore(ctx.db), deps.audit, deps);
}

import { z } from 'zod';
import { epochMs, id, text } from '../ids';
import { allStaff } from './staff';
import { idNumber } from '../id-number';
import { route } from './route';

export const bookingRow = z.object({
  bookingId: id,
  candidateId: id,
  siteId: id,
  kindCode: z.string(),
  kindName: text,
  licenceClass: z.string(),
  from: epochMs,
  to: epochMs,
  state: z.enum(['booked', 'sitting', 'passed', 'failed', 'noShow', 'cancelled']),
});
export type BookingRow = z.infer<typeof bookingRow>;

export const candidateRow = z.object({
  candidateId: id,
  name: z.string(),
  /** Whole for registry office and admin, masked for everyone else. */
  idNumber: z.string(),
  licenceClass: z.string(),
  hasPhoto: z.boolean(),
  /** Model that made the face template, null where there is none. */
  templateModel: z.string().nullable(),
  /** Approved factor on the time of a test: 1, 1.25, 1.5 or 2. */
  timeFactor: z.number(),
  bookings: z.array(bookingRow),
});
export type CandidateRow = z.infer<typeof candidateRow>;

const clerks = ['registry', 'admin'] as const;
const params = z.object({ candidateId: id });

export const candidateRoutes = {
  list: route({
    method: 'get',
    path: '/candidates',
    access: allStaff,
    summary: 'Search candidates by name or ID number',
    query: z.strictObject({
      q: z.string().max(40).default(''),
      skip: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    out: z.object({ total: z.number().int(), rows: z.array(candidateRow) }),
  }),
  add: route({
    method: 'post',
    path: '/candidates',
    access: clerks,
    summary: 'Add a candidate',
    body: z.strictObject({
      name: z.string().trim().min(1).max(60),
      idNumber,
      licenceClass: z.string().trim().min(1).max(3),
      timeFactor: z.union([z.literal(1), z.literal(1.25), z.literal(1.5), z.literal(2)]).default(1),
    }),
    out: candidateRow,
  }),
  setPhoto: route({
    method: 'post',
    path: '/candidates/:candidateId/photo',
    access: clerks,
    summary: 'Enrolment photo; becomes the face template',
    params,
    file: { field: 'photo', maxBytes: 4_000_000 },
    out: candidateRow,
  }),
  photo: route({
    method: 'get',
    path: '/candidates/:candidateId/photo',
    access: allStaff,
    summary: 'Enrolment photo (each look is audited)',
    params,
    out: { mime: 'image/jpeg' },
  }),
  book: route({
    method: 'post',
    path: '/candidates/:candidateId/bookings',
    access: clerks,
    summary: 'Book an exam',
    params,
    body: z.strictObject({ siteId: id, kindCode: z.string().max(30), from: epochMs, to: epochMs }),
    out: bookingRow,
  }),
  cancelBooking: route({
    method: 'delete',
    path: '/bookings/:bookingId',
    access: clerks,
    summary: 'Cancel a booking',
    params: z.object({ bookingId: id }),
    out: bookingRow,
  }),
} as const;

import { z } from 'zod';
import { epochMs, id, text } from '../ids';
import { allStaff } from './staff';
import { route } from './route';

export const seatRow = z.object({
  seatId: id,
  roomId: id,
  number: z.number().int(),
  label: z.string(),
  terminal: z.object({ deviceId: id, enrolledAt: epochMs, connected: z.boolean() }).nullable(),
});
export const roomRow = z.object({
  roomId: id,
  siteId: id,
  name: text,
  seats: z.number().int(),
  challenge: z.enum(['on', 'off']),
});
export const siteRow = z.object({
  siteId: id,
  name: text,
  /** Code of the region whose questions are asked there (`region:15` is asked in 15); null: as blueprints say. */
  region: z.string().nullable(),
  rooms: z.array(roomRow),
});
export type SeatRow = z.infer<typeof seatRow>;
export type RoomRow = z.infer<typeof roomRow>;
export type SiteRow = z.infer<typeof siteRow>;

const managers = ['siteManager', 'admin'] as const;
const name = z.strictObject({
  'zh-CN': z.string().trim().min(1).max(60),
  en: z.string().trim().min(1).max(60).optional(),
});

const region = z.string().trim().min(1).max(40).nullable();

export const siteRoutes = {
  list: route({
    method: 'get',
    path: '/sites',
    access: allStaff,
    summary: 'Sites with their rooms',
    out: z.object({ sites: z.array(siteRow) }),
  }),
  addSite: route({
    method: 'post',
    path: '/sites',
    access: managers,
    summary: 'Add a site',
    body: z.strictObject({ name, region: region.optional() }),
    out: siteRow,
  }),
  regions: route({
    method: 'get',
    path: '/sites/regions',
    access: allStaff,
    summary: 'Regions of which the bank in force has questions today, with how many',
    out: z.object({ regions: z.array(z.object({ region: z.string(), questions: z.number().int() })) }),
  }),
  setRegion: route({
    method: 'post',
    path: '/sites/:siteId/region',
    access: managers,
    summary: 'Say whose regional questions are asked at a site; null: as blueprints say',
    params: z.object({ siteId: id }),
    body: z.strictObject({ region, reason: z.string().trim().min(2).max(300) }),
    out: siteRow,
  }),
  addRoom: route({
    method: 'post',
    path: '/sites/:siteId/rooms',
    access: managers,
    summary: 'Add a room with its seats',
    params: z.object({ siteId: id }),
    body: z.strictObject({ name, seats: z.number().int().min(1).max(200) }),
    out: roomRow,
  }),
  setChallenge: route({
    method: 'post',
    path: '/rooms/:roomId/challenge',
    access: managers,
    summary: 'Switch the head-turn challenge on or off, visibly and audited',
    params: z.object({ roomId: id }),
    body: z.strictObject({ challenge: z.enum(['on', 'off']), reason: z.string().trim().min(2).max(300) }),
    out: roomRow,
  }),
  seats: route({
    method: 'get',
    path: '/rooms/:roomId/seats',
    access: allStaff,
    summary: 'Seats of a room with their terminals',
    params: z.object({ roomId: id }),
    out: z.object({ seats: z.array(seatRow) }),
  }),
  enrolmentCode: route({
    method: 'post',
    path: '/seats/:seatId/enrolment-code',
    access: managers,
    summary: 'One-time code that makes a browser the terminal of this seat',
    params: z.object({ seatId: id }),
    body: z.strictObject({}),
    out: z.object({ code: z.string(), expiresAt: epochMs }),
  }),
  revokeTerminal: route({
    method: 'delete',
    path: '/seats/:seatId/terminal',
    access: managers,
    summary: 'Revoke the terminal of a seat',
    params: z.object({ seatId: id }),
    out: seatRow,
  }),
  enrolTerminal: route({
    method: 'post',
    path: '/terminals',
    access: 'public',
    summary: 'A browser becomes a terminal with a one-time code',
    body: z.strictObject({ code: z.string().trim().min(4).max(40) }),
    out: z.object({ deviceToken: z.string(), seatId: id, label: z.string() }),
  }),
} as const;

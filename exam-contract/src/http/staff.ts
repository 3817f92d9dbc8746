import { z } from 'zod';
import { epochMs, id } from '../ids';
import { role } from './roles';
import { route } from './route';

export const allStaff = ['proctor', 'registry', 'siteManager', 'auditor', 'admin'] as const;

export const staffView = z.object({
  staffId: id,
  username: z.string(),
  name: z.string(),
  roles: z.array(role),
  /** Examiner certificate number; only who holds one may go on duty (162号令 art. 49). */
  examinerCertificate: z.string().nullable(),
});
export type StaffView = z.infer<typeof staffView>;

export const dutyView = z.object({
  dutyId: id,
  roomId: id,
  examiner: z.object({ staffId: id, name: z.string(), certificate: z.string() }),
  since: epochMs,
  /** False when the examiner's console is not connected: nothing starts until it is back. */
  present: z.boolean(),
});
export type DutyView = z.infer<typeof dutyView>;

export const auditRow = z.object({
  id: id,
  at: epochMs,
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

const roomParams = z.object({ roomId: id });

export const staffRoutes = {
  signIn: route({
    method: 'post',
    path: '/session',
    access: 'public',
    summary: 'Sign in; five failures lock the account for a while',
    body: z.strictObject({
      username: z.string().trim().min(1).max(60),
      password: z.string().min(1).max(200),
    }),
    out: z.object({ token: z.string(), expiresAt: epochMs, staff: staffView }),
  }),
  me: route({ method: 'get', path: '/me', access: allStaff, summary: 'Who am I', out: staffView }),
  duty: route({
    method: 'get',
    path: '/rooms/:roomId/duty',
    access: allStaff,
    summary: 'Examiner on duty for a room',
    params: roomParams,
    out: z.object({ duty: dutyView.nullable() }),
  }),
  goOnDuty: route({
    method: 'post',
    path: '/rooms/:roomId/duty',
    access: ['proctor', 'admin'],
    summary: 'Take duty as the named examiner of a room',
    params: roomParams,
    body: z.strictObject({}),
    out: dutyView,
  }),
  goOffDuty: route({
    method: 'delete',
    path: '/rooms/:roomId/duty',
    access: ['proctor', 'admin'],
    summary: 'End duty',
    params: roomParams,
    out: z.object({}),
  }),
  audit: route({
    method: 'get',
    path: '/audit',
    access: ['auditor', 'admin'],
    summary: 'Audit rows, newest first',
    query: z.strictObject({
      before: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      target: z.string().max(100).optional(),
    }),
    out: z.object({ rows: z.array(auditRow), chainOk: z.boolean() }),
  }),
} as const;

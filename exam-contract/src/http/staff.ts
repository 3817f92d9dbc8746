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

/** An account as the administrator sees it. `disabled` = nobody can sign in with it, and nobody is signed in. */
export const staffAccount = staffView.extend({ disabled: z.boolean(), createdAt: epochMs });
export type StaffAccount = z.infer<typeof staffAccount>;

/** What an administrator says of an account. */
export const accountFields = z.strictObject({
  name: z.string().trim().min(1).max(60),
  roles: z
    .array(role)
    .min(1)
    .max(role.options.length)
    .transform((given) => [...new Set(given)]),
  examinerCertificate: z.string().trim().min(2).max(40).nullable(),
});
/** Letters, digits, dot, hyphen and underscore: what can be typed at any keyboard. */
const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);

/** Length asked of a password people choose themselves (NIST SP 800-63B-4 asks for 15 where it stands alone, 8 at the least). */
export const PASSWORD_MIN = 10;

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
const staffParams = z.object({ staffId: id });
const signedIn = z.object({ token: z.string(), expiresAt: epochMs, staff: staffView });
const managing = ['admin'] as const;

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
    out: signedIn,
  }),
  me: route({ method: 'get', path: '/me', access: allStaff, summary: 'Who am I', out: staffView }),
  changeOwnPassword: route({
    method: 'post',
    path: '/me/password',
    access: allStaff,
    summary: 'Choose a new password; every other session of the account ends',
    body: z.strictObject({
      current: z.string().min(1).max(200),
      next: z.string().min(PASSWORD_MIN).max(200),
    }),
    out: signedIn,
  }),
  accounts: route({
    method: 'get',
    path: '/staff',
    access: managing,
    summary: 'All accounts',
    out: z.object({ rows: z.array(staffAccount) }),
  }),
  addAccount: route({
    method: 'post',
    path: '/staff',
    access: managing,
    summary: 'Add an account; its password is generated and told this once',
    body: accountFields.extend({ username }),
    out: z.object({ account: staffAccount, password: z.string() }),
  }),
  changeAccount: route({
    method: 'put',
    path: '/staff/:staffId',
    access: managing,
    summary: 'Name, roles and certificate of an account; its sessions end',
    params: staffParams,
    body: accountFields,
    out: staffAccount,
  }),
  resetPassword: route({
    method: 'post',
    path: '/staff/:staffId/password',
    access: managing,
    summary: 'Give an account a new password, told this once; its sessions end',
    params: staffParams,
    body: z.strictObject({}),
    out: z.object({ password: z.string() }),
  }),
  setDisabled: route({
    method: 'put',
    path: '/staff/:staffId/disabled',
    access: managing,
    summary: 'Close an account, or open it again; never one’s own, never the last administrator’s',
    params: staffParams,
    body: z.strictObject({ disabled: z.boolean() }),
    out: staffAccount,
  }),
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

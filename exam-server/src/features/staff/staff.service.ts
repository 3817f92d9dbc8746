import { randomUUID } from 'node:crypto';
import type { StaffAccount, StaffView } from 'exam-contract/http/staff';
import type { Role } from 'exam-contract/http/roles';
import type { Context } from '../../context';
import type { Claims } from '../../platform/crypto/tokens';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import { generatePassword, hashPassword, passwordMatches } from './password';
import type { StaffChange, StaffDoc, StaffStore } from './staff.store';

const MAX_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
const TOKEN_MS = 12 * 3_600_000;

export interface NewStaff {
  username: string;
  name: string;
  roles: Role[];
  examinerCertificate: string | null;
  /** Generated where it is left out. */
  password?: string;
}

export function staffView(doc: StaffDoc): StaffView {
  const { _id, username, name, roles, examinerCertificate } = doc;
  return { staffId: _id, username, name, roles: [...roles], examinerCertificate };
}

const accountView = (doc: StaffDoc): StaffAccount => ({
  ...staffView(doc),
  disabled: doc.disabled,
  createdAt: doc.createdAt,
});

export function createStaffService(
  ctx: Pick<Context, 'db' | 'clock' | 'tokens'>,
  store: StaffStore,
  audit: Pick<Audit, 'record'>,
) {
  const { clock, db, tokens } = ctx;
  // What is compared against where there is no such account, so that it takes as long as a wrong password.
  const nobody = hashPassword(randomUUID());

  return {
    /** @throws AppError SIGN_IN_FAILED with the attempts left, LOCKED_OUT with how long. */
    async signIn(given: { username: string; password: string }) {
      const username = given.username.toLowerCase();
      const now = clock.now();
      const tried = await store.countAttempt(username, now, LOCK_MS);
      if (tried.count > MAX_FAILURES) throw new AppError('LOCKED_OUT', { retryAfterMs: tried.until - now });

      const account = await store.byUsername(username);
      const matches = await passwordMatches(account?.passwordHash ?? (await nobody), given.password);
      if (!account || account.disabled || !matches) {
        if (tried.count === MAX_FAILURES) {
          await store.lockUntil(username, now + LOCK_MS);
          await audit.record(null, {
            actor: 'public',
            action: 'staff.lockedOut',
            target: account ? `staff/${account._id}` : 'staff/unknown',
          });
        }
        throw new AppError('SIGN_IN_FAILED', { attemptsLeft: MAX_FAILURES - tried.count });
      }
      await store.forget(username);
      await audit.record(null, {
        actor: `staff/${account._id} ${account.name}`,
        action: 'staff.signIn',
        target: `staff/${account._id}`,
      });
      return session(account);
    },

    /**
     * A password of one's own choice; all other sessions of the account end.
     * @throws AppError PASSWORD_WRONG with the tries left, LOCKED_OUT with how long
     */
    async chooseOwnPassword(staffId: string, given: { current: string; next: string }, actor: string) {
      const doc = await store.byId(staffId);
      if (!doc) throw new AppError('NOT_FOUND');
      const now = clock.now();
      const tried = await store.countAttempt(doc.username, now, LOCK_MS);
      if (tried.count > MAX_FAILURES) throw new AppError('LOCKED_OUT', { retryAfterMs: tried.until - now });
      if (!(await passwordMatches(doc.passwordHash, given.current)))
        throw new AppError('PASSWORD_WRONG', { attemptsLeft: MAX_FAILURES - tried.count });
      await store.forget(doc.username);
      const passwordHash = await hashPassword(given.next);
      return session(await change(staffId, { passwordHash }, actor, 'staff.setPassword'));
    },

    accounts: async (): Promise<StaffAccount[]> => (await store.all()).map(accountView),

    /** @throws AppError NOT_FOUND, LAST_ADMIN where nobody could administer any more */
    changeAccount: async (
      staffId: string,
      set: Pick<StaffDoc, 'name' | 'roles' | 'examinerCertificate'>,
      actor: string,
    ): Promise<StaffAccount> =>
      accountView(await change(staffId, set, actor, 'staff.change', !set.roles.includes('admin'))),

    /**
     * Closes an account at once, its open sessions too, or opens it again.
     * @throws AppError NOT_FOUND, OWN_ACCOUNT, LAST_ADMIN
     */
    async setDisabled(staffId: string, disabled: boolean, by: { staffId: string; actor: string }) {
      if (disabled && staffId === by.staffId) throw new AppError('OWN_ACCOUNT');
      const action = disabled ? 'staff.disable' : 'staff.enable';
      return accountView(await change(staffId, { disabled }, by.actor, action, disabled));
    },

    /** @throws AppError NOT_FOUND */
    async get(staffId: string): Promise<StaffView> {
      const doc = await store.byId(staffId);
      if (!doc) throw new AppError('NOT_FOUND');
      return staffView(doc);
    },

    /** False once the account is disabled or its password was changed after the token was given. */
    async stillValid(claims: Pick<Claims<'staff'>, 'sub' | 'ver'>): Promise<boolean> {
      const doc = await store.byId(claims.sub);
      return doc !== null && !doc.disabled && doc.ver === claims.ver;
    },

    add,

    /** A new password; every token given before is void. @throws AppError NOT_FOUND */
    async setPassword(staffId: string, actor: string, password = generatePassword()): Promise<string> {
      const passwordHash = await hashPassword(password);
      await change(staffId, { passwordHash }, actor, 'staff.setPassword');
      return password;
    },

    byUsername: async (username: string): Promise<StaffView | null> => {
      const doc = await store.byUsername(username.toLowerCase());
      return doc && staffView(doc);
    },
    /** On a site without any account: makes the administrator's, and gives its password this once. Null otherwise. */
    async ensureFirstAdmin(): Promise<{ username: string; password: string } | null> {
      if (await store.any()) return null;
      const first = {
        username: 'admin',
        name: '管理员',
        roles: ['admin' as const],
        examinerCertificate: null,
      };
      const { staff, password } = await add(first, 'system');
      return { username: staff.username, password };
    },
  };

  /** @throws AppError CONFLICT where the user name is taken. */
  async function add(
    input: NewStaff,
    actor: string,
  ): Promise<{ staff: StaffView; account: StaffAccount; password: string }> {
    const password = input.password ?? generatePassword();
    const doc: StaffDoc = {
      _id: randomUUID(),
      username: input.username.trim().toLowerCase(),
      name: input.name,
      roles: input.roles,
      passwordHash: await hashPassword(password),
      examinerCertificate: input.examinerCertificate,
      ver: 1,
      disabled: false,
      createdAt: clock.now(),
    };
    await inTransaction(db, async (session) => {
      await store.insert(doc, session);
      await audit.record(session, {
        actor,
        action: 'staff.add',
        target: `staff/${doc._id}`,
        detail: { username: doc.username, roles: doc.roles },
      });
    });
    return { staff: staffView(doc), account: accountView(doc), password };
  }

  async function change(
    staffId: string,
    set: StaffChange,
    actor: string,
    action: 'staff.setPassword' | 'staff.disable' | 'staff.enable' | 'staff.change',
    endsAdmin = false,
  ): Promise<StaffDoc> {
    return inTransaction(db, async (session) => {
      const before = await store.byId(staffId, session);
      const doc = await store.change(staffId, set, session);
      if (!before || !doc) throw new AppError('NOT_FOUND');
      const administered = before.roles.includes('admin') && !before.disabled;
      if (administered && endsAdmin && !(await store.otherAdmin(staffId, session)))
        throw new AppError('LAST_ADMIN');
      const { passwordHash, ...told } = set;
      const detail = passwordHash === undefined ? told : {};
      await audit.record(session, { actor, action, target: `staff/${staffId}`, detail });
      return doc;
    });
  }

  function session(account: StaffDoc) {
    const { _id, roles, name, ver } = account;
    return {
      token: tokens.sign('staff', { sub: _id, roles: [...roles], name, ver }, TOKEN_MS),
      expiresAt: clock.now() + TOKEN_MS,
      staff: staffView(account),
    };
  }
}
export type StaffService = ReturnType<typeof createStaffService>;

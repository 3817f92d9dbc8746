import { createHmac, randomUUID } from 'node:crypto';
import { role, type Role } from 'exam-contract/http/roles';
import type { App } from '../../../exam-server/src/app';

/** Longer than any run of the tests: what is refused is to be refused for another reason than its age. */
const LIFE_MS = 3_600_000;

const b64 = (v: unknown) => Buffer.from(JSON.stringify(v)).toString('base64url');

/** A JWT made by hand, as somebody who is not the server would make one. `secret` null = no signature. */
function jwt(payload: object, secret: string | null, alg = 'HS256'): string {
  const head = `${b64({ alg, typ: 'JWT' })}.${b64(payload)}`;
  const hash = alg === 'HS512' ? 'sha512' : 'sha256';
  return `${head}.${secret === null ? '' : createHmac(hash, secret).update(head).digest('base64url')}`;
}
const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')) as Record<string, unknown>;

/** Everything a stranger may put in the place of a good token. Undefined = none at all. */
export function forgeries(app: App, good: string): Record<string, string | undefined> {
  const claims = payloadOf(good);
  const secret = app.ctx.vault.derive('jwt');
  const [head, body, signature] = good.split('.') as [string, string, string];
  return {
    none: undefined,
    empty: '',
    garbage: 'garbage',
    dots: '..',
    'other secret': jwt(claims, 'another secret'),
    'alg none': jwt(claims, null, 'none'),
    'alg none, old signature': `${jwt(claims, null, 'none')}${signature}`,
    'other algorithm': jwt(claims, secret, 'HS512'),
    'other issuer': jwt({ ...claims, iss: 'somebody' }, secret),
    'no audience': jwt({ ...claims, aud: undefined }, secret),
    'other body': `${head}.${b64({ ...claims, roles: role.options })}.${signature}`,
    'cut short': `${head}.${body}`,
    expired: jwt({ ...claims, iat: 1_000_000_000, exp: 1_000_000_100 }, secret),
    'of the confirmation kind': app.ctx.tokens.sign(
      'confirm',
      { sub: randomUUID(), by: randomUUID(), reason: 'forged' },
      LIFE_MS,
    ),
    'of nobody': jwt({ ...claims, sub: randomUUID() }, secret),
  };
}

/** Good tokens of one person of each single role, and of an enrolled terminal and an attempt of it. */
export async function goodTokens(app: App, seatId: string) {
  const staff = {} as Record<Role, string>;
  for (const r of role.options) {
    const username = `only-${r}`;
    const made = await app.staff.add(
      { username, name: '测试员', roles: [r], examinerCertificate: null },
      'system',
    );
    staff[r] = (await app.staff.signIn({ username, password: made.password })).token;
  }
  const { code } = await app.sites.terminals.newCode(seatId, 'test');
  const { deviceToken: device } = await app.sites.terminals.enrol(code, '127.0.0.1');
  const deviceId = payloadOf(device)['sub'] as string;
  const attempt = app.ctx.tokens.sign('attempt', { sub: randomUUID(), deviceId, seatId }, LIFE_MS);
  return { staff, device, attempt };
}

/** What the database holds, as a hash for each collection; leases of jobs and what the jobs counted change by themselves. */
export async function contentOf(app: App): Promise<Record<string, string>> {
  const { collections } = (await app.ctx.db.db!.command({ dbHash: 1 })) as {
    collections: Record<string, string>;
  };
  return Object.fromEntries(
    Object.entries(collections).filter(([name]) => !/^(?:job|statistics)/.test(name)),
  );
}

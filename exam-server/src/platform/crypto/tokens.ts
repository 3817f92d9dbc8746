import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { id } from 'exam-contract/ids';
import { role } from 'exam-contract/http/roles';
import { AppError } from '../errors';
import type { Clock } from '../clock';
import type { Vault } from './vault';

const staff = z.object({
  aud: z.literal('staff'),
  sub: id,
  roles: z.array(role),
  name: z.string(),
  ver: z.number(),
});
const device = z.object({ aud: z.literal('device'), sub: id, seatId: id });
const attempt = z.object({ aud: z.literal('attempt'), sub: id, deviceId: id, seatId: id });
const confirm = z.object({ aud: z.literal('confirm'), sub: id, by: id, reason: z.string() });
const schemas = { staff, device, attempt, confirm };

export type TokenKind = keyof typeof schemas;
export type Claims<K extends TokenKind> = Omit<z.infer<(typeof schemas)[K]>, 'aud'>;

/** Signed claims of the four kinds of bearers. One algorithm, one issuer; audience says which kind. */
export interface Tokens {
  sign<K extends TokenKind>(kind: K, claims: Claims<K>, ttlMs: number): string;
  /** @throws AppError UNAUTHENTICATED for anything forged, expired, of another kind or shape. */
  verify<K extends TokenKind>(kind: K, token: string): Claims<K>;
}

const ALGORITHM = 'HS256';
const ISSUER = 'kaotai';

export function createTokens(vault: Vault, clock: Clock): Tokens {
  const secret = vault.derive('jwt');
  const seconds = () => Math.floor(clock.now() / 1000);
  return {
    sign(kind, claims, ttlMs) {
      const iat = seconds();
      return jwt.sign(
        { ...claims, aud: kind, iss: ISSUER, iat, exp: iat + Math.ceil(ttlMs / 1000) },
        secret,
        { algorithm: ALGORITHM },
      );
    },
    verify(kind, token) {
      try {
        const payload = jwt.verify(token, secret, {
          algorithms: [ALGORITHM],
          audience: kind,
          issuer: ISSUER,
          clockTimestamp: seconds(),
        });
        return schemas[kind].parse(payload) as never;
      } catch (cause) {
        throw new AppError('UNAUTHENTICATED', undefined, { cause });
      }
    },
  };
}

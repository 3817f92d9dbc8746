import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync, existsSync, chmodSync } from 'node:fs';
import { dirname } from 'node:path';

/** Encrypts what identifies a person; the key lies in a file outside the database. */
export interface Vault {
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the ciphertext. `context` is authenticated, so a blob cannot be moved to another record. */
  seal(plain: Uint8Array, context: string): Buffer;
  /** @throws Error where the blob was changed, belongs to another context, or the key is another one. */
  open(sealed: Uint8Array, context: string): Buffer;
  /** Keyed hash for look-ups by a value that is itself stored encrypted, such as an ID number. */
  blindIndex(value: string): string;
  /** A derived secret, hex, for signing tokens. */
  derive(purpose: string): string;
}

export function createVault(key: Buffer): Vault {
  if (key.length !== 32) throw new Error('the vault key must be 32 bytes');
  const derive = (purpose: string) => createHmac('sha256', key).update(`derive:${purpose}`).digest();
  const dataKey = derive('aes-256-gcm');
  const indexKey = derive('blind-index');
  return {
    seal(plain, context) {
      const nonce = randomBytes(12);
      const c = createCipheriv('aes-256-gcm', dataKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([c.update(plain), c.final()]);
      return Buffer.concat([nonce, c.getAuthTag(), body]);
    },
    open(sealed, context) {
      const b = Buffer.from(sealed);
      const d = createDecipheriv('aes-256-gcm', dataKey, b.subarray(0, 12)).setAAD(Buffer.from(context));
      d.setAuthTag(b.subarray(12, 28));
      return Buffer.concat([d.update(b.subarray(28)), d.final()]);
    },
    blindIndex: (value) => createHmac('sha256', indexKey).update(value.trim().toUpperCase()).digest('hex'),
    derive: (purpose) => derive(`secret:${purpose}`).toString('hex'),
  };
}

/** Reads the key file, or makes one that only its owner may read. */
export function openVaultFile(file: string): Vault {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('hex') + '\n', { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return createVault(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'));
}

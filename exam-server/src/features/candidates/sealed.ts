import type { Vault } from '../../platform/crypto/vault';
import { bytesOf, type StoredBytes } from '../../platform/mongo/bytes';
import type { CandidateDoc } from './candidates.store';

const utf8 = (s: string) => Buffer.from(s, 'utf8');

/** How a person's data is sealed: each field to its own candidate, so that a blob moved elsewhere does not open. */
export function candidateSeals(vault: Vault) {
  const open = (what: string, candidateId: string, stored: StoredBytes) =>
    vault.open(bytesOf(stored), `${what}:${candidateId}`);
  return {
    sealName: (candidateId: string, name: string) => vault.seal(utf8(name), `name:${candidateId}`),
    sealIdNumber: (candidateId: string, n: string) => vault.seal(utf8(n), `idNumber:${candidateId}`),
    sealPhoto: (candidateId: string, data: Uint8Array) => vault.seal(data, `photo:${candidateId}`),
    sealEmbedding(candidateId: string, embedding: Float32Array): Buffer {
      const bytes = Buffer.alloc(embedding.length * 4);
      embedding.forEach((x, i) => bytes.writeFloatLE(x, i * 4));
      return vault.seal(bytes, `template:${candidateId}`);
    },
    name: (doc: Pick<CandidateDoc, '_id' | 'name'>) => open('name', doc._id, doc.name).toString('utf8'),
    idNumber: (doc: Pick<CandidateDoc, '_id' | 'idNumber'>) =>
      open('idNumber', doc._id, doc.idNumber).toString('utf8'),
    photo: (candidateId: string, sealed: StoredBytes) => open('photo', candidateId, sealed),
    embedding(candidateId: string, sealed: StoredBytes): Float32Array {
      const bytes = open('template', candidateId, sealed);
      return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
    },
    /** Keyed hash under which an ID number is found; case and surrounding spaces do not matter. */
    idIndex: (idNumber: string) => vault.blindIndex(`idNumber:${idNumber.trim()}`),
  };
}
export type CandidateSeals = ReturnType<typeof candidateSeals>;

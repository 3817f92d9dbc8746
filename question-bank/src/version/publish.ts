import { createHash } from 'node:crypto';
import type { Question, QuestionType } from '../model/question';
import { canonicalJson } from './canonical';

/** Questions with the bytes of their pictures by file name, checked and ready to become a version. */
export interface Draft {
  questions: readonly Question[];
  media: ReadonlyMap<string, Uint8Array>;
  /** sha256 (hex) of pictures whose bytes are elsewhere; goes before `media`. */
  hashes?: ReadonlyMap<string, string>;
}

/** An immutable version. `hash` (sha256, hex) names its whole content: equal hash, equal bank. */
export interface BankVersion {
  hash: string;
  /** Sorted by id. */
  questions: Question[];
  /** sha256 (hex) of each picture that a question uses, by file name. */
  mediaHashes: Record<string, string>;
  counts: { questions: number; media: number } & Record<QuestionType, number>;
}

/** Why a draft cannot become a version; a checked draft (checkDraft without errors) never causes it. */
export class PublishError extends Error {
  readonly code: 'DUPLICATE_ID' | 'MISSING_MEDIA' | 'EMPTY';

  constructor(code: PublishError['code'], subject: string) {
    super(`${code}: ${subject}`);
    this.name = 'PublishError';
    this.code = code;
  }
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * Makes a version of a draft. The hash is sha256 over the UTF-8 of the canonical JSON of
 * `{format:"kaotai-bank-version", version:1, questions (sorted by id), mediaHashes}`; neither the order of the
 * file nor unused pictures nor the bank's name play a part. Throws PublishError.
 */
export function publish(draft: Draft): BankVersion {
  if (draft.questions.length === 0) throw new PublishError('EMPTY', 'questions');
  const questions = [...draft.questions].sort((a, b) => (a.id < b.id ? -1 : 1));
  const twice = questions.find((q, i) => questions[i - 1]?.id === q.id);
  if (twice) throw new PublishError('DUPLICATE_ID', twice.id);

  const files = [...new Set(questions.flatMap((q) => q.media.map((m) => m.file)))].sort();
  const mediaHashes: Record<string, string> = {};
  for (const file of files) {
    const known = draft.hashes?.get(file);
    const bytes = known === undefined ? draft.media.get(file) : undefined;
    const hash = known ?? (bytes && sha256(bytes));
    if (hash === undefined) throw new PublishError('MISSING_MEDIA', file);
    mediaHashes[file] = hash;
  }

  const hash = sha256(canonicalJson({ format: 'kaotai-bank-version', version: 1, questions, mediaHashes }));
  const of = (type: QuestionType) => questions.filter((q) => q.type === type).length;
  return {
    hash,
    questions,
    mediaHashes,
    counts: {
      questions: questions.length,
      media: files.length,
      judge: of('judge'),
      single: of('single'),
      multi: of('multi'),
    },
  };
}

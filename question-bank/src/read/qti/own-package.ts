import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { z } from 'zod';
import { localText, mediaRef } from '../../model/question';

/** Where a package of ours keeps the questions in our own form: the digest of each item's file and its question. */
export const OWN_IN_PACKAGE = 'kaotai-bank.json';

const kept = z.object({
  items: z.array(z.string()),
  bank: z.object({ name: localText, questions: z.array(z.unknown()) }),
});
const pictures = z.object({ media: z.array(z.object({ file: mediaRef.shape.file })) });

export interface OwnPackage {
  name?: string;
  /** The question of which this is the item's file, as long as nobody changed it. */
  questionOf(item: Buffer): unknown;
  /** The pictures a question names that lie in the package, under the names it gives them. */
  picturesOf(question: unknown): [name: string, bytes: () => Buffer | undefined][];
}

/** What an export of ours keeps of its questions beside the items; nothing in any other package. */
export function ownPackage(files: ReadonlyMap<string, Buffer>, folder: string): OwnPackage {
  const pathOf = (path: string) => posix.normalize(posix.join(folder, path));
  const questions = new Map<string, unknown>();
  let name: string | undefined;
  const parsed = kept.safeParse(json(files.get(pathOf(OWN_IN_PACKAGE))));
  if (parsed.success) {
    const { items, bank } = parsed.data;
    for (const [i, digest] of items.entries()) questions.set(digest, bank.questions[i]);
    name = bank.name['zh-CN'];
  }
  return {
    ...(name === undefined ? {} : { name }),
    questionOf: (item) =>
      questions.size === 0 ? undefined : questions.get(createHash('sha256').update(item).digest('hex')),
    picturesOf: (question) => {
      const named = pictures.safeParse(question);
      if (!named.success) return [];
      return named.data.media.flatMap(({ file }) => {
        const path = pathOf(`media/${file}`);
        return files.has(path) ? [[file, () => files.get(path)]] : [];
      });
    },
  };
}

function json(bytes: Buffer | undefined): unknown {
  try {
    return bytes && JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

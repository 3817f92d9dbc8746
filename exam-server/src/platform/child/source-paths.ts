import { readFile, stat } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** What of a file tells, without reading it, that it was changed. */
export async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs}:${size}`;
  } catch {
    return 'gone';
  }
}

/** The project's own packages, which are sources, and those of others that are code alone: one file loads sooner. */
const TOGETHER =
  /^(?:question-bank|exam-contract|exceljs|zod|htmlparser2|iconv-lite|csv-parse|saxes|yauzl|bplist-parser)(?:\/|$)/;
const RESOLVED = /\brequire\.resolve\('([^']+)'\)/g;
const FOLDER = /\b__dirname\b/g;

/**
 * Keeps true what a source says by its place, though the built file lies elsewhere: packages that stay outside of it are
 * named by where they are, `__dirname` and `require.resolve('…')` by what they are in the source. `onRead`
 * is told of each source, with its stamp.
 */
export const asTheyStand = (onRead: (path: string, text: string, stamp: string) => void): Plugin => ({
  name: 'as-they-stand',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      const within = kind === 'entry-point' || importer.includes('/node_modules/');
      if (within || TOGETHER.test(path) || isBuiltin(path)) return undefined;
      return { path: createRequire(importer).resolve(path), external: true };
    });
    build.onLoad({ filter: /\.(?:ts|json)$/ }, async ({ path }) => {
      // In this order: what is changed after it was looked at is another when looked at again.
      const stamp = await stampOf(path);
      const text = await readFile(path, 'utf8');
      onRead(path, text, stamp);
      if (path.endsWith('.json')) return { contents: text, loader: 'json' };
      const { resolve } = createRequire(path);
      const contents = text
        .replace(RESOLVED, (_, name: string) => JSON.stringify(resolve(name)))
        .replace(FOLDER, JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
});

import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hashTree, readJson, writeFileAtomic } from '../lib/files.cjs';
import { root, stateDir } from '../lib/paths.cjs';
import { run } from '../lib/run.mjs';

/** Everything a bundle is made of; a test beside the code is not. */
const sourcesOf = (name) => [
  `${name}/src`,
  `${name}/public`,
  `${name}/index.html`,
  `${name}/preview.html`,
  `${name}/vite.config.ts`,
  `${name}/package.json`,
  'exam-contract/src',
  'tsconfig.base.json',
  'package-lock.json',
];
const isTest = (file) => /\.test\.tsx?$/.test(file);
const hashOf = (name) => hashTree(root, sourcesOf(name), [], isTest);

/** Builds one front end beside the old one and swaps, so that a running server never serves half a bundle. */
function frontEnd(name, what) {
  const dist = path.join(root, name, 'dist');
  const stampFile = path.join(stateDir, `${name}.json`);
  return {
    name,
    what,
    takes: 'some seconds',
    isDone() {
      const built = existsSync(path.join(dist, 'index.html'));
      return built && readJson(stampFile)?.hash === hashOf(name) ? 'unchanged' : undefined;
    },
    async run(progress) {
      const hash = hashOf(name);
      const fresh = path.join(stateDir, 'build', name);
      rmSync(fresh, { recursive: true, force: true });
      await run(
        process.execPath,
        [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', fresh, '--emptyOutDir'],
        {
          log: `build-${name}`,
          cwd: path.join(root, name),
          env: { ...process.env, NODE_ENV: 'production' },
          onLine: (line) => progress.note(line),
          failure: `${name} could not be built.`,
        },
      );
      rmSync(dist, { recursive: true, force: true });
      renameSync(fresh, dist);
      writeFileAtomic(stampFile, JSON.stringify({ hash }));
    },
  };
}

/** Step 6: what candidates and proctors see. */
export const frontEnds = [
  frontEnd('exam-client', 'builds the kiosk'),
  frontEnd('proctor-console', "builds the proctors' console"),
];

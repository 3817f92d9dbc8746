import { statSync } from 'node:fs';
import path from 'node:path';
import { hashTree, listFiles, readJson, writeFileAtomic } from '../lib/files.cjs';
import { cacheDir, root, stateDir } from '../lib/paths.cjs';
import { run } from '../lib/run.mjs';

const script = path.join(root, 'scripts/models.ts');
const stampFile = path.join(stateDir, 'models.json');
const modelsDir = () => path.join(cacheDir(), 'models');

/** The sources that decide which models there are. */
const sources = ['scripts/models.ts', 'exam-server/src/features/vision/models', 'package-lock.json'];
const hash = () => hashTree(root, sources, [cacheDir()], (file) => file.endsWith('.test.ts'));

/** Names and sizes: enough to notice a cache that was cleared or cut short; the script checks the sha256. */
const inventory = () =>
  listFiles(modelsDir()).map((file) => `${path.relative(modelsDir(), file)} ${statSync(file).size}`);

/** Step 5: the networks that find, judge and compare faces. */
export const models = {
  name: 'models',
  what: 'takes the pinned face models out of their packages, checks and prepares them',
  takes: 'about a minute',
  shared: true,
  isDone() {
    const stamp = readJson(stampFile);
    const files = inventory();
    if (stamp?.hash !== hash() || files.length === 0) return undefined;
    return JSON.stringify(stamp.files) === JSON.stringify(files) ? `${files.length} files` : undefined;
  },
  async run(progress) {
    await run(process.execPath, ['--import', 'tsx', script], {
      log: 'models',
      env: { ...process.env, KAOTAI_CACHE: cacheDir() },
      onLine: (line) => progress.note(line),
      failure: 'The models could not be prepared.',
      todo: ['Look whether the package registries can be reached from here, then start again.'],
    });
    writeFileAtomic(stampFile, JSON.stringify({ hash: hash(), files: inventory() }));
  },
};

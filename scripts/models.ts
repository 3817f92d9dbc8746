import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensureModels, modelFolder } from '../exam-server/src/features/vision/models/ensure';

const cache = process.env['KAOTAI_CACHE'] ?? join(homedir(), '.cache', 'kaotai');

ensureModels(cache, (line) => console.log(line)).then(
  () => console.log(`Models are ready in ${modelFolder(cache)}`),
  (err: unknown) => {
    console.error(err instanceof Error ? err.message : err);
    process.exitCode = 1;
  },
);

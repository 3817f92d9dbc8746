import { homedir } from 'node:os';
import { join } from 'node:path';
import { featureEngines } from '../../../exam-server/src/features/vision/engine/nets';
import { findModels } from '../../../exam-server/src/features/vision/models/ensure';
import { loadCv } from '../../../exam-server/src/features/vision/opencv/cv';

/** Prints what every embedding engine makes of one coloured chip. A program of its own: the addon wants a plain Node.js. */
async function main(): Promise<void> {
  const paths = findModels(process.env['KAOTAI_CACHE'] ?? join(homedir(), '.cache', 'kaotai'));
  if (!paths) throw new Error('the models are not in the cache');
  const cv = loadCv();
  const chip = new cv.Mat(112, 112, cv.CV_8UC3, [40, 120, 210]);
  chip.drawCircle(new cv.Point2(40, 50), 20, new cv.Vec3(200, 30, 90), -1);
  const engines = await featureEngines(paths.feature);
  console.log(
    JSON.stringify(await Promise.all(engines.map(async (engine) => Array.from(await engine(chip))))),
  );
}

main().then(
  () => process.exit(0),
  (err: unknown) => {
    console.error(err);
    process.exit(1);
  },
);

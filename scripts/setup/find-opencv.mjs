import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the system keeps OpenCV 4, and which version it is; undefined if it is not there. */
export function findOpenCv() {
  const include = [process.env.OPENCV_INCLUDE_DIR, '/usr/local/include/opencv4', '/usr/include/opencv4'].find(
    (dir) => dir && existsSync(path.join(dir, 'opencv2/core/version.hpp')),
  );
  if (!include) return undefined;
  const header = readFileSync(path.join(include, 'opencv2/core/version.hpp'), 'utf8');
  const part = (name) => new RegExp(`#define CV_VERSION_${name}\\s+(\\d+)`).exec(header)?.[1];
  const prefix = include.startsWith('/usr/local') ? '/usr/local/lib' : '/usr/lib';
  const nested = existsSync(prefix) ? readdirSync(prefix).map((name) => path.join(prefix, name)) : [];
  const lib = [process.env.OPENCV_LIB_DIR, prefix, ...nested].find(
    (dir) => dir && ['so', 'dylib'].some((ending) => existsSync(path.join(dir, `libopencv_core.${ending}`))),
  );
  return lib && { include, lib, version: [part('MAJOR'), part('MINOR'), part('REVISION')].join('.') };
}

import type * as OpenCv from '@u4/opencv4nodejs';

export type Cv = typeof OpenCv;
export type { Mat } from '@u4/opencv4nodejs';

let loaded: Cv | null = null;

/** The OpenCV addon, loaded on first use. Only vision children load it. @throws Error where it is not built */
export function loadCv(): Cv {
  if (loaded) return loaded;
  // The package otherwise looks for an OpenCV build of its own; ours is the system's.
  process.env['OPENCV4NODEJS_DISABLE_AUTOBUILD'] = '1';
  // Every matrix is reported to the garbage collector otherwise, which then runs at each frame. Ours are released by hand.
  process.env['OPENCV4NODEJS_DISABLE_EXTERNAL_MEM_TRACKING'] = '1';
  const log = console.log;
  // The addon greets on standard output while it loads.
  console.log = () => undefined;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    loaded = require('@u4/opencv4nodejs') as Cv;
  } finally {
    console.log = log;
  }
  loaded.setNumThreads(1);
  return loaded;
}

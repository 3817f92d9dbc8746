import { onPath } from '../lib/on-path.cjs';
import { findOpenCv } from './find-opencv.mjs';
import { installPackages, isDebian, missingPackages } from './debian.mjs';

/** For the OpenCV addon: the library with its headers, a compiler, and Python for node-gyp. */
const FOR_OPENCV = ['libopencv-dev', 'libopencv-contrib-dev', 'g++', 'make', 'python3'];
/** For end-to-end tests: a browser, a fake camera, Chinese letters on screenshots, a look into PDFs. */
const FOR_TESTS = ['chromium', 'ffmpeg', 'fonts-noto-cjk', 'poppler-utils'];

function systemStep(name, what, takes, packages, why, elsewhere = () => false) {
  return {
    name,
    what,
    takes,
    isDone() {
      if (!isDebian()) return elsewhere() ? 'found' : undefined;
      return missingPackages(packages).length === 0 ? packages.join(', ') : undefined;
    },
    async run(progress) {
      const names = isDebian() ? missingPackages(packages) : packages;
      await installPackages(names, why, progress, isDebian() ? missingPackages(['python3-pip']) : []);
    },
  };
}

/** Step 3: system libraries for `npm start`. */
export const systemLibraries = systemStep(
  'system libraries',
  'installs OpenCV with headers and a compiler from Debian',
  'one to five minutes',
  FOR_OPENCV,
  'OpenCV 4 with contrib modules and headers, a C++ compiler, make and Python 3',
  () => findOpenCv() !== undefined,
);

/** What only `npm test` needs. */
export const testPrograms = systemStep(
  'test programs',
  'installs the browser and the tools that make a fake camera',
  'one to three minutes',
  FOR_TESTS,
  'Chromium, ffmpeg, poppler and Chinese fonts',
  () => ['chromium', 'ffmpeg', 'pdftotext'].every(onPath),
);

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listFiles, readJson, writeFileAtomic } from '../lib/files.cjs';
import { cacheDir, root, stateDir } from '../lib/paths.cjs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { findOpenCv } from './find-opencv.mjs';
import { nodeHeaders } from './node-headers.mjs';

const packageDir = path.join(root, 'node_modules/@u4/opencv4nodejs');
const target = path.join(packageDir, 'build/Release/opencv4nodejs.node');
const stampFile = path.join(stateDir, 'opencv-addon.json');

/** One built addon serves one package version, Node ABI, OpenCV version and processor. */
function keyOf(opencv) {
  const { version } = readJson(path.join(packageDir, 'package.json')) ?? {};
  return `${version}-node${process.versions.modules}-opencv${opencv.version}-${process.platform}-${process.arch}`;
}

/** Loads the addon in a process of its own, as the server does, since a bad one may crash instead of throwing. */
function loads() {
  const code = "const cv=require('@u4/opencv4nodejs');new cv.Mat(2,2,cv.CV_8UC1).resize(4,4)";
  const child = spawnSync(process.execPath, ['-e', code], {
    cwd: root,
    env: { ...process.env, OPENCV4NODEJS_DISABLE_AUTOBUILD: '1' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return child.status === 0 ? undefined : (child.stderr || String(child.error ?? child.signal)).trim();
}

/** Compiles outside node_modules, so that neither `npm ci` nor a kill loses the objects already made. */
async function build(opencv, key, progress) {
  const work = path.join(cacheDir(), 'opencv-addon', `${key}.work`);
  const source = path.join(work, 'package');
  mkdirSync(work, { recursive: true });
  if (!existsSync(path.join(source, 'build'))) {
    rmSync(source, { recursive: true, force: true });
    cpSync(packageDir, source, {
      recursive: true,
      filter: (from) => !from.startsWith(path.join(packageDir, 'build')),
    });
  }
  rmSync(path.join(work, 'node_modules'), { recursive: true, force: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(work, 'node_modules'), 'dir');
  const files = readFileSync(path.join(source, 'binding.gyp'), 'utf8').match(/"cc\/[^"]+\.cc"/g)?.length ?? 1;
  const headers = nodeHeaders();
  // A compiler of this addon takes about 1.5 GB.
  const jobs = Math.max(1, Math.min(os.availableParallelism(), Math.floor(os.totalmem() / 2 ** 31)));
  const gyp = path.join(root, 'node_modules/node-gyp/bin/node-gyp.js');
  let made = listFiles(path.join(source, 'build')).filter((file) => file.endsWith('.o')).length;
  for (const action of ['configure', 'build']) {
    await run(
      process.execPath,
      [gyp, action, '--release', `--jobs=${jobs}`, ...(headers ? [`--nodedir=${headers}`] : [])],
      {
        log: `opencv-addon-${action}`,
        cwd: source,
        env: {
          ...process.env,
          npm_config_nodedir: headers,
          PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
          OPENCV4NODEJS_DISABLE_AUTOBUILD: '1',
          OPENCV_INCLUDE_DIR: opencv.include,
          OPENCV_LIB_DIR: opencv.lib,
          OPENCV_BIN_DIR: '/usr/bin',
        },
        onLine(line) {
          if (!/^\s*CXX\(target\)/.test(line)) return;
          progress.percent((made++ / files) * 100);
          progress.note(path.basename(line));
        },
        failure: 'The OpenCV addon could not be compiled.',
      },
    );
  }
  return { work, built: path.join(source, 'build/Release/opencv4nodejs.node') };
}

/** Step 4: the OpenCV addon, compiled once per Node and OpenCV version and kept in the cache. */
export const opencvAddon = {
  name: 'OpenCV addon',
  what: 'compiles the bridge between Node.js and OpenCV, once for this Node.js and OpenCV',
  takes: 'five to ten minutes on two cores, seconds when it is in the cache',
  shared: true,
  isDone() {
    const opencv = findOpenCv();
    const stamp = readJson(stampFile);
    if (!opencv || stamp?.key !== keyOf(opencv)) return undefined;
    return statSync(target, { throwIfNoEntry: false })?.size === stamp.size
      ? `OpenCV ${opencv.version}`
      : undefined;
  },
  async run(progress) {
    const opencv = findOpenCv();
    if (!opencv) {
      throw new SetupError('OpenCV 4 with headers was not found.', [
        'Install it (Debian: libopencv-dev libopencv-contrib-dev) or set OPENCV_INCLUDE_DIR and OPENCV_LIB_DIR.',
      ]);
    }
    const key = keyOf(opencv);
    const cached = path.join(cacheDir(), 'opencv-addon', `${key}.node`);
    mkdirSync(path.dirname(target), { recursive: true });
    let finished;
    if (!existsSync(cached)) {
      finished = await build(opencv, key, progress);
      copyFileSync(finished.built, `${cached}.tmp`);
    }
    copyFileSync(finished ? `${cached}.tmp` : cached, `${target}.tmp`);
    renameSync(`${target}.tmp`, target);
    const trouble = loads();
    if (trouble) {
      for (const useless of [cached, `${cached}.tmp`, finished?.work].filter(Boolean)) {
        rmSync(useless, { recursive: true, force: true });
      }
      throw new SetupError('The OpenCV addon was compiled but does not load.', [
        'Start again: it is compiled anew. What Node.js said:',
        ...trouble
          .split('\n')
          .slice(0, 15)
          .map((line) => `  ${line}`),
      ]);
    }
    if (finished) {
      renameSync(`${cached}.tmp`, cached);
      rmSync(finished.work, { recursive: true, force: true });
    }
    writeFileAtomic(stampFile, JSON.stringify({ key, size: statSync(target).size }));
  },
};

import type { Analysed, FoundFaces } from './messages';
import { loadNets } from '../engine/nets';
import type { Mat } from '../opencv/cv';
import { embed, eyesClosed, findFaces, observed } from '../face/pipeline';
import { cutJpeg, decode, greyStats, meanDifference, release, thumbnail } from '../opencv/picture';
import type { PictureFault } from '../opencv/jpeg-header';
import type { ModelPaths } from '../models/ensure';

/** Cameras whose last frame is remembered; the one not seen longest is forgotten first. */
const CAMERAS_KEPT = 400;
const THUMB_WIDTH = 320;

/** The detectors of one child: everything from JPEG to observation. Time is measured, never read as a date. */
export async function createAnalyst(paths: ModelPaths) {
  const nets = await loadNets(paths);
  const former = new Map<string, Mat>();

  function motion(camera: string, small: Mat): number | null {
    const last = former.get(camera);
    former.delete(camera);
    former.set(camera, small);
    const oldest = former.size > CAMERAS_KEPT ? former.entries().next().value : undefined;
    if (oldest) {
      former.delete(oldest[0]);
      release(oldest[1]);
    }
    if (!last) return null;
    const difference = meanDifference(last, small);
    release(last);
    return difference;
  }

  return {
    async analyse(
      camera: string,
      jpeg: Uint8Array,
      o: { at: number; embedding: boolean; thumb: boolean },
    ): Promise<Analysed | PictureFault> {
      const began = performance.now();
      // Always of the half-size picture, so that frames with and without embedding can be compared.
      const light = decode(jpeg, true);
      if (typeof light === 'string') return light;
      const picture = o.embedding && light.half ? decode(jpeg, false) : light;
      if (typeof picture === 'string') return picture;
      const stats = greyStats(light.grey);
      const faces = await findFaces(nets, picture);
      const first = faces[0];
      const eyes = first ? await eyesClosed(nets, picture.grey, first) : null;
      const embedding = o.embedding && first ? await embed(nets, picture.mat, first) : null;
      const thumb = o.thumb ? thumbnail(light.mat, THUMB_WIDTH) : null;
      const seen = faces.map((f, i) => observed(f, i === 0 ? eyes : null, picture));
      const change = motion(camera, stats.small);
      release(light.mat, light.grey);
      if (picture !== light) release(picture.mat, picture.grey);
      return {
        observation: {
          at: o.at,
          width: picture.width,
          height: picture.height,
          faces: seen,
          brightness: stats.brightness,
          sharpness: stats.sharpness,
          motion: change,
          ms: performance.now() - began,
        },
        embedding,
        thumb,
      };
    },
    async faces(jpeg: Uint8Array): Promise<FoundFaces | PictureFault> {
      const picture = decode(jpeg, false);
      if (typeof picture === 'string') return picture;
      const { brightness, sharpness, small } = greyStats(picture.grey);
      const faces: FoundFaces['faces'] = [];
      for (const f of await findFaces(nets, picture))
        faces.push({ face: observed(f, null, picture), embedding: await embed(nets, picture.mat, f) });
      release(small, picture.mat, picture.grey);
      return { width: picture.width, height: picture.height, brightness, sharpness, faces };
    },
    cut(jpeg: Uint8Array, box: [number, number, number, number]): Buffer | PictureFault {
      const picture = decode(jpeg, false);
      if (typeof picture === 'string') return picture;
      const jpegOfPart = cutJpeg(picture.mat, box);
      release(picture.mat, picture.grey);
      return jpegOfPart;
    },
  };
}
export type Analyst = Awaited<ReturnType<typeof createAnalyst>>;

import type { Analysed, FoundFaces } from './messages';
import { loadNets } from '../engine/nets';
import type { Mat } from '../opencv/cv';
import { embed, eyesClosed, findFaces, observed } from '../face/pipeline';
import { cutJpeg, decode, greyStats, meanDifference, thumbnail } from '../opencv/picture';
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
    if (former.size > CAMERAS_KEPT) former.delete(former.keys().next().value!);
    return last ? meanDifference(last, small) : null;
  }

  return {
    async analyse(
      camera: string,
      jpeg: Uint8Array,
      o: { at: number; embedding: boolean; thumb: boolean },
    ): Promise<Analysed | PictureFault> {
      const began = performance.now();
      const picture = decode(jpeg, !o.embedding);
      if (typeof picture === 'string') return picture;
      const stats = greyStats(picture.grey);
      const faces = await findFaces(nets, picture);
      const first = faces[0];
      const eyes = first ? await eyesClosed(nets, picture.grey, first) : null;
      const embedding = o.embedding && first ? embed(nets, picture.mat, first) : null;
      return {
        observation: {
          at: o.at,
          width: picture.width,
          height: picture.height,
          faces: faces.map((f, i) => observed(f, i === 0 ? eyes : null, picture)),
          brightness: stats.brightness,
          sharpness: stats.sharpness,
          motion: motion(camera, stats.small),
          ms: performance.now() - began,
        },
        embedding,
        thumb: o.thumb ? thumbnail(picture.mat, THUMB_WIDTH) : null,
      };
    },
    async faces(jpeg: Uint8Array): Promise<FoundFaces | PictureFault> {
      const picture = decode(jpeg, false);
      if (typeof picture === 'string') return picture;
      const { brightness, sharpness } = greyStats(picture.grey);
      const found = await findFaces(nets, picture);
      return {
        width: picture.width,
        height: picture.height,
        brightness,
        sharpness,
        faces: found.map((f) => ({
          face: observed(f, null, picture),
          embedding: embed(nets, picture.mat, f),
        })),
      };
    },
    cut(jpeg: Uint8Array, box: [number, number, number, number]): Buffer | PictureFault {
      const picture = decode(jpeg, false);
      return typeof picture === 'string' ? picture : cutJpeg(picture.mat, box);
    },
  };
}
export type Analyst = Awaited<ReturnType<typeof createAnalyst>>;

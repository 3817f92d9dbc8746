import { AppError } from '../../platform/errors';
import { modelVersions, PictureError, type FoundFaces } from '../vision';
import type { Enrolled } from './candidates.service';

type Fault = Extract<Enrolled, { ok: false }>['code'];
const faults: Record<string, Fault> = {
  notJpeg: 'UNSUPPORTED_TYPE',
  tooLarge: 'PAYLOAD_TOO_LARGE',
  truncated: 'IMAGE_NOT_READABLE',
};
const [model = '', version = ''] = (modelVersions['feature'] ?? '').split('#');

/**
 * What an enrolment photo must be: a face of the size below which true faces begin to be missed (MODELS.md), not
 * turned far, not blurred. Wider than a check-in frame's limits, as a registry's photo cannot be taken again.
 */
const LIMITS = { facePx: 80, yaw: 25, sharpness: 25, otherFaceShare: 0.6 };

function faultOf(found: FoundFaces): Fault | null {
  const [first, second] = found.faces;
  if (!first) return 'IMAGE_NO_FACE';
  if (second && second.face.heightPx > first.face.heightPx * LIMITS.otherFaceShare)
    return 'IMAGE_SEVERAL_FACES';
  const good =
    first.face.heightPx >= LIMITS.facePx &&
    Math.abs(first.face.yaw) <= LIMITS.yaw &&
    found.sharpness >= LIMITS.sharpness;
  return good ? null : 'IMAGE_POOR_QUALITY';
}

/** Makes face templates with the vision feature; `quality` is the detector's confidence, 0..1. */
export const enrolWith =
  (vision: { faces(jpeg: Uint8Array): Promise<FoundFaces> }) =>
  async (picture: Uint8Array): Promise<Enrolled> => {
    try {
      const found = await vision.faces(picture);
      const fault = faultOf(found);
      if (fault) return { ok: false, code: fault };
      const largest = found.faces[0];
      if (!largest) return { ok: false, code: 'IMAGE_NO_FACE' };
      return { ok: true, embedding: largest.embedding, model, version, quality: largest.face.score };
    } catch (err) {
      if (err instanceof PictureError) return { ok: false, code: faults[err.fault] ?? 'IMAGE_NOT_READABLE' };
      if (err instanceof AppError && err.code === 'VISION_UNAVAILABLE')
        return { ok: false, code: 'VISION_UNAVAILABLE' };
      throw err;
    }
  };

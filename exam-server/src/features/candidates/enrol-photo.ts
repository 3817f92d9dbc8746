import { AppError } from '../../platform/errors';
import { modelVersions, PictureError, qualityHint, type FoundFaces } from '../vision';
import type { Enrolled } from './candidates.service';

type Fault = Extract<Enrolled, { ok: false }>['code'];
const faults: Record<string, Fault> = {
  notJpeg: 'UNSUPPORTED_TYPE',
  tooLarge: 'PAYLOAD_TOO_LARGE',
  truncated: 'IMAGE_NOT_READABLE',
};
const [model = '', version = ''] = (modelVersions['feature'] ?? '').split('#');

/** What is wrong with a picture as an enrolment photo, or null. A face that fills the picture is welcome here. */
function faultOf(found: FoundFaces): Fault | null {
  const { width, height, brightness, sharpness } = found;
  const faces = found.faces.map((f) => f.face);
  const hint = qualityHint({ at: 0, width, height, faces, brightness, sharpness, motion: null, ms: 0 });
  if (hint === null || hint === 'moveBack') return null;
  if (faces.length === 0) return 'IMAGE_NO_FACE';
  return hint === 'oneFaceOnly' ? 'IMAGE_SEVERAL_FACES' : 'IMAGE_POOR_QUALITY';
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

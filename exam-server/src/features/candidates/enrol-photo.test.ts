import { AppError } from '../../platform/errors';
import { PictureError, type FoundFaces } from '../vision';
import { enrolWith } from './enrol-photo';

const face = (heightPx: number, yaw = 0) => ({
  face: {
    box: [0.3, 0.3, 0.3, 0.4] as [number, number, number, number],
    score: 0.97,
    landmarks: Array.from({ length: 5 }, (): [number, number] => [0.5, 0.5]),
    yaw,
    eyesClosed: null,
    heightPx,
  },
  embedding: Float32Array.of(heightPx),
});
const picture = (more: Partial<FoundFaces> = {}): FoundFaces => ({
  width: 600,
  height: 800,
  brightness: 120,
  sharpness: 300,
  faces: [face(300)],
  ...more,
});
const enrol = (found: FoundFaces | Error) =>
  enrolWith({ faces: () => (found instanceof Error ? Promise.reject(found) : Promise.resolve(found)) })(
    new Uint8Array(),
  );

test('a good picture becomes the template of its largest face, named with model and hash', async () => {
  expect(await enrol(picture({ faces: [face(300), face(100)] }))).toEqual({
    ok: true,
    embedding: Float32Array.of(300),
    model: expect.stringContaining('fr_feature.onnx'),
    version: expect.stringMatching(/^[0-9a-f]{12}$/),
    quality: 0.97,
  });
});

test.each([
  ['IMAGE_NO_FACE', picture({ faces: [] })],
  ['IMAGE_SEVERAL_FACES', picture({ faces: [face(300), face(250)] })],
  ['IMAGE_POOR_QUALITY', picture({ faces: [face(60)] })],
  ['IMAGE_POOR_QUALITY', picture({ faces: [face(300, 40)] })],
  ['IMAGE_POOR_QUALITY', picture({ sharpness: 5 })],
  ['UNSUPPORTED_TYPE', new PictureError('notJpeg')],
  ['PAYLOAD_TOO_LARGE', new PictureError('tooLarge')],
  ['IMAGE_NOT_READABLE', new PictureError('truncated')],
  ['VISION_UNAVAILABLE', new AppError('VISION_UNAVAILABLE')],
])('%s', async (code, found) => {
  expect(await enrol(found)).toEqual({ ok: false, code });
});

test('a defect is not taken for a bad picture', async () => {
  await expect(enrol(new TypeError('x'))).rejects.toThrow(TypeError);
});

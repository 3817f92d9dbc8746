import { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadCv, type Mat } from '../opencv/cv';
import { outputFloats } from '../opencv/picture';
import type { ModelPaths } from '../models/ensure';

/** One thread a net: a child serves many cameras, and frames in parallel beat threads in a frame. */
const one: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
};

async function session(file: string, dims: number[]) {
  const s = await InferenceSession.create(file, one);
  const input = s.inputNames[0]!;
  return async (data: Float32Array): Promise<InferenceSession.OnnxValueMapType> =>
    s.run({ [input]: new Tensor('float32', data, dims) });
}

function numbers(value: InferenceSession.OnnxValueMapType[string] | undefined): Float32Array {
  if (!(value instanceof Tensor) || !(value.data instanceof Float32Array))
    throw new Error('the net gave no float32 output of the name expected');
  return value.data;
}

/**
 * The four nets, each on the engine that `npm run bench:vision` measured as the faster: ONNX Runtime for detection,
 * landmarks and eyes, cv.dnn for the embedding.
 */
export async function loadNets(paths: ModelPaths) {
  const cv = loadCv();
  const [detect, landmark, eye] = await Promise.all([
    session(paths.detect, [1, 3, 240, 320]),
    session(paths.landmark, [1, 1, 64, 64]),
    session(paths.eye, [1, 1, 24, 24]),
  ]);
  const feature = cv.readNetFromONNX(paths.feature);
  return {
    detect: async (input: Float32Array) => {
      const { scores, boxes } = await detect(input);
      return { scores: numbers(scores), boxes: numbers(boxes) };
    },
    landmark: async (input: Float32Array) => numbers((await landmark(input))['output']),
    eye: async (input: Float32Array) => numbers((await eye(input))['output']),
    /** Takes the 112×112 BGR chip, gives 512 numbers of unit length. */
    feature: (chip: Mat): Float32Array<ArrayBuffer> => {
      feature.setInput(
        cv.blobFromImage(chip, 1 / 128, new cv.Size(112, 112), new cv.Vec3(127, 127, 127), false, false),
      );
      const raw = outputFloats(feature.forward());
      const norm = Math.hypot(...raw);
      return raw.map((x) => x / norm);
    },
  };
}
export type Nets = Awaited<ReturnType<typeof loadNets>>;

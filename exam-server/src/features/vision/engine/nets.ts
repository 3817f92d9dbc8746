import { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadCv, type Mat } from '../opencv/cv';
import { fillPlanes, outputFloats, release } from '../opencv/picture';
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

type FeatureNet = (chip: Mat) => Promise<Float32Array>;
const CHIP = 112;

/** Least cosine of what two engines make of one chip. Red and blue exchanged gave 0.91, and worse recognition. */
const SAME = 0.999;

function cosineOf(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = b[i]!;
    [dot, aa, bb] = [dot + x * y, aa + x * x, bb + y * y];
  });
  return dot / Math.sqrt(aa * bb);
}

/** A chip that every mistake with colours, rows or scale shows on. */
function probeChip(): Mat {
  const cv = loadCv();
  const bytes = Buffer.from(
    Uint8Array.from({ length: 3 * CHIP * CHIP }, (_, i) => {
      const [x, y, c] = [Math.floor(i / 3) % CHIP, Math.floor(i / (3 * CHIP)), i % 3];
      return (x * (c + 1) + y * (3 - c) * 2 + 70 * c) % 256;
    }),
  );
  return new cv.Mat(bytes, CHIP, CHIP, cv.CV_8UC3);
}

/** The embedding net on both engines, ONNX Runtime first. Both take the chip in the order blue, green, red (MODELS.md). */
export async function featureEngines(file: string): Promise<FeatureNet[]> {
  const cv = loadCv();
  const net = cv.readNetFromONNX(file);
  const ort = await session(file, [1, 3, CHIP, CHIP]);
  return [
    async (chip) => {
      const input = new Float32Array(3 * CHIP * CHIP);
      fillPlanes(input, chip, CHIP, CHIP, 'bgr');
      return numbers((await ort(input))['output']);
    },
    (chip) => {
      // Said aloud: the binding exchanges red and blue where it is not told.
      const swapRedAndBlue = false;
      const [size, mean] = [new cv.Size(CHIP, CHIP), new cv.Vec3(127, 127, 127)];
      const blob = cv.blobFromImage(chip, 1 / 128, size, mean, swapRedAndBlue, false);
      net.setInput(blob);
      const out = net.forward();
      const embedding = outputFloats(out);
      release(blob, out);
      return Promise.resolve(embedding);
    },
  ];
}

/**
 * The embedding net on the engine that is the faster on this processor: which one it is differs between machines and
 * from start to start, the embeddings must not, or a template made today is a stranger tomorrow.
 */
async function fasterFeature(file: string): Promise<FeatureNet> {
  const [first, ...others] = await featureEngines(file);
  const chip = probeChip();
  const expected = await first!(chip);
  const engines = [first!];
  for (const other of others) {
    const alike = cosineOf(expected, await other(chip));
    if (alike >= SAME) engines.push(other);
    else console.error(`an embedding engine disagrees (cosine ${alike.toFixed(4)}) and is not used`);
  }
  const timed: { engine: FeatureNet; best: number }[] = [];
  for (const engine of engines) {
    let best = Infinity;
    for (let i = 0; i < 4; i++) {
      const began = performance.now();
      await engine(chip);
      best = Math.min(best, performance.now() - began);
    }
    timed.push({ engine, best });
  }
  release(chip);
  return timed.sort((a, b) => a.best - b.best)[0]!.engine;
}

/**
 * The four nets, each on the faster engine. ONNX Runtime was three to ten times faster for detection, landmarks and
 * eyes wherever `npm run bench:vision` ran; the embedding is decided at start.
 */
export async function loadNets(paths: ModelPaths) {
  const [detect, landmark, eye] = await Promise.all([
    session(paths.detect, [1, 3, 240, 320]),
    session(paths.landmark, [1, 1, 64, 64]),
    session(paths.eye, [1, 1, 24, 24]),
  ]);
  const feature = await fasterFeature(paths.feature);
  return {
    detect: async (input: Float32Array) => {
      const { scores, boxes } = await detect(input);
      return { scores: numbers(scores), boxes: numbers(boxes) };
    },
    landmark: async (input: Float32Array) => numbers((await landmark(input))['output']),
    eye: async (input: Float32Array) => numbers((await eye(input))['output']),
    /** Takes the 112×112 BGR chip, gives 512 numbers of unit length. */
    feature: async (chip: Mat): Promise<Float32Array<ArrayBuffer>> => {
      const raw = await feature(chip);
      let sum = 0;
      for (const x of raw) sum += x * x;
      const norm = Math.sqrt(sum);
      return Float32Array.from(raw, (x) => x / norm);
    },
  };
}
export type Nets = Awaited<ReturnType<typeof loadNets>>;

import { loadCv, type Mat } from './cv';
import { jpegSize, MAX_SIDE, type PictureFault } from './jpeg-header';

/** A decoded frame: BGR and grey, perhaps decoded at half size, with the size it has in the file. To be released. */
export interface Picture {
  mat: Mat;
  grey: Mat;
  width: number;
  height: number;
  /** Decoded at half size. */
  half: boolean;
}

/** Decodes a JPEG within limits. `half` decodes at half size, three times cheaper, where the frame is large enough. */
export function decode(jpeg: Uint8Array, half: boolean): Picture | PictureFault {
  const size = jpegSize(jpeg);
  if (typeof size === 'string') return size;
  const cv = loadCv();
  const reduce = half && size.width >= 640 && size.height >= 480;
  const flag = reduce ? cv.IMREAD_REDUCED_COLOR_2 : cv.IMREAD_COLOR;
  try {
    const mat = cv.imdecode(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength), flag);
    return mat.empty ? 'notJpeg' : { mat, grey: mat.cvtColor(cv.COLOR_BGR2GRAY), half: reduce, ...size };
  } catch {
    return 'notJpeg';
  }
}

/** Gives the memory of matrices back at once; the garbage collector does not know how large they are. */
export function release(...mats: Mat[]): void {
  for (const m of mats) m.release();
}

/**
 * Fills a net's input from a BGR picture: scaled to `width`×`height`, (x − 127) / 128, plane after plane, in the order
 * RGB or BGR. In OpenCV this takes half the time of `blobFromImage` and of handing its result over.
 */
export function fillPlanes(
  into: Float32Array,
  mat: Mat,
  width: number,
  height: number,
  order: 'rgb' | 'bgr',
): void {
  const cv = loadCv();
  const fits = mat.cols === width && mat.rows === height;
  const scaled = fits ? mat : mat.resize(height, width, 0, 0, cv.INTER_LINEAR);
  const bytes = scaled.split();
  // A plane at a time stays in the processor's cache; the whole picture as floats would not.
  bytes.forEach((plane, i) => {
    const real = plane.convertTo(cv.CV_32F, 1 / 128, -127 / 128);
    const data = real.getData();
    const at = (order === 'rgb' ? 2 - i : i) * width * height;
    if (data.byteOffset % 4 === 0)
      into.set(new Float32Array(data.buffer, data.byteOffset, width * height), at);
    else into.set(copied(data), at);
    release(real);
  });
  release(...bytes);
  if (!fits) release(scaled);
}

/** A net's output as float32. `forward()` may hand out a view of memory that is used again: copied. */
export function outputFloats(mat: Mat): Float32Array<ArrayBuffer> {
  const own = mat.copy();
  const data = copied(own.getData());
  release(own);
  return data;
}

const copied = (data: Buffer) =>
  new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer);

export interface GreyStats {
  brightness: number;
  sharpness: number;
  /** 160×120 grey, to be compared with the next frame and then released. */
  small: Mat;
}

/** Brightness and sharpness of a grey picture at 160×120. */
export function greyStats(grey: Mat): GreyStats {
  const cv = loadCv();
  const small = grey.resize(120, 160, 0, 0, cv.INTER_AREA);
  const edges = small.laplacian(cv.CV_16S);
  const spread = edges.meanStdDev().stddev.at(0, 0);
  release(edges);
  return { brightness: meanOf(small), sharpness: spread * spread, small };
}

/** Mean grey, and how sharp a grey picture is whatever its light and contrast. */
export function lightAndFocus(grey: Mat): { light: number; focus: number } {
  const cv = loadCv();
  const { mean, stddev } = grey.meanStdDev();
  const edges = grey.laplacian(cv.CV_16S);
  const spread = edges.meanStdDev().stddev.at(0, 0);
  release(edges);
  return { light: mean.at(0, 0), focus: (spread / Math.max(1, stddev.at(0, 0))) ** 2 };
}

/** Mean absolute difference of two small grey pictures, 0..255. */
export function meanDifference(a: Mat, b: Mat): number {
  const difference = a.absdiff(b);
  const mean = meanOf(difference);
  release(difference);
  return mean;
}

/** The binding gives four channels as a vector; the first stands in `w`. */
const meanOf = (grey: Mat): number => grey.mean().w;

/** A JPEG at most `width` wide, for walls and lists. */
export function thumbnail(mat: Mat, width: number): Buffer {
  const cv = loadCv();
  const quality = [cv.IMWRITE_JPEG_QUALITY, 72];
  if (mat.cols <= width) return cv.imencode('.jpg', mat, quality);
  const small = mat.resize(Math.round((mat.rows * width) / mat.cols), width, 0, 0, cv.INTER_AREA);
  const jpeg = cv.imencode('.jpg', small, quality);
  release(small);
  return jpeg;
}

/**
 * Moves, turns and scales a picture into a rectangle. Past an edge the edge goes on, or it is black. The result is
 * to be released.
 */
export function warp(
  mat: Mat,
  m: number[][],
  width: number,
  height: number,
  edge: 'goesOn' | 'black' = 'goesOn',
): Mat {
  const cv = loadCv();
  const matrix = new cv.Mat(m, cv.CV_64F);
  const border = edge === 'black' ? cv.BORDER_CONSTANT : cv.BORDER_REPLICATE;
  const out = mat.warpAffine(matrix, new cv.Size(width, height), cv.INTER_LINEAR, border);
  release(matrix);
  return out;
}

/** Cuts a rectangle (shares of the picture) out as a JPEG; the part past an edge repeats it. */
export function cutJpeg(mat: Mat, box: readonly [number, number, number, number]): Buffer {
  const cv = loadCv();
  const [x, y, w, h] = [box[0] * mat.cols, box[1] * mat.rows, box[2] * mat.cols, box[3] * mat.rows];
  const m = [
    [1, 0, -x],
    [0, 1, -y],
  ];
  const pixels = (n: number) => Math.min(MAX_SIDE, Math.max(1, Math.round(n)));
  const part = warp(mat, m, pixels(w), pixels(h));
  const jpeg = cv.imencode('.jpg', part, [cv.IMWRITE_JPEG_QUALITY, 92]);
  release(part);
  return jpeg;
}

import { loadCv, type Mat } from './cv';
import { jpegSize, type PictureFault } from './jpeg-header';

/** A decoded frame: BGR and grey, perhaps decoded at half size, with the size it has in the file. */
export interface Picture {
  mat: Mat;
  grey: Mat;
  width: number;
  height: number;
}

/** Decodes a JPEG within limits. `half` decodes at half size, three times cheaper, where the frame is large enough. */
export function decode(jpeg: Uint8Array, half: boolean): Picture | PictureFault {
  const size = jpegSize(jpeg);
  if (typeof size === 'string') return size;
  const cv = loadCv();
  const flag = half && size.width >= 640 && size.height >= 480 ? cv.IMREAD_REDUCED_COLOR_2 : cv.IMREAD_COLOR;
  try {
    const mat = cv.imdecode(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength), flag);
    return mat.empty ? 'notJpeg' : { mat, grey: mat.cvtColor(cv.COLOR_BGR2GRAY), ...size };
  } catch {
    return 'notJpeg';
  }
}

/** A net's input blob as float32, without copying: nobody else writes into it. */
export function blobFloats(blob: Mat, length: number): Float32Array<ArrayBuffer> {
  const data = blob.flattenFloat(1, length).getData();
  if (data.byteOffset % 4 === 0) return new Float32Array(data.buffer as ArrayBuffer, data.byteOffset, length);
  return copied(data);
}

/** A net's output as float32. `forward()` may hand out a view of memory that is used again: copied. */
export function outputFloats(mat: Mat): Float32Array<ArrayBuffer> {
  return copied(mat.copy().getData());
}

const copied = (data: Buffer) =>
  new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer);

export interface GreyStats {
  brightness: number;
  sharpness: number;
  /** 160×120 grey, to be compared with the next frame. */
  small: Mat;
}

/** Brightness and sharpness of a grey picture at 160×120. */
export function greyStats(grey: Mat): GreyStats {
  const cv = loadCv();
  const small = grey.resize(120, 160, 0, 0, cv.INTER_AREA);
  const spread = small.laplacian(cv.CV_16S).meanStdDev().stddev.at(0, 0) as unknown as number;
  return { brightness: meanOf(small), sharpness: spread * spread, small };
}

/** Mean absolute difference of two small grey pictures, 0..255. */
export const meanDifference = (a: Mat, b: Mat): number => meanOf(a.absdiff(b));

/** The binding's type says Vec4 of `w, x, y, z`; the first channel is in `w`. */
const meanOf = (grey: Mat): number => (grey.mean() as unknown as { w: number }).w;

/** A JPEG at most `width` wide, for walls and lists. */
export function thumbnail(mat: Mat, width: number): Buffer {
  const cv = loadCv();
  const small =
    mat.cols > width
      ? mat.resize(Math.round((mat.rows * width) / mat.cols), width, 0, 0, cv.INTER_AREA)
      : mat;
  return cv.imencode('.jpg', small, [cv.IMWRITE_JPEG_QUALITY, 72]);
}

/** Cuts a rectangle (shares of the picture) out as a JPEG; the part past an edge repeats it. */
export function cutJpeg(mat: Mat, box: readonly [number, number, number, number]): Buffer {
  const cv = loadCv();
  const [w, h] = [Math.round(box[2] * mat.cols), Math.round(box[3] * mat.rows)];
  const m = new cv.Mat(
    [
      [1, 0, -box[0] * mat.cols],
      [0, 1, -box[1] * mat.rows],
    ],
    cv.CV_64F,
  );
  return cv.imencode('.jpg', mat.warpAffine(m, new cv.Size(w, h), cv.INTER_LINEAR, cv.BORDER_REPLICATE), [
    cv.IMWRITE_JPEG_QUALITY,
    92,
  ]);
}

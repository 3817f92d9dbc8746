import { zeroDenormals } from './denormals';

const varint = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >>> 7)]);
const field = (number: number, bytes: number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const number = (n: number, value: number): number[] => [...varint(n * 8), ...varint(value)];
const floats = (...xs: number[]): number[] => [...new Uint8Array(Float32Array.from(xs).buffer)];
/** An ONNX file of one graph with these initializers. */
const model = (...tensors: number[][]): Buffer =>
  Buffer.from([
    ...number(1, 8),
    ...field(
      7,
      tensors.flatMap((t) => field(5, t)),
    ),
  ]);
const weights = [0.5, 1e-38, -1e-40, 0, -2, 1e-31, 1e-20];

describe('denormal weights', () => {
  it.each([
    ['raw data', 9],
    ['float data', 4],
  ])('of %s are set to zero in place, others stay as they are', (_name, at) => {
    const b = model([...number(2, 1), ...field(at, floats(...weights))]);
    const before = b.length;
    expect(zeroDenormals(b)).toBe(3);
    expect(b).toHaveLength(before);
    expect(b.subarray(-28)).toEqual(Buffer.from(floats(0.5, 0, 0, 0, -2, 0, 1e-20)));
  });
  it('leaves tensors of other types alone', () => {
    const b = model([...number(2, 7), ...field(9, floats(1e-40))]);
    expect(zeroDenormals(Buffer.from(b))).toBe(0);
  });
  it('says so where a file ends in the middle', () => {
    expect(() => zeroDenormals(Buffer.from([0x80]))).toThrow(/ends/);
    expect(() => zeroDenormals(Buffer.from([7]))).toThrow(/wire type/);
  });
});

/** Smaller than any weight that changes a result in float32 sums of this net, larger than every denormal. */
const EPSILON = 1e-30;
const LENGTH_DELIMITED = 2;
/** Field numbers of the ONNX schema (onnx.proto): ModelProto.graph, GraphProto.initializer, TensorProto's three. */
const GRAPH = 7;
const INITIALIZER = 5;
const DATA_TYPE = 2;
const FLOAT_DATA = 4;
const RAW_DATA = 9;
const FLOAT = 1;

interface Field {
  number: number;
  wire: number;
  /** Of a length-delimited field: its bytes. Of a varint: its value in `start`. */
  start: number;
  end: number;
}

function* fields(buf: Buffer, start: number, end: number): Generator<Field> {
  let at = start;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = buf[at++];
      if (byte === undefined) throw new Error('the model file ends inside a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  while (at < end) {
    const tag = varint();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === LENGTH_DELIMITED) {
      const length = varint();
      yield { number, wire, start: at, end: at + length };
      at += length;
    } else if (wire === 0) {
      yield { number, wire, start: varint(), end: -1 };
    } else if (wire === 5) at += 4;
    else if (wire === 1) at += 8;
    else throw new Error(`the model file has wire type ${wire}`);
  }
}

/**
 * Sets float32 weights of an ONNX file that are denormal or next to it to zero, in place. fr_feature ships some
 * 119,000 of them and runs four times slower for it. @returns how many were set
 */
export function zeroDenormals(buf: Buffer): number {
  let changed = 0;
  const zap = (start: number, end: number) => {
    for (let p = start; p + 4 <= end; p += 4) {
      const x = buf.readFloatLE(p);
      if (x !== 0 && Math.abs(x) < EPSILON) {
        buf.writeFloatLE(0, p);
        changed++;
      }
    }
  };
  for (const graph of fields(buf, 0, buf.length)) {
    if (graph.number !== GRAPH || graph.wire !== LENGTH_DELIMITED) continue;
    for (const tensor of fields(buf, graph.start, graph.end)) {
      if (tensor.number !== INITIALIZER || tensor.wire !== LENGTH_DELIMITED) continue;
      const parts = [...fields(buf, tensor.start, tensor.end)];
      if (!parts.some((p) => p.number === DATA_TYPE && p.wire === 0 && p.start === FLOAT)) continue;
      for (const p of parts) {
        if (p.wire === LENGTH_DELIMITED && (p.number === RAW_DATA || p.number === FLOAT_DATA))
          zap(p.start, p.end);
      }
    }
  }
  return changed;
}

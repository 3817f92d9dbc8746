/** A record of a workbook stream of Excel 97–2003 ([MS-XLS]); `more` are the CONTINUE records right after it. */
export interface BiffRecord {
  type: number;
  data: Buffer;
  more: Buffer[];
}

export const BIFF = {
  FORMULA: 0x06,
  EOF: 0x0a,
  FILEPASS: 0x2f,
  DATE1904: 0x22,
  CONTINUE: 0x3c,
  BOUNDSHEET: 0x85,
  MULRK: 0xbd,
  RSTRING: 0xd6,
  XF: 0xe0,
  MERGECELLS: 0xe5,
  MSODRAWINGGROUP: 0xeb,
  MSODRAWING: 0xec,
  SST: 0xfc,
  LABELSST: 0xfd,
  NUMBER: 0x203,
  LABEL: 0x204,
  BOOLERR: 0x205,
  STRING: 0x207,
  ROW: 0x208,
  COLINFO: 0x7d,
  RK: 0x27e,
  FORMAT: 0x41e,
  BOF: 0x809,
} as const;

/**
 * The records from a place on, up to the end of the substream that begins there; without those of charts within it,
 * whose cells are not the sheet's.
 */
export function* biffRecords(stream: Buffer, from: number): Generator<BiffRecord> {
  let depth = 0;
  let held: BiffRecord | undefined;
  for (let at = from; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at);
    const data = stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2));
    at += 4 + stream.readUInt16LE(at + 2);
    if (type === BIFF.CONTINUE) {
      held?.more.push(data);
      continue;
    }
    if (held) yield held;
    if (type === BIFF.BOF) depth += 1;
    held = depth > 1 ? undefined : { type, data, more: [] };
    if (type === BIFF.EOF) depth -= 1;
    if (depth <= 0) break;
  }
  if (held) yield held;
}

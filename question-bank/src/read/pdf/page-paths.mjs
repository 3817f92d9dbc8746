import { boxed, point } from './matrix.mjs';

const MOST_BOXES = 20_000;
/** Characters of outlines that are kept of a page. */
const MOST_DRAWN = 3_000_000;

/** The lines and filled areas of a page. */
export class PagePaths {
  boxes = [];
  drawn = 0;
  constructor(content, OPS) {
    this.content = content;
    this.evenOdd = new Set([OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke]);
    this.fills = new Set([...this.evenOdd, OPS.fill, OPS.fillStroke, OPS.closeFillStroke]);
    this.strokes = new Set([
      OPS.stroke,
      OPS.closeStroke,
      OPS.fillStroke,
      OPS.eoFillStroke,
      OPS.closeFillStroke,
      OPS.closeEOFillStroke,
    ]);
  }

  add(op, data, box) {
    const { state } = this.content;
    if (!box || this.content.hidden > 0) return;
    if (this.boxes.length >= MOST_BOXES) {
      this.content.pictures.lost(boxed(state.ctm, ...box));
      return;
    }
    const [fills, strokes] = [this.fills.has(op), this.strokes.has(op)];
    const [x0, y0, x1, y1] = boxed(state.ctm, ...box);
    if ((!fills && !strokes) || ![x0, y0, x1, y1].every(Number.isFinite)) return;
    const scale = Math.hypot(state.ctm[0], state.ctm[1]);
    const pen = strokes ? Math.max(0.3, state.width * scale) : 0;
    const dash = [...state.dash].map((d) => d * scale);
    const lines = subpaths(data?.[0], state.ctm);
    const straight =
      lines.length > 0 && lines.every(([a, b, c, d]) => Math.abs(a - c) < 0.7 || Math.abs(b - d) < 0.7);
    // What is no line and no rectangle is drawn: then its outline is needed.
    let outline;
    if (this.drawn < MOST_DRAWN && data?.[0]) {
      outline = outlined(data[0], state.ctm);
      this.drawn += outline.length;
    }
    const evenOdd = this.evenOdd.has(op);
    const look = {
      colour: fills ? state.fill : state.stroke,
      pen,
      dash,
      cap: state.cap,
      ink: state.stroke,
      evenOdd,
    };
    this.boxes.push({ x0, y0, x1, y1, fills, strokes, straight, subpaths: lines, outline, ...look });
  }
}

/** What operators do to the lines and areas of a page, by the library's names for them. */
export const PATHS = {
  setFillRGBColor: ({ state }, [colour]) => void (state.fill = colour),
  setStrokeRGBColor: ({ state }, [colour]) => void (state.stroke = colour),
  setFillColorN: ({ state }) => void (state.fill = '#000000'),
  setLineWidth: ({ state }, [width]) => void (state.width = width),
  setDash: ({ state }, [dash]) => void (state.dash = dash ?? []),
  setLineCap: ({ state }, [cap]) => void (state.cap = cap),
  constructPath: ({ paths }, [op, data, box]) => paths.add(op, data, box),
};

/** Boxes of the lines of a path, where it is made of straight lines along the page's edges. */
function subpaths(data, ctm) {
  if (!data || data.length > 4000) return [];
  const out = [];
  let last;
  let first;
  for (let i = 0; i < data.length;) {
    const op = data[i];
    if (op === 2 || op === 3) return [];
    if (op === 4) {
      if (first && last) out.push([...last, ...first]);
      last = first;
      i += 1;
      continue;
    }
    const p = point(ctm, data[i + 1], data[i + 2]);
    if (op === 0) first = p;
    else if (last) out.push([...last, ...p]);
    last = p;
    i += 3;
  }
  return out;
}

const round = (value) => Math.round(value * 100) / 100;
/** A path in the words of SVG. */
function outlined(data, ctm) {
  const out = [];
  const at = (i) =>
    point(ctm, data[i], data[i + 1])
      .map(round)
      .join(' ');
  for (let i = 0; i < data.length;) {
    const op = data[i];
    if (op === 4) {
      out.push('Z');
      i += 1;
    } else if (op === 2) {
      out.push(`C${at(i + 1)} ${at(i + 3)} ${at(i + 5)}`);
      i += 7;
    } else if (op === 3) {
      out.push(`Q${at(i + 1)} ${at(i + 3)}`);
      i += 5;
    } else {
      out.push(`${op === 0 ? 'M' : 'L'}${at(i + 1)}`);
      i += 3;
    }
  }
  return out.join('');
}

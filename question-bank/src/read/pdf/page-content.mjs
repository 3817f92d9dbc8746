import { png, turned } from './png.mjs';

/** Larger pictures are no picture of a question, and would cost hundreds of megabytes. */
export const MOST_PIXELS = 40_000_000;
/** Pictures of one page; a page with more is drawn of tiny ones. */
const MOST_PICTURES = 300;
const MOST_BOXES = 20_000;
/** Characters of outlines that are kept of a page. */
const MOST_DRAWN = 3_000_000;
const IDENTITY = [1, 0, 0, 1, 0, 0];

const times = (m, n) => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
const point = (m, x, y) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];

/** The box around a box under a matrix. */
function boxed(m, x0, y0, x1, y1) {
  const points = [point(m, x0, y0), point(m, x1, y0), point(m, x0, y1), point(m, x1, y1)];
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Pixels of a picture as the library keeps them: a bit, three bytes or four bytes each. */
function pixels({ width, height, kind, data }) {
  if (!data || width * height > MOST_PIXELS) return undefined;
  if (kind === 2 || kind === 3) return { width, height, channels: kind === 2 ? 3 : 4, data };
  const out = new Uint8Array(width * height);
  const row = (width + 7) >> 3;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      out[y * width + x] = (data[y * row + (x >> 3)] >> (7 - (x & 7))) & 1 ? 255 : 0;
  return { width, height, channels: 1, data: out };
}

const FRESH = {
  ctm: IDENTITY,
  font: undefined,
  size: 0,
  direction: 1,
  spacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  fill: '#000000',
  stroke: '#000000',
  width: 1,
  dash: [],
  cap: 0,
};

/**
 * What stands on a page, in points from its top left corner: runs of text, pictures, lines and filled areas. Pictures
 * come as PNG; of those that cannot be given only the box.
 */
export class PageContent {
  runs = [];
  pictures = [];
  boxes = [];
  /** Characters of which the file does not say what they are. */
  unknown = 0;
  /** Characters of fonts that are set in columns from top to bottom. */
  vertical = 0;
  drawn = 0;
  constructor(OPS, fontOf, objectOf, isVisible, view) {
    this.OPS = OPS;
    this.fontOf = fontOf;
    this.objectOf = objectOf;
    this.isVisible = isVisible;
    this.state = { ...FRESH, ctm: view };
    this.stack = [];
    this.marks = [];
    this.hidden = 0;
    this.artifact = 0;
  }

  async read({ fnArray, argsArray }) {
    for (let i = 0; i < fnArray.length; i += 1) await this.step(fnArray[i], argsArray[i] ?? []);
  }

  async step(op, a) {
    const { OPS, state } = this;
    switch (op) {
      case OPS.save:
        this.stack.push({ ...state });
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.state = this.stack.pop() ?? state;
        break;
      case OPS.transform:
        state.ctm = times(state.ctm, a);
        break;
      case OPS.paintFormXObjectBegin:
        this.stack.push({ ...state });
        if (a[0]) state.ctm = times(state.ctm, a[0]);
        break;
      case OPS.beginText:
        this.matrix(IDENTITY);
        break;
      case OPS.setTextMatrix:
        this.matrix(a[0]);
        break;
      case OPS.moveText:
        this.move(a[0], a[1]);
        break;
      case OPS.setLeadingMoveText:
        state.leading = -a[1];
        this.move(a[0], a[1]);
        break;
      case OPS.nextLine:
        this.move(0, -state.leading);
        break;
      case OPS.setLeading:
        state.leading = a[0];
        break;
      case OPS.setFont:
        await this.setFont(a[0], a[1]);
        break;
      case OPS.setGState:
        for (const [key, value] of a[0] ?? []) if (key === 'Font') await this.setFont(value[0], value[1]);
        break;
      case OPS.setCharSpacing:
        state.spacing = a[0];
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = a[0];
        break;
      case OPS.setHScale:
        state.scale = a[0] / 100;
        break;
      case OPS.setTextRise:
        state.rise = a[0];
        break;
      case OPS.setTextRenderingMode:
        state.mode = a[0];
        break;
      case OPS.showText:
        this.show(a[0]);
        break;
      case OPS.setFillRGBColor:
        state.fill = a[0];
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = a[0];
        break;
      case OPS.setFillColorN:
        state.fill = '#000000';
        break;
      case OPS.setLineWidth:
        state.width = a[0];
        break;
      case OPS.setDash:
        state.dash = a[0] ?? [];
        break;
      case OPS.setLineCap:
        state.cap = a[0];
        break;
      case OPS.constructPath:
        this.path(a);
        break;
      case OPS.beginMarkedContent:
      case OPS.beginMarkedContentProps:
        this.mark(a);
        break;
      case OPS.endMarkedContent:
        this.unmark();
        break;
      case OPS.paintImageXObject:
      case OPS.paintImageXObjectRepeat:
        await this.picture(a[0], undefined);
        break;
      case OPS.paintInlineImageXObject:
      case OPS.paintInlineImageXObjectGroup:
        await this.picture(undefined, a[0]);
        break;
      case OPS.paintImageMaskXObject:
      case OPS.paintImageMaskXObjectRepeat:
        await this.mask(a[0]);
        break;
      case OPS.paintImageMaskXObjectGroup:
        for (const image of a[0]) {
          const { ctm } = state;
          if (image.transform) state.ctm = times(ctm, image.transform);
          await this.mask(image);
          state.ctm = ctm;
        }
        break;
      case OPS.shadingFill:
        this.lost();
        break;
    }
  }

  matrix(m) {
    this.text = m;
    [this.x, this.y, this.lineX, this.lineY] = [0, 0, 0, 0];
  }
  move(x, y) {
    this.x = this.lineX += x;
    this.y = this.lineY += y;
  }
  async setFont(name, size) {
    this.state.font = await this.fontOf(name);
    this.state.size = Math.abs(size);
    this.state.direction = size < 0 ? -1 : 1;
  }
  /** Layers that are switched off, and what the page marks as no part of its text. */
  mark([name, about]) {
    const out = name === 'OC' && about && !this.isVisible(about);
    this.marks.push(out ? 'hidden' : name === 'Artifact' ? 'artifact' : '');
    if (out) this.hidden += 1;
    if (name === 'Artifact') this.artifact += 1;
  }
  unmark() {
    const kind = this.marks.pop();
    if (kind === 'hidden') this.hidden -= 1;
    if (kind === 'artifact') this.artifact -= 1;
  }

  show(glyphs) {
    const { state } = this;
    const { font, size, mode, fill } = state;
    if (!font) this.unknown += glyphs?.length ?? 0;
    if (!font || size === 0 || !this.text) return;
    const m = times(state.ctm, this.text);
    const scale = state.scale * state.direction;
    const advance = size * (font.matrix?.[0] ?? 0.001);
    let run;
    const end = () => {
      if (run && this.hidden === 0 && font.vertical) this.vertical += run.text.trim().length;
      else if (run && run.text !== '' && this.hidden === 0) {
        const [x0, y0] = point(m, this.x + run.from * scale, this.y + state.rise);
        const [x1, y1] = point(m, this.x + run.to * scale, this.y + state.rise);
        const tall = size * Math.hypot(m[2], m[3]);
        const look = { size: tall, colour: fill, bold: font.bold, symbol: font.symbol };
        const kind = { invisible: mode === 3 || mode === 7, artifact: this.artifact > 0 };
        this.runs.push({ text: run.text, x0, y0, x1, y1, ...look, ...kind });
      }
      run = undefined;
    };
    let x = 0;
    for (const glyph of glyphs ?? []) {
      if (typeof glyph === 'number') {
        x -= (glyph * size) / 1000;
        if (Math.abs(glyph) > 150) end();
        continue;
      }
      if (!glyph) continue;
      run ??= { text: '', from: x, to: x };
      if (font.knows(glyph) || glyph.isSpace) run.text += glyph.unicode ?? '';
      else if (font.symbol) run.text += String.fromCharCode(glyph.originalCharCode);
      else {
        run.text += '\uFFFD';
        this.unknown += 1;
      }
      x +=
        glyph.width * advance + (state.spacing + (glyph.isSpace ? state.wordSpacing : 0)) * state.direction;
      run.to = x;
      if (state.spacing > size * 0.15) end();
    }
    end();
    this.x += x * scale;
  }

  path([op, data, box]) {
    const { state, OPS } = this;
    if (!box || this.hidden > 0) return;
    if (this.boxes.length >= MOST_BOXES) {
      this.lost(boxed(state.ctm, ...box));
      return;
    }
    const fills = [
      OPS.fill,
      OPS.eoFill,
      OPS.fillStroke,
      OPS.eoFillStroke,
      OPS.closeFillStroke,
      OPS.closeEOFillStroke,
    ].includes(op);
    const strokes = [
      OPS.stroke,
      OPS.closeStroke,
      OPS.fillStroke,
      OPS.eoFillStroke,
      OPS.closeFillStroke,
      OPS.closeEOFillStroke,
    ].includes(op);
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
    const evenOdd = op === OPS.eoFill || op === OPS.eoFillStroke || op === OPS.closeEOFillStroke;
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

  /** Something is drawn here that cannot be given. */
  lost(box = boxed(this.state.ctm, 0, 0, 1, 1)) {
    if (this.hidden === 0 && this.pictures.length < MOST_PICTURES) this.pictures.push({ box });
  }

  async picture(name, inline) {
    if (this.hidden > 0 || this.pictures.length >= MOST_PICTURES) return;
    const { ctm } = this.state;
    const box = boxed(ctm, 0, 0, 1, 1);
    const image = inline ?? (await this.objectOf(name));
    const raw = image && pixels(image);
    if (!raw) return this.lost(box);
    const shown = turned(raw, ctm);
    this.pictures.push({ box, width: shown.width, height: shown.height, png: png(shown) });
  }

  /** A stencil, through which the colour that is set is painted. */
  async mask(image) {
    if (this.hidden > 0 || this.pictures.length >= MOST_PICTURES) return;
    const box = boxed(this.state.ctm, 0, 0, 1, 1);
    const data = typeof image?.data === 'string' ? (await this.objectOf(image.data))?.data : image?.data;
    const raw = data instanceof Uint8Array ? pixels({ ...image, kind: 1, data }) : undefined;
    if (!raw) return this.lost(box);
    const shown = turned(raw, this.state.ctm);
    this.pictures.push({ box, width: shown.width, height: shown.height, png: png(shown) });
  }
}

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

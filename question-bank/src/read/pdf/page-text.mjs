import { IDENTITY, point, times } from './matrix.mjs';

/** The runs of text of a page. What is set for all of the page (fonts, colours) is in the state of its content. */
export class PageText {
  runs = [];
  /** Characters of which the file does not say what they are. */
  unknown = 0;
  /** Characters of fonts that are set in columns from top to bottom. */
  vertical = 0;
  constructor(content, fontOf) {
    this.content = content;
    this.fontOf = fontOf;
  }

  matrix(m) {
    this.at = m;
    [this.x, this.y, this.lineX, this.lineY] = [0, 0, 0, 0];
  }
  move(x, y) {
    this.x = this.lineX += x;
    this.y = this.lineY += y;
  }
  async setFont(name, size) {
    const { state } = this.content;
    state.font = await this.fontOf(name);
    state.size = Math.abs(size);
    state.direction = size < 0 ? -1 : 1;
  }

  show(glyphs) {
    const { state } = this.content;
    const { font, size, mode, fill } = state;
    if (!font) this.unknown += glyphs?.length ?? 0;
    if (!font || size === 0 || !this.at) return;
    const m = times(state.ctm, this.at);
    const scale = state.scale * state.direction;
    const advance = size * (font.matrix?.[0] ?? 0.001);
    let run;
    const end = () => {
      if (run && this.content.hidden === 0 && font.vertical) this.vertical += run.text.trim().length;
      else if (run && run.text !== '' && this.content.hidden === 0) {
        const [x0, y0] = point(m, this.x + run.from * scale, this.y + state.rise);
        const [x1, y1] = point(m, this.x + run.to * scale, this.y + state.rise);
        const tall = size * Math.hypot(m[2], m[3]);
        const look = { size: tall, colour: fill, bold: font.bold, symbol: font.symbol };
        const kind = { invisible: mode === 3 || mode === 7, artifact: this.content.artifact > 0 };
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
}

/** What operators do to the text of a page, by the library's names for them. */
export const TEXT = {
  beginText: ({ text }) => text.matrix(IDENTITY),
  setTextMatrix: ({ text }, [m]) => text.matrix(m),
  moveText: ({ text }, [x, y]) => text.move(x, y),
  setLeadingMoveText({ text, state }, [x, y]) {
    state.leading = -y;
    text.move(x, y);
  },
  nextLine: ({ text, state }) => text.move(0, -state.leading),
  setLeading: ({ state }, [leading]) => void (state.leading = leading),
  setFont: ({ text }, [name, size]) => text.setFont(name, size),
  async setGState({ text }, [pairs]) {
    for (const [key, value] of pairs ?? []) if (key === 'Font') await text.setFont(value[0], value[1]);
  },
  setCharSpacing: ({ state }, [spacing]) => void (state.spacing = spacing),
  setWordSpacing: ({ state }, [spacing]) => void (state.wordSpacing = spacing),
  setHScale: ({ state }, [percent]) => void (state.scale = percent / 100),
  setTextRise: ({ state }, [rise]) => void (state.rise = rise),
  setTextRenderingMode: ({ state }, [mode]) => void (state.mode = mode),
  showText: ({ text }, [glyphs]) => text.show(glyphs),
};

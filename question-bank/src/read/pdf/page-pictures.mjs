import { boxed, times } from './matrix.mjs';
import { png, turned } from './png.mjs';

/** Larger pictures are no picture of a question, and would cost hundreds of megabytes. */
export const MOST_PIXELS = 40_000_000;
/** Pictures of one page; a page with more is drawn of tiny ones. */
const MOST_PICTURES = 300;

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

/** The pictures of a page, as PNG; of those that cannot be given only the box. */
export class PagePictures {
  found = [];
  constructor(content, objectOf) {
    this.content = content;
    this.objectOf = objectOf;
  }

  /** Something is drawn here that cannot be given. */
  lost(box = boxed(this.content.state.ctm, 0, 0, 1, 1)) {
    if (this.content.hidden === 0 && this.found.length < MOST_PICTURES) this.found.push({ box });
  }

  async add(name, inline) {
    if (this.content.hidden > 0 || this.found.length >= MOST_PICTURES) return;
    const { ctm } = this.content.state;
    const box = boxed(ctm, 0, 0, 1, 1);
    const image = inline ?? (await this.objectOf(name));
    const raw = image && pixels(image);
    if (!raw) return this.lost(box);
    const shown = turned(raw, ctm);
    this.found.push({ box, width: shown.width, height: shown.height, png: png(shown) });
  }

  /** A stencil, through which the colour that is set is painted. */
  async mask(image) {
    if (this.content.hidden > 0 || this.found.length >= MOST_PICTURES) return;
    const box = boxed(this.content.state.ctm, 0, 0, 1, 1);
    const data = typeof image?.data === 'string' ? (await this.objectOf(image.data))?.data : image?.data;
    const raw = data instanceof Uint8Array ? pixels({ ...image, kind: 1, data }) : undefined;
    if (!raw) return this.lost(box);
    const shown = turned(raw, this.content.state.ctm);
    this.found.push({ box, width: shown.width, height: shown.height, png: png(shown) });
  }
}

/** What operators do to the pictures of a page, by the library's names for them. */
export const PICTURES = {
  paintImageXObject: ({ pictures }, [name]) => pictures.add(name, undefined),
  paintImageXObjectRepeat: ({ pictures }, [name]) => pictures.add(name, undefined),
  paintInlineImageXObject: ({ pictures }, [image]) => pictures.add(undefined, image),
  paintInlineImageXObjectGroup: ({ pictures }, [image]) => pictures.add(undefined, image),
  paintImageMaskXObject: ({ pictures }, [image]) => pictures.mask(image),
  paintImageMaskXObjectRepeat: ({ pictures }, [image]) => pictures.mask(image),
  async paintImageMaskXObjectGroup({ pictures, state }, [images]) {
    const { ctm } = state;
    for (const image of images) {
      if (image.transform) state.ctm = times(ctm, image.transform);
      await pictures.mask(image);
      state.ctm = ctm;
    }
  },
  shadingFill: ({ pictures }) => pictures.lost(),
};

import { sniff } from '../sniff';
import { pointsOf } from './style-book';

/** A picture in its frame: what it is called, and the parts of the package that may hold it, the best first. */
export interface Framed {
  called: string;
  paths: string[];
  /** Below the upper edge of what it lies over, in points. */
  y: number;
}

const DATA_BYTES = 64 * 1024 * 1024;

/** The ending of a picture that stands in the file itself. */
export function endingOfPicture(bytes: Buffer): string {
  const content = sniff(bytes);
  if (/^(?:png|jpeg|gif|webp)$/.test(content)) return content;
  return /<svg[\s>]/.test(bytes.subarray(0, 2000).toString('latin1')) ? 'svg' : 'bin';
}

/** The path inside the package that a reference means. */
export const pathOf = (href: string): string => {
  try {
    return decodeURIComponent(href).replace(/^\.\//, '');
  } catch {
    return href.replace(/^\.\//, '');
  }
};

/** Takes pictures out of their frames, those in the package and those in the text itself. */
export class FrameReader {
  /** Pictures that stand in the text itself, under paths made for them. */
  readonly inside = new Map<string, Buffer>();
  private depth = 0;
  private frame: Framed | undefined;
  private data: string[] | undefined;
  private bytes = 0;

  get isOpen(): boolean {
    return this.depth > 0;
  }

  /** Whether the element belongs to a frame. */
  open(name: string, attributes: Readonly<Record<string, string>>): boolean {
    if (this.depth === 0 && name !== 'frame') return false;
    this.depth += 1;
    if (this.depth === 1) {
      const y = pointsOf(attributes['svg:y']) ?? 0;
      this.frame = { called: attributes['draw:name'] ?? '', paths: [], y };
    } else if (name === 'image' && this.depth === 2) {
      const href = attributes['xlink:href'];
      if (href !== undefined) this.frame?.paths.push(pathOf(href));
    } else if (name === 'binary-data' && this.depth === 3) this.data = [];
    return true;
  }

  /** The frame, once it ends and holds a picture. */
  close(name: string): Framed | undefined {
    this.depth -= 1;
    if (name === 'binary-data' && this.data) {
      const bytes = Buffer.from(this.data.join(''), 'base64');
      this.data = undefined;
      const path = `Pictures/inside${this.inside.size + 1}.${endingOfPicture(bytes)}`;
      this.inside.set(path, bytes);
      this.frame?.paths.push(path);
    }
    if (this.depth > 0) return undefined;
    const { frame } = this;
    this.frame = undefined;
    return frame && frame.paths.length > 0 ? frame : undefined;
  }

  text(text: string): void {
    if (!this.data || this.bytes > DATA_BYTES) return;
    this.bytes += text.length;
    this.data.push(text);
  }
}

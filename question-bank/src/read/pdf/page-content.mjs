import { IDENTITY, times } from './matrix.mjs';
import { PagePaths, PATHS } from './page-paths.mjs';
import { PagePictures, PICTURES } from './page-pictures.mjs';
import { PageText, TEXT } from './page-text.mjs';

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

/** What operators do to the state of a page as a whole. */
const STATE = {
  save: (content) => content.save(),
  restore: (content) => content.restore(),
  transform: ({ state }, m) => void (state.ctm = times(state.ctm, m)),
  paintFormXObjectBegin(content, [m]) {
    content.save();
    if (m) content.state.ctm = times(content.state.ctm, m);
  },
  paintFormXObjectEnd: (content) => content.restore(),
  beginMarkedContent: (content, about) => content.mark(about),
  beginMarkedContentProps: (content, about) => content.mark(about),
  endMarkedContent: (content) => content.unmark(),
};
const OPERATORS = Object.entries({ ...STATE, ...TEXT, ...PATHS, ...PICTURES });

/** What stands on a page, in points from its top left corner: runs of text, pictures, lines and filled areas. */
export class PageContent {
  constructor(OPS, fontOf, objectOf, isVisible, view) {
    this.operators = new Map(OPERATORS.map(([name, does]) => [OPS[name], does]));
    this.isVisible = isVisible;
    this.state = { ...FRESH, ctm: view };
    this.stack = [];
    this.marks = [];
    this.hidden = 0;
    this.artifact = 0;
    this.text = new PageText(this, fontOf);
    this.paths = new PagePaths(this, OPS);
    this.pictures = new PagePictures(this, objectOf);
  }

  async read({ fnArray, argsArray }) {
    for (let i = 0; i < fnArray.length; i += 1)
      await this.operators.get(fnArray[i])?.(this, argsArray[i] ?? []);
  }

  save() {
    this.stack.push({ ...this.state });
  }
  restore() {
    this.state = this.stack.pop() ?? this.state;
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
}

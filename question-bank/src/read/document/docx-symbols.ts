import { element, type XmlElement } from '../xml';

/** Ticks and crosses of the symbol fonts people mark answers with, by font and the low byte of the character. */
const FONTS: readonly [RegExp, Readonly<Record<number, string>>][] = [
  [/^wingdings\s?2$/i, { 0x4f: '×', 0x50: '√', 0x51: '×', 0x52: '☑', 0x53: '×', 0x54: '×', 0xa3: '□' }],
  [/^wingdings$/i, { 0xfb: '×', 0xfc: '√', 0xfd: '×', 0xfe: '☑', 0x78: '×', 0xa8: '□', 0x6f: '□' }],
  [/^webdings$/i, { 0x61: '√', 0x72: '×' }],
  [/^symbol$/i, { 0xd6: '√', 0xb4: '×', 0xa3: '≤', 0xb3: '≥', 0xb0: '°', 0xb1: '±' }],
];

/** A character of a symbol font as plain text; undefined if nobody knows what it looks like. */
export function symbol(font: string, code: number): string | undefined {
  const of = FONTS.find(([name]) => name.test(font.trim()));
  return of?.[1][code & 0xff];
}

/** Whether it is a font in which characters are ticks and crosses. */
export const isSymbolFont = (name: string): boolean => FONTS.some(([form]) => form.test(name.trim()));

/** The symbol font a run is written in, if it is one. */
export function symbolFont(properties: XmlElement | undefined): string | undefined {
  const fonts = element(properties, 'rFonts');
  const name = fonts?.attributes.get('ascii') ?? fonts?.attributes.get('hAnsi') ?? '';
  return isSymbolFont(name) ? name : undefined;
}

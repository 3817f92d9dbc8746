const SHADES: readonly (readonly [upTo: number, tone: string])[] = [
  [20, 'red'],
  [45, 'orange'],
  [70, 'yellow'],
  [165, 'green'],
  [200, 'cyan'],
  [260, 'blue'],
  [330, 'purple'],
  [361, 'red'],
];
const NAMED: Readonly<Record<string, string>> = {
  magenta: 'purple',
  violet: 'purple',
  pink: 'purple',
  turquoise: 'cyan',
  teal: 'cyan',
  navy: 'blue',
  lime: 'green',
  gray: 'grey',
  gold: 'yellow',
};

/**
 * What a person would call a colour, given as RRGGBB or by a name: the red of one paragraph and the slightly darker red
 * of the next are one mark. Other names are tones of their own.
 */
export function toneOf(colour: string): string {
  const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!hex) {
    const name = colour.toLowerCase().replace(/^(?:dark|light|bright)/, '');
    return NAMED[name] ?? name;
  }
  const [r = 0, g = 0, b = 0] = hex.slice(1).map((part) => parseInt(part, 16));
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (range < 0.12 * Math.max(most, 1)) return 'grey';
  const sixth =
    most === r ? ((g - b) / range + 6) % 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4;
  return SHADES.find(([upTo]) => sixth * 60 < upTo)?.[1] ?? 'red';
}

const ELEMENTS = new Set(
  (
    'svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textPath ' +
    'image clipPath mask pattern marker linearGradient radialGradient stop style filter feBlend feColorMatrix ' +
    'feComponentTransfer feComposite feDropShadow feFlood feGaussianBlur feMerge feMergeNode feOffset a switch'
  )
    .toLowerCase()
    .split(' '),
);
const TAG = /<([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);?/gi, (_, hex: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
    )
    .replace(/&#(\d+);?/g, (_, n: string) => String.fromCodePoint(Math.min(Number(n), 0x10ffff)))
    .replaceAll('&colon;', ':');
}

function badCss(css: string): boolean {
  const plain = unescaped(css).replace(/\/\*[\s\S]*?\*\//g, '');
  return /@import|expression\s*\(|javascript:|\\/i.test(plain) || /url\(\s*["']?(?!#)/i.test(plain);
}

function badAttribute(name: string, value: string): string | undefined {
  const plain = unescaped(value).trim();
  if (/^on/i.test(name)) return name;
  if (/(^|:)href$/i.test(name) || /^src$/i.test(name)) {
    const inside =
      plain.startsWith('#') || /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/.test(plain);
    return inside ? undefined : `${name}="${plain}"`;
  }
  return badCss(plain) ? `${name}="${plain}"` : undefined;
}

/**
 * The first thing in an SVG that could run, load or leave: only drawing elements, references inside the file and
 * embedded pixel pictures are let through. A list of what is allowed, because one of what is forbidden is never
 * complete. Undefined if there is nothing.
 */
export function unsafeInSvg(svg: string): string | undefined {
  const bare = svg.replace(/<!--[\s\S]*?-->/g, '');
  if (/<!DOCTYPE[^>[]*\[|<!(?!DOCTYPE|\[CDATA)/i.test(bare)) return '<!DOCTYPE [';
  const instruction = /<\?(?!xml[\s?])[^>]*/i.exec(bare)?.[0];
  if (instruction) return instruction;
  if (/<!\[CDATA\[/.test(bare.replace(/<style[\s>][\s\S]*?<\/style>/gi, ''))) return '<![CDATA[';
  let opened = 0;
  for (const [, name = '', attributes = ''] of bare.matchAll(TAG)) {
    opened += 1;
    if (!ELEMENTS.has(name.toLowerCase())) return `<${name}>`;
    for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
      const bad = badAttribute(key, double ?? single ?? '');
      if (bad) return bad;
    }
    const rest = attributes.replace(ATTRIBUTE, '').replace(/[\s/]/g, '');
    if (rest !== '') return `<${name} ${rest}>`;
  }
  const written =
    bare.replace(/<style[\s>][\s\S]*?<\/style>/gi, '<style></style>').match(/<(?![/!?])/g)?.length ?? 0;
  if (written > opened) return '<';
  for (const [css] of bare.matchAll(/<style[\s>][\s\S]*?<\/style>/gi)) if (badCss(css)) return '<style>';
  return undefined;
}

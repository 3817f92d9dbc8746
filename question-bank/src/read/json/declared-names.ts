/** Characters behind the name of a class in which its fields or what makes it are looked for. */
const LOOKED_AT = 3000;
const ARGUMENTS = /\(([^()"'`]{0,600})\)/;
const FIELD = /^[ \t]+([A-Za-z_]\w*)[ \t]*:[ \t]*[^\n=]+(?:=[^\n]*)?$/gm;

/** The name of one parameter: `val text: String`, `String[] options`, `this.answer`, `public q: string`, `_ text: String`. */
function parameter(text: string): string | undefined {
  const bare = text.replace(/=[^]*$/, '').trim();
  const front = /^([^:]*):/.exec(bare)?.[1] ?? bare;
  return /([A-Za-z_]\w*)\s*\??\s*$/.exec(front.replace(/[{}[\]]/g, ' ').trim())?.[1];
}

/** The names between brackets; undefined where these are values, not names. */
function parameters(text: string, count: number): string[] | undefined {
  let depth = 0;
  const parts = [''];
  for (const c of text.replace(/->/g, '')) {
    if ('<[{'.includes(c)) depth += 1;
    if ('>]}'.includes(c)) depth -= 1;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  if (parts.at(-1)?.trim() === '') parts.pop();
  const own = /^\s*(?:self|this)\s*$/.test(parts[0] ?? '') ? parts.slice(1) : parts;
  const names = own.map(parameter);
  return names.length === count && names.every((n) => n !== undefined) ? names : undefined;
}

/**
 * The names that a program declares for the values something is made of, in their order: in Kotlin and Swift, Java and C#, Dart,
 * Python (also of a data class) and TypeScript; undefined where it does not say, none where it
 * says it in two ways.
 */
export function declaredNames(text: string, name: string, count: number): string[] | undefined {
  const own = name.slice(name.lastIndexOf('.') + 1);
  if (!/^[A-Za-z_$][\w$]*$/.test(own)) return undefined;
  const word = own.replace(/\$/g, '\\$');
  const ways: string[][] = [];
  // `class Question(val text: String)`, `public Question(String q, String[] c) {`, `function card(question, options)`
  for (const found of text.matchAll(new RegExp(`\\b${word}\\s*(?:<[\\w\\s,]{1,80}>)?\\s*(?=\\()`, 'g'))) {
    const inside = ARGUMENTS.exec(
      text.slice(found.index + found[0].length, found.index + found[0].length + 700),
    );
    if (inside?.index !== 0) continue;
    const before = text.slice(Math.max(0, found.index - 40), found.index);
    const after = text.slice(found.index + found[0].length + inside[0].length).trimStart();
    const declares =
      /(?:class|function|def|record|func|fun)\s+$/.test(before) || /^(?:\{|:|=>|throws\b|;?\s*$)/.test(after);
    const named =
      /[a-z_]\s*:|\bthis\.|\b[A-Z]\w*(?:<[^>]*>)?(?:\[\])?\s+[a-z_]|\b(?:int|string|char|boolean|bool|long)(?:\[\])?\s+[a-z_]/.test(
        inside[1] ?? '',
      );
    if (!named && !/(?:function|def|func|fun)\s+$/.test(before)) continue;
    if (!declares && !/\bthis\./.test(inside[1] ?? '')) continue;
    const names = parameters(inside[1] ?? '', count);
    if (names) ways.push(names);
  }
  const [way, ...others] = ways;
  // Two ways to make it of as many values: nobody can tell which is meant.
  if (way) return others.every((o) => o.join() === way.join()) ? way : [];
  const type = new RegExp(`\\b(?:class|struct|interface)\\s+${word}\\b`).exec(text);
  if (!type) return undefined;
  const body = text.slice(type.index, type.index + LOOKED_AT);
  const maker = /\b(?:constructor|__init__|init)\s*(?=\()/.exec(body);
  const inside = maker && ARGUMENTS.exec(body.slice(maker.index + maker[0].length));
  if (inside?.index === 0) return parameters(inside[1] ?? '', count);
  const isData = /@dataclass[^\n]*\s+$/.test(text.slice(Math.max(0, type.index - 60), type.index));
  if (!isData && !/^[^\n]*NamedTuple/.test(body)) return undefined;
  const lines = body.slice(body.indexOf('\n') + 1);
  const end = /\n(?=\S)/.exec(lines)?.index ?? lines.length;
  const fields = [...lines.slice(0, end).matchAll(FIELD)].map((m) => m[1] ?? '');
  return fields.length === count ? fields : undefined;
}

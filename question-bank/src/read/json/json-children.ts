const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA] = [34, 92, 123, 125, 91, 93, 44];
const isBlank = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

/** What a list or object holds directly: where each value begins. */
export interface Children {
  items?: number[];
  /** In the order of the document; a key that comes twice means its last value, as everywhere. */
  members?: Map<string, number>;
  /** Behind its last character. */
  end: number;
}

/** Behind the string that begins at `at`. */
function afterString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
  }
}

function afterValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === OPEN || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE || code === CLOSE_LIST) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === COMMA || isBlank(code) || Number.isNaN(code))) return at;
    at += 1;
  }
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** Scans one list or object of a text that is known to be JSON; a value that is neither holds nothing. */
export function childrenOf(text: string, start: number): Children {
  const code = text.charCodeAt(start);
  if (code !== OPEN && code !== OPEN_LIST) return { end: start };
  const items: number[] = [];
  const members = new Map<string, number>();
  const isList = code === OPEN_LIST;
  let at = afterBlanks(text, start + 1);
  while (text.charCodeAt(at) !== (isList ? CLOSE_LIST : CLOSE)) {
    let key = '';
    if (!isList) {
      const end = afterString(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = afterBlanks(text, afterBlanks(text, end) + 1);
    }
    if (isList) items.push(at);
    else members.set(key, at);
    at = afterBlanks(text, afterValue(text, at));
    if (text.charCodeAt(at) === COMMA) at = afterBlanks(text, at + 1);
  }
  return isList ? { items, end: at + 1 } : { members, end: at + 1 };
}

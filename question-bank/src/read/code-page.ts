/** The codings of one byte a letter that Windows writes Latin letters in. */
export type LatinPage = 'windows-1250' | 'windows-1252' | 'windows-1254';

/** Letters of Polish that are signs of Western Europe (¹ ³ œ ¿ Ÿ £ ¯ Œ ¥), which stand within no word. */
const POLISH = [0xb9, 0xb3, 0x9c, 0xbf, 0x9f, 0xa3, 0xaf, 0x8c, 0xa5];

/**
 * Which of these pages a text was written in that has single high bytes beside ASCII letters: by letters that no language of
 * the other page has together. Only bytes within or at the end of a word count. `end` is where to stop.
 */
export function latinPage(bytes: Uint8Array, end: number): LatinPage {
  const within = new Set<number>();
  let inside = false;
  for (let i = 1; i < end; i += 1) {
    const b = bytes[i] ?? 0;
    if (b < 0x80 || !isLetter(bytes[i - 1])) continue;
    within.add(b);
    inside ||= (b === 0xb9 || b === 0xb3) && isLetter(bytes[i + 1]);
  }
  const has = (...all: number[]) => all.every((b) => within.has(b));
  // ¹ and ³ end words everywhere (m³), and are in the midst of none.
  if (inside || POLISH.filter((b) => has(b)).length >= 3) return 'windows-1250';
  // ş and ı or ğ, where Icelandic has ó, ú and í besides.
  if (has(0xfe) && (has(0xfd) || has(0xf0)) && !has(0xf3) && !has(0xfa) && !has(0xed)) return 'windows-1254';
  const czech = has(0xec, 0xf8);
  const croatian = has(0xe8) && (has(0xf0) || (has(0xe6) && (has(0x9a) || has(0x9e))));
  // ő beside é and ö, without the ã that õ is beside in Portuguese.
  const hungarian = (has(0xf5) || has(0xfb)) && has(0xe9, 0xf6) && !has(0xe3) && !has(0xe4);
  const romanian = has(0xe3, 0xfe, 0xba);
  return czech || croatian || hungarian || romanian ? 'windows-1250' : 'windows-1252';
}

const isLetter = (b: number | undefined) =>
  b !== undefined && ((b >= 0x41 && b <= 0x5a) || (b >= 0x61 && b <= 0x7a) || b >= 0x80);

/** The codings of two bytes a character that stand beside GBK. */
export type EastAsianPage = 'big5' | 'euc-kr' | 'shift_jis';

/** Fewer characters say nothing of how often each occurs. */
const LEAST_PAIRS = 60;
const MOST = 0.95;

/**
 * Which other coding of East Asia a text is in that may also be taken for GBK, by how often its bytes occur: GBK's ordinary
 * characters have a first byte from B0 to F7, of which Hangul stops at C8, and never a second one below A1, of which Big5 has
 * nearly half; kana of Shift_JIS begin with 82 or 83. Undefined for GBK itself and where there is too little to tell.
 */
export function eastAsianPage(bytes: Uint8Array, end: number): EastAsianPage | undefined {
  let [pairs, low, hangul, kana, big5] = [0, 0, 0, 0, 0];
  for (let i = 0; i < end; i += 1) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x81 || lead === 0xff) continue;
    const trail = bytes[i + 1] ?? 0;
    if (trail < 0x40) continue;
    i += 1;
    pairs += 1;
    if (trail < 0x7f) low += 1;
    if ((lead >= 0xb0 && lead <= 0xc8 && trail > 0xa0) || (lead >= 0xa1 && lead <= 0xa3)) hangul += 1;
    if (lead === 0x82 || lead === 0x83) kana += 1;
    if (lead >= 0xa1 && lead <= 0xc6) big5 += 1;
  }
  if (pairs < LEAST_PAIRS) return undefined;
  if (kana >= 0.25 * pairs) return 'shift_jis';
  if (hangul >= MOST * pairs && low === 0) return 'euc-kr';
  return low >= 0.2 * pairs && big5 >= 0.85 * pairs ? 'big5' : undefined;
}

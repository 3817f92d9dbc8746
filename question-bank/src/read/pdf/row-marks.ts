const NUMBER = /^\s*(?:第\s?(\d{1,5})\s?题|[（(【[]?\s?(\d{1,5})\s?[、.．)）】\]])(?!\d)/;
/** The number of the question that a line begins with, as it begins one; undefined for `20.5`. */
export function numberAt(text: string): number | undefined {
  const found = NUMBER.exec(text.slice(0, 20));
  return found ? Number(found[1] ?? found[2]) : undefined;
}

const LETTER = /^\s*[（(【[]?\s?([A-H])\s?[、.．:：)）】\]]/;
/** The letter of the option that a line begins with, as its code; 0 if it begins none. */
export const letterAt = (text: string): number => LETTER.exec(text.slice(0, 20))?.[1]?.charCodeAt(0) ?? 0;

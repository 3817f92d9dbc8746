import type { ShortStock } from 'question-bank';

/** The stock that is too small, as a clerk reads it in any language: chapters, types, have / need. */
export function shortText(short: ShortStock): string {
  const types = short.types.length === 0 ? 'judge + single + multi' : short.types.join(' + ');
  return `${short.chapters.join(' + ')} · ${types} · ${short.have} / ${short.need}`;
}

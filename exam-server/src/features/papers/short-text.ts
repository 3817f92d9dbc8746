import { ruleInSigns, type ShortStock } from 'question-bank';

/**
 * The stock that is too small, as a clerk reads it in any language: chapters, types, have / need; under constraints
 * also tag, class and region, and the rules that exclude each other.
 */
export function shortText(short: ShortStock): string {
  const types = short.types.length === 0 ? 'judge + single + multi' : short.types.join(' + ');
  const cell = [
    short.chapters.join(' + '),
    types,
    short.tag,
    short.licenceClass,
    short.region && `region:${short.region}`,
  ]
    .filter(Boolean)
    .join(' · ');
  const conflict = short.conflict?.length ? ` (${short.conflict.map(ruleInSigns).join('; ')})` : '';
  return `${cell} · ${short.have} / ${short.need}${conflict}`;
}

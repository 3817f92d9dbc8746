/** What a column or key of a bank can hold. `…En` is the English of it; `own` marks a row as an export of ours. */
export const FIELD_KEYS = [
  'id',
  'type',
  'subjects',
  'vehicles',
  'chapter',
  'stem',
  'options',
  'optionA',
  'optionB',
  'optionC',
  'optionD',
  'optionE',
  'optionF',
  'optionG',
  'optionH',
  'answer',
  'explanation',
  'lawRef',
  'picture',
  'pictureAlt',
  'validFrom',
  'validTo',
  'difficulty',
  'tags',
  'shuffle',
  'stemEn',
  'optionAEn',
  'optionBEn',
  'optionCEn',
  'optionDEn',
  'optionEEn',
  'optionFEn',
  'optionGEn',
  'optionHEn',
  'explanationEn',
  'pictureAltEn',
  'own',
] as const;
export type Translated =
  'stem' | 'explanation' | 'pictureAlt' | `option${'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H'}`;
/** A column in a language besides Chinese and English, like `stem:mn-Mong`. */
export type LocaleKey = `${Translated}:${string}`;
export type FieldKey = (typeof FIELD_KEYS)[number] | LocaleKey;

/** Columns of the options, in their order. */
export const OPTION_KEYS: readonly FieldKey[] = [...'ABCDEFGH'].map((l) => `option${l}` as FieldKey);
/** All but the single options, which have places. */
export type PlainKey = Exclude<FieldKey, `option${string}`>;

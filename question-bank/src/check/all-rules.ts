import type { Rule } from './rule';
import { answerCount } from './rules/answer-count';
import { answerExists } from './rules/answer-exists';
import { chapter } from './rules/chapter';
import { conflictingAnswer } from './rules/conflicting-answer';
import { controlCharacters } from './rules/control-characters';
import { dates } from './rules/dates';
import { duplicateId } from './rules/duplicate-id';
import { duplicateOptions } from './rules/duplicate-options';
import { duplicateQuestion } from './rules/duplicate-question';
import { expired } from './rules/expired';
import { explanationContradicts } from './rules/explanation-contradicts';
import { garbled } from './rules/garbled';
import { judgeOptions } from './rules/judge-options';
import { lawRef } from './rules/law-ref';
import { optionIds } from './rules/option-ids';
import { pictureDecodable } from './rules/picture-decodable';
import { pictureMentioned } from './rules/picture-mentioned';
import { pictureMissing } from './rules/picture-missing';
import { pictureSafe } from './rules/picture-safe';
import { pictureSize } from './rules/picture-size';
import { similarConflict } from './rules/similar-conflict';
import { statuteOutdated } from './rules/statute-outdated';
import { tooLong } from './rules/too-long';
import { translation } from './rules/translation';

/** Every rule a readable question is held against. */
export const ALL_RULES: readonly Rule[] = [
  controlCharacters,
  garbled,
  optionIds,
  judgeOptions,
  answerExists,
  answerCount,
  duplicateOptions,
  duplicateId,
  conflictingAnswer,
  similarConflict,
  duplicateQuestion,
  explanationContradicts,
  dates,
  expired,
  chapter,
  pictureMissing,
  pictureMentioned,
  pictureDecodable,
  pictureSize,
  pictureSafe,
  tooLong,
  translation,
  lawRef,
  statuteOutdated,
];

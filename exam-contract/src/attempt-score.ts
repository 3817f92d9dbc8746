import { z } from 'zod';

/** Why a result is what it is; `nothingExamined`: every question of the paper was withdrawn. */
export const scoreReason = z.enum([
  'passed',
  'belowPassMark',
  'outOfReach',
  'timeUp',
  'terminated',
  'nothingExamined',
]);

import mongoose from 'mongoose';

/**
 * Operators a store writes itself. `sanitizeFilter` takes every other object in a filter for a plain value, so
 * that what comes from outside can never become an operator.
 */
export const anyOf = <T>(values: readonly T[]) => mongoose.trusted({ $in: [...values] });
export const lessThan = (n: number) => mongoose.trusted({ $lt: n });
export const atMost = (n: number) => mongoose.trusted({ $lte: n });
export const moreThan = (n: number) => mongoose.trusted({ $gt: n });
export const atLeast = (n: number) => mongoose.trusted({ $gte: n });
export const otherThan = <T>(value: T) => mongoose.trusted({ $ne: value });

/** The letter on the screen is the position of an option, not its id. */
export const letterAt = (position: number): string => String.fromCharCode(65 + position);

/** `A, C` for the given option ids, in the order of the screen. */
export const lettersOf = (options: readonly { id: string }[], ids: readonly string[]): string =>
  options.flatMap((o, i) => (ids.includes(o.id) ? [letterAt(i)] : [])).join(', ');

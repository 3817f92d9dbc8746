/** Beijing time, the legal time of every registry in the country; it knows no summer time. */
const UTC_OFFSET_MS = 8 * 3_600_000;

/** The calendar day of a moment where exams are held, YYYY-MM-DD. */
export const localDay = (at: number): string => new Date(at + UTC_OFFSET_MS).toISOString().slice(0, 10);

/** Midnight at which a day (YYYY-MM-DD) begins there. */
export const dayBegins = (day: string): number => Date.parse(day) - UTC_OFFSET_MS;

/** Midnight at which that calendar day began. */
export const startOfLocalDay = (at: number): number => dayBegins(localDay(at));

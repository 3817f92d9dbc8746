const ENDING = /\.(?:png|jpe?g|gif|webp|bmp|svg)(?:\?[^\s]*)?$/i;
const LONGEST = 500;

/** Whether a value is the name or address of a picture and nothing else, whatever its key is called. */
export const namesPicture = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length > 4 &&
  value.length < LONGEST &&
  value.includes('.', value.length - 60) &&
  ENDING.test(value.trim()) &&
  !value.trim().includes('\n');

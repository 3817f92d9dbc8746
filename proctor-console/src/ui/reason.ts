/** What a reason must be like, as the server wants it: 2 to 300 characters. */
export const reasonRule = (message: string) => ({
  required: true,
  whitespace: true,
  min: 2,
  max: 300,
  message,
});
export const isReason = (s: string): boolean => s.trim().length >= 2 && s.trim().length <= 300;

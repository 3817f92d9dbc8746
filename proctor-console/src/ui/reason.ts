/** Whether a reason is one the server takes: 2 to 300 characters. */
export const isReason = (s: string): boolean => s.trim().length >= 2 && s.trim().length <= 300;

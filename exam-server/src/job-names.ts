/** Everything the server does by itself. Start fails where a name has no handler, or two. */
export const jobNames = [
  'booking.noShow',
  'bank.dropStaleDrafts',
  'evidence.retain',
  'statistics.count',
  'regrades.work',
] as const;

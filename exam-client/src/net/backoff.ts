/**
 * How long to wait before try number `tries` (0 = the first repeat), ms. The whole span is random from the first
 * repeat on, so that a room of terminals does not come back in the same moment.
 * @param random 0..1
 */
export function backoffMs(tries: number, random: number, floor = 250, cap = 10_000): number {
  const ceiling = Math.min(cap, floor * 2 ** Math.min(tries + 1, 20));
  return Math.round(floor + (ceiling - floor) * random);
}

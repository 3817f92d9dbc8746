/**
 * Progress of one step. On a terminal one line ticks (seconds, percent, the latest note); elsewhere plain
 * lines: one at the start, one every half minute, one at the end.
 */
const TICK_MS = 500;
const PLAIN_EVERY_MS = 30_000;

export function openProgress(title, out = process.stdout) {
  const began = performance.now();
  const elapsed = () => Math.round((performance.now() - began) / 1000);
  let percent;
  let note = '';
  const state = () => `${percent === undefined ? '' : `${percent} %, `}${elapsed()} s`;
  const draw = () => {
    const line = `  … ${state()}${note ? `  ${note}` : ''}`;
    out.write(`\r\x1b[2K${line.slice(0, (out.columns || 80) - 1)}`);
  };
  out.write(`${title}\n`);
  const timer = out.isTTY
    ? setInterval(draw, TICK_MS)
    : setInterval(() => out.write(`  … ${state()}\n`), PLAIN_EVERY_MS);
  const close = (line) => {
    clearInterval(timer);
    out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${line}\n`);
  };
  return {
    /** @param {number} value 0–100 */
    percent(value) {
      percent = Math.max(0, Math.min(100, Math.floor(value)));
    },
    note(text) {
      note = text.replace(/\s+/g, ' ').trim();
    },
    done: (detail = '') => close(`  ✔ ${elapsed()} s${detail ? `: ${detail}` : ''}`),
    failed: () => close(`  ✖ after ${elapsed()} s`),
  };
}

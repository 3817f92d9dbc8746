/** Shared shapes. Every picture is 200 × 200 unless it says otherwise; nothing but plain SVG elements. */
export const svg = (inside, w = 200, h = 200) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${inside}</svg>\n`;
export const path = (d, a = '') => `<path d="${d}" ${a}/>`;
export const line = (d, w, c = '#111', more = '') =>
  path(d, `fill="none" stroke="${c}" stroke-width="${w}" stroke-linejoin="round" ${more}`);
export const fill = (d, c = '#111') => path(d, `fill="${c}"`);
export const rect = (x, y, w, h, c, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${c}" ${more}/>`;
export const disc = (x, y, r, c, more = '') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${c}" ${more}/>`;
export const text = (t, x, y, size, c = '#111', more = '') =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-weight="700" font-size="${size}" text-anchor="middle" fill="${c}" ${more}>${t}</text>`;
export const move = (inside, t) => `<g transform="${t}">${inside}</g>`;

const RED = '#d3202b';
const BLUE = '#1257a8';
const YELLOW = '#f7c600';
const GREEN = '#0a7a45';

export const warn = (s) =>
  svg(
    `<path d="M100 18L186 170H14z" fill="${YELLOW}" stroke="#111" stroke-width="10" stroke-linejoin="round"/>${s}`,
  );
const RING = `<circle cx="100" cy="100" r="84" fill="#fff" stroke="${RED}" stroke-width="18"/>`;
const SLASH = line('M45 45L155 155', 16, RED);
export const ban = (s) => svg(RING + s + SLASH);
export const limit = (s) => svg(RING + s);
export const endOf = (s) =>
  svg(
    `<circle cx="100" cy="100" r="90" fill="#fff" stroke="#111" stroke-width="4"/>${s}${line('M48 152L152 48M40 144L144 40M56 160L160 56', 5)}`,
  );
export const must = (s) => svg(disc(100, 100, 92, BLUE) + s);
export const info = (s) => svg(rect(10, 10, 180, 180, BLUE, 'rx="10"') + s);
export const motorway = (s) =>
  svg(
    rect(10, 10, 180, 180, GREEN, 'rx="10"') +
      rect(17, 17, 166, 166, 'none', 'rx="6" stroke="#fff" stroke-width="3"') +
      s,
  );

/** Arrows, head at the end of the last segment. */
export const up = (c, x = 100, y1 = 150, y2 = 50, w = 16) =>
  line(`M${x} ${y1}V${y2 + 18}`, w, c) +
  fill(`M${x - w * 1.4} ${y2 + 24}L${x} ${y2 - 6}L${x + w * 1.4} ${y2 + 24}z`, c);
export const left = (c, y = 90) =>
  line(`M118 152V${y}H72`, 16, c) + fill(`M78 ${y - 24}L44 ${y}L78 ${y + 24}z`, c);
export const right = (c, y = 90) =>
  line(`M82 152V${y}H128`, 16, c) + fill(`M122 ${y - 24}L156 ${y}L122 ${y + 24}z`, c);
export const uturn = (c) => line('M128 152V86a28 28 0 0 0-56 0V118', 16, c) + fill('M48 112H96L72 148z', c);

export const person = (c, x = 100, y = 96, k = 1) =>
  move(
    disc(0, -34, 8, c) +
      line('M0-24L-3 4L-18 30M-3 4L14 32M-2-16L-20 0M-2-16L16-2', 8, c, 'stroke-linecap="round"'),
    `translate(${x} ${y}) scale(${k})`,
  );
export const carSide = (c, x = 100, y = 100, k = 1) =>
  move(
    fill('M-46 14V0L-32-4L-18-20H16L32-4L46 0V14z', c) +
      disc(-26, 14, 10, c, 'stroke="#fff" stroke-width="3"') +
      disc(26, 14, 10, c, 'stroke="#fff" stroke-width="3"'),
    `translate(${x} ${y}) scale(${k})`,
  );
export const carFront = (c, x, y, k = 1, inner = '#fff') =>
  move(
    fill('M-22 14V-4L-16-22H16L22-4V14H14V20H6V14H-6V20H-14V14z', c) +
      rect(-12, -17, 24, 11, inner) +
      disc(-14, 4, 4, inner) +
      disc(14, 4, 4, inner),
    `translate(${x} ${y}) scale(${k})`,
  );
export const bike = (c, x = 100, y = 108, k = 1) =>
  move(
    `<g fill="none" stroke="${c}" stroke-width="6"><circle cx="-26" cy="10" r="18"/><circle cx="26" cy="10" r="18"/><path d="M-26 10L-10-18H16L26 10M-10-18L2 10L16-18M2 10H-26M-18-24H-4M16-18L12-30H22"/></g>`,
    `translate(${x} ${y}) scale(${k})`,
  );
export const moto = (c, x = 100, y = 104, k = 1) =>
  move(
    `<g fill="none" stroke="${c}" stroke-width="7"><circle cx="-30" cy="14" r="16"/><circle cx="30" cy="14" r="16"/></g>` +
      fill('M-34-2L-18-10H4L14-18H22L30 14L22 16L14 0L2 12H-18z', c) +
      disc(2, -42, 8, c) +
      line('M0-34L-6-12M0-30L20-20', 8, c),
    `translate(${x} ${y}) scale(${k})`,
  );

/** A road from above. `marks` in white or yellow on grey. */
export const road = (marks, w = 240, h = 200) =>
  svg(
    rect(0, 0, w, h, '#8fae86') +
      rect(20, 0, w - 40, h, '#5a6068') +
      rect(24, 0, 4, h, '#fff') +
      rect(w - 28, 0, 4, h, '#fff') +
      marks,
    w,
    h,
  );
export const dashes = (x, c, w = 6) =>
  [0, 1, 2, 3, 4].map((i) => rect(x - w / 2, i * 44 + 4, w, 26, c)).join('');
export const solid = (x, c, h = 200, w = 6) => rect(x - w / 2, 0, w, h, c);
/** A car from above, pointing up. */
export const carTop = (x, y, c, turn = 0, k = 1) =>
  move(
    rect(-13, -26, 26, 52, c, 'rx="8"') +
      rect(-10, -14, 20, 10, '#dfe9f0', 'rx="3"') +
      rect(-10, 12, 20, 8, '#dfe9f0', 'rx="3"'),
    `translate(${x} ${y}) rotate(${turn}) scale(${k})`,
  );
export const lampBox = (s) => svg(rect(0, 0, 200, 200, '#14181c', 'rx="18"') + s);
export const lights = (states) =>
  svg(
    rect(20, 10, 80, 220, '#1b1f24', 'rx="16"') +
      states.map((c, i) => disc(60, 50 + i * 70, 28, c ?? '#3a4047')).join(''),
    120,
    240,
  );

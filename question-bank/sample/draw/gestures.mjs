/**
 * The eight hand signals of traffic police (signals of the Ministry of Public Security, 2007), seen from the front:
 * the officer's left arm is on the right of the picture. Solid arms show where the movement begins, pale arms where it
 * ends, the orange arrow the way between.
 */
import { disc, line, move, path, rect, svg } from './shapes.mjs';

const NAVY = '#22345e';
const EDGE = '#0d1830';
const GLOVE = '#ffffff';
const SKIN = '#e9bd95';
const ARROW = '#d9480f';
const edge = (w = 2.5) => `stroke="${EDGE}" stroke-width="${w}" stroke-linejoin="round"`;

/** Fingers up, palm to the viewer, thumb on the side of the smaller x; the wrist is at 0 0. */
const PALM =
  path(
    'M-13 2V-18L-22-27Q-26-33-21-35Q-17-36-13-29V-46Q-13-52-8-52H9Q14-52 14-46V2z',
    `fill="${GLOVE}" ${edge()}`,
  ) + line('M-6-50V-26M1-51V-26M8-50V-26', 1.6, '#6b7686');
/** Seen from its edge, fingers up, thumb laid on. */
const BLADE =
  path('M-7 2V-42Q-7-50 0-50Q7-50 7-42V2z', `fill="${GLOVE}" ${edge()}`) +
  line('M-3-8Q3-16 2-27', 2, '#6b7686', 'stroke-linecap="round"');
/** A flat hand on its edge that comes towards the viewer: the thumb on top, the fingertips nearest and largest. */
const NEARING =
  path('M-8 2L-12-38Q-12-47-3-48Q11-49 12-39L9 2z', `fill="${GLOVE}" ${edge()}`) +
  path('M-3 0Q-8-22-3-31Q2-36 5-30Q5-14 6 0', `fill="${GLOVE}" ${edge(2)}`) +
  line('M-12-40Q-3-35 12-40', 1.8, '#6b7686');
const HANDS = { palm: PALM, blade: BLADE, nearing: NEARING };

/** A sleeve from a to b, `wide` at the shoulder and at the wrist (wider there when the arm comes to the viewer). */
function sleeve([ax, ay], [bx, by], [wa, wb]) {
  const long = Math.hypot(bx - ax, by - ay);
  const [nx, ny] = [(by - ay) / long, (ax - bx) / long];
  const at = (x, y, w) => `${(x + nx * w).toFixed(1)} ${(y + ny * w).toFixed(1)}`;
  const d = `M${at(ax, ay, wa)}L${at(bx, by, wb)}L${at(bx, by, -wb)}L${at(ax, ay, -wa)}A${wa} ${wa} 0 0 1 ${at(ax, ay, wa)}z`;
  return path(d, `fill="${NAVY}" ${edge()}`);
}
/** `turn` is the direction of the fingers (0 up, clockwise), `flip` puts the thumb on the other side. */
const arm = (from, to, { hand = 'palm', turn = 0, flip = false, wide = [15, 12], k = 1 } = {}) =>
  sleeve(from, to, wide) +
  move(HANDS[hand], `translate(${to[0]} ${to[1]}) rotate(${turn}) scale(${flip ? -k : k} ${k})`);
const pale = (s) => `<g opacity="0.45">${s}</g>`;

/** A curved arrow from a through the control point c to b. */
function arrow([ax, ay], [cx, cy], [bx, by]) {
  const t = (Math.atan2(by - cy, bx - cx) * 180) / Math.PI;
  const d = `M${ax} ${ay}Q${cx} ${cy} ${bx} ${by}`;
  const head = (more) =>
    move(
      path('M-4-15L22 0L-4 15z', `fill="${ARROW}" ${more}`),
      `translate(${bx} ${by}) rotate(${t.toFixed(1)})`,
    );
  return (
    line(d, 15, '#fff') +
    head('stroke="#fff" stroke-width="6" stroke-linejoin="round"') +
    line(d, 9, ARROW) +
    head('')
  );
}

/** `look`: -1 to the left of the picture, 0 to the viewer, 1 to the right. */
function head(look) {
  const side =
    look === 0
      ? disc(-29, 4, 6, SKIN, edge(2)) + disc(29, 4, 6, SKIN, edge(2))
      : path('M25-3Q34 7 32 11Q28 14 22 12', `fill="${SKIN}" ${edge(2)}`);
  const face =
    look === 0
      ? disc(-10, 2, 3.4, EDGE) +
        disc(10, 2, 3.4, EDGE) +
        line('M0 4V12H5', 2, '#a5764d') +
        line('M-8 21Q0 25 8 21', 2.6, '#8a4b3a')
      : disc(15, 0, 3.4, EDGE) +
        line('M12 21H22', 2.6, '#8a4b3a') +
        path('M-8 0q-9 4-1 14', `fill="none" ${edge(2)}`);
  const visor =
    look === 0
      ? path('M-30-14Q0-4 30-14Q26-3 0-1Q-26-3-30-14z', `fill="#111" ${edge(2)}`)
      : path('M-2-13Q18-18 31-14Q43-9 45-1Q24-8-2-13z', `fill="#111" ${edge(2)}`);
  const drawn =
    rect(-11, 22, 22, 26, SKIN, edge(2)) +
    (look === 0 ? side : '') +
    `<ellipse cx="0" cy="3" rx="27" ry="31" fill="${SKIN}" ${edge()}/>` +
    (look === 0 ? '' : side) +
    face +
    path('M-31-12Q-36-34-24-42Q0-52 24-42Q36-34 31-12Q0-20-31-12z', `fill="#fff" ${edge()}`) +
    path('M-31-12Q-31-20-30-24Q0-33 30-24Q31-20 31-12Q0-20-31-12z', `fill="${NAVY}" ${edge(2)}`) +
    visor +
    path('M0-38l7 4v6q0 6-7 9q-7-3-7-9v-6z', 'fill="#f2c230" stroke="#8a6a10" stroke-width="1.5"');
  return move(drawn, `translate(160 70) scale(${look < 0 ? -1 : 1} 1)`);
}

const BODY =
  path('M118 250H157V330H112zM163 250H202L208 330H163z', `fill="${NAVY}" ${edge()}`) +
  path('M118 116Q122 106 140 104H180Q198 106 202 116L204 252H116z', `fill="${NAVY}" ${edge()}`) +
  path('M128 106L150 104L160 124L170 104L192 106L198 226H122z', `fill="#cfe84a" ${edge(2)}`) +
  rect(124, 160, 72, 13, '#e9eef2', edge(1.5)) +
  rect(123, 196, 74, 13, '#e9eef2', edge(1.5)) +
  line('M160 124V226', 2, '#7d9020') +
  rect(117, 228, 86, 16, '#fff', edge(2)) +
  rect(151, 226, 18, 20, '#d9b23a', edge(2));

const RIGHT = [124, 124];
const LEFT = [196, 124];
const hanging = {
  right: arm(RIGHT, [104, 226], { hand: 'blade', turn: 184, wide: [14, 11] }),
  left: arm(LEFT, [216, 226], { hand: 'blade', turn: 176, flip: true, wide: [14, 11] }),
};
const officer = (look, ...arms) =>
  svg(rect(0, 0, 320, 320, '#d3dde4') + BODY + head(look) + arms.join(''), 320, 320);

const left = {
  up: arm(LEFT, [246, 62], { turn: 32, k: 1.05 }),
  out: arm(LEFT, [262, 120], { turn: 90 }),
  low: arm(LEFT, [246, 182], { hand: 'blade', turn: 139, flip: true }),
  lowest: arm(LEFT, [226, 216], { hand: 'blade', turn: 162, flip: true }),
  across: arm(LEFT, [184, 204], { hand: 'nearing', turn: 205, flip: true, wide: [14, 15], k: 1.15 }),
};
const right = {
  out: arm(RIGHT, [58, 120], { turn: -90, flip: true }),
  low: arm(RIGHT, [74, 182], { hand: 'blade', turn: -139 }),
  across: arm(RIGHT, [136, 204], { hand: 'nearing', turn: 155, wide: [14, 15], k: 1.15 }),
  /** Half to the front, palm down. */
  slow: arm(RIGHT, [66, 142], { hand: 'blade', turn: -104, wide: [14, 14], k: 1.15 }),
  slower: arm(RIGHT, [78, 208], { hand: 'blade', turn: -142, wide: [14, 14], k: 1.15 }),
  /** To the front on the edge of the hand, level and below. */
  edge: arm(RIGHT, [98, 154], { hand: 'nearing', turn: 204, wide: [15, 16], k: 1.3 }),
  edgeAcross: arm(RIGHT, [150, 158], { hand: 'nearing', turn: 152, wide: [15, 16], k: 1.3 }),
  edgeLow: arm(RIGHT, [96, 192], { hand: 'nearing', turn: 198, wide: [15, 16], k: 1.2 }),
  edgeLowAcross: arm(RIGHT, [156, 192], { hand: 'nearing', turn: 158, wide: [15, 16], k: 1.2 }),
};
/** Straight at the viewer, palm to the front: short and widening. */
const halt = {
  right: arm(RIGHT, [108, 160], { wide: [15, 17], k: 1.35, flip: true }),
  left: arm(LEFT, [212, 160], { wide: [15, 17], k: 1.35 }),
};

/** File, picture, then what is seen (not what it means) in Chinese and English. */
export const gestures = [
  [
    'gesture-stop',
    officer(0, hanging.right, left.up),
    '交警面对您，左臂伸直举向前上方，掌心向前',
    'an officer faces you, the left arm stretched forward and up, palm to the front',
  ],
  [
    'gesture-straight',
    officer(-1, left.out, right.out, arrow([48, 158], [74, 214], [150, 196])),
    '交警头转向自己右侧，两臂左右平伸，掌心向前，箭头从右手指向身前',
    'an officer looks to the officer’s right, both arms level to the sides, palms to the front; an arrow leads from the right hand across the body',
  ],
  [
    'gesture-left',
    officer(1, pale(left.across), left.low, halt.right, arrow([268, 232], [252, 296], [176, 286])),
    '交警头转向自己左侧，右臂向前平伸，掌心向前，箭头表示左臂从左侧摆到身前',
    'an officer looks to the officer’s left; the right arm is level to the front, palm forward; an arrow shows the left arm swing from the side to the front',
  ],
  [
    'gesture-left-wait',
    officer(1, hanging.right, pale(left.lowest), left.low, arrow([292, 214], [286, 262], [252, 284])),
    '交警头转向自己左侧，左臂伸向左下方，掌心向下，箭头表示左臂向下摆动',
    'an officer looks to the officer’s left; the left arm is held out low at the side, palm down; an arrow shows it swing down',
  ],
  [
    'gesture-right',
    officer(-1, pale(right.across), right.low, halt.left, arrow([52, 232], [68, 296], [144, 286])),
    '交警头转向自己右侧，左臂向前平伸，掌心向前，箭头表示右臂从右侧摆到身前',
    'an officer looks to the officer’s right; the left arm is level to the front, palm forward; an arrow shows the right arm swing from the side to the front',
  ],
  [
    'gesture-lane',
    officer(0, hanging.left, pale(right.edgeAcross), right.edge, arrow([74, 244], [134, 272], [190, 240])),
    '交警面对您，右臂向前平伸，掌心向左，箭头表示右臂水平向左摆动',
    'an officer faces you, the right arm level to the front, palm to the officer’s left; an arrow shows it swing level to the officer’s left',
  ],
  [
    'gesture-slow',
    officer(-1, hanging.left, pale(right.slower), right.slow, arrow([14, 174], [2, 220], [20, 268])),
    '交警头转向右前方，右臂向右前方平伸，掌心向下，箭头表示右臂向下摆动',
    'an officer looks half right; the right arm is level, half to the front, palm down; an arrow shows it swing down',
  ],
  [
    'gesture-pull-over',
    officer(0, left.up, pale(right.edgeLowAcross), right.edgeLow, arrow([74, 274], [134, 304], [196, 270])),
    '交警面对您，左臂举向前上方，掌心向前；右臂伸向前下方，掌心向左，箭头表示右臂水平向左摆动',
    'an officer faces you, the left arm forward and up, palm to the front; the right arm is low to the front, palm to the officer’s left, and an arrow shows it swing level to the officer’s left',
  ],
];

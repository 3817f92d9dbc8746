import {
  bike,
  carFront,
  fill,
  info,
  left,
  line,
  motorway,
  move,
  must,
  person,
  rect,
  right,
  text,
  up,
  uturn,
} from './shapes.mjs';

const K = '#111';
const W = '#fff';
/** Mandatory and information signs; columns as in signs.mjs. */
export const orders = [
  [
    'must-straight',
    must(up(W)),
    '直行',
    'Straight on only',
    '蓝色圆，白色向上箭头',
    'a blue disc with a white upward arrow',
  ],
  [
    'must-left',
    must(left(W)),
    '向左转弯',
    'Left turn only',
    '蓝色圆，白色向左箭头',
    'a blue disc with a white arrow to the left',
  ],
  [
    'must-right',
    must(right(W)),
    '向右转弯',
    'Right turn only',
    '蓝色圆，白色向右箭头',
    'a blue disc with a white arrow to the right',
  ],
  [
    'must-keep-right',
    must(line('M64 52L132 128', 16, W) + fill('M146 146L104 134L138 104z', W)),
    '靠右侧道路行驶',
    'Keep to the right',
    '蓝色圆，白色斜向右下箭头',
    'a blue disc with a white arrow pointing down to the right',
  ],
  [
    'must-roundabout',
    must(
      [0, 120, 240]
        .map((a) =>
          move(
            line('M0-44A44 44 0 0 1 36-26', 14, W) + fill('M26-40L50-10L16-14z', W),
            `translate(100 100) rotate(${a})`,
          ),
        )
        .join(''),
    ),
    '环岛行驶',
    'Roundabout',
    '蓝色圆，三个首尾相接的箭头',
    'a blue disc with three arrows chasing each other',
  ],
  [
    'must-horn',
    must(
      fill('M56 88H74L124 64V136L74 112H56z', W) +
        line('M134 84Q146 100 134 116M144 74Q164 100 144 126', 7, W),
    ),
    '鸣喇叭',
    'Sound the horn',
    '蓝色圆，一只白色喇叭',
    'a blue disc with a white horn',
  ],
  [
    'must-min-50',
    must(text('50', 100, 128, 80, W) + line('M58 142H142', 7, W)),
    '最低限速',
    'Minimum speed',
    '蓝色圆，白色数字50',
    'a blue disc with the white number 50',
  ],
  [
    'must-walk',
    must(person(W, 100, 104, 1.5)),
    '步行',
    'Pedestrians only',
    '蓝色圆，一个白色走路的人',
    'a blue disc with a white walking person',
  ],
  [
    'must-motor',
    must(carFront(W, 100, 102, 2, '#1257a8')),
    '机动车行驶',
    'Motor vehicles only',
    '蓝色圆，一辆白色汽车正面',
    'a blue disc with a white car seen from the front',
  ],
  [
    'must-bike',
    must(bike(W, 100, 104, 1.3)),
    '非机动车行驶',
    'Non-motor vehicles only',
    '蓝色圆，一辆白色自行车',
    'a blue disc with a white bicycle',
  ],
  [
    'info-crossing',
    info(
      `<path d="M100 34L168 154H32z" fill="#fff"/>` +
        person(K, 100, 112, 1) +
        line('M52 148H148', 5, K, 'stroke-dasharray="10 6"'),
    ),
    '人行横道',
    'Pedestrian crossing',
    '蓝色方牌，白三角里一个走在条纹上的人',
    'a blue square, a person on stripes in a white triangle',
  ],
  [
    'info-one-way',
    info(up(W, 100, 166, 40, 24)),
    '单行路（直行）',
    'One-way road',
    '蓝色方牌，一个粗的白色向上箭头',
    'a blue square with one thick white upward arrow',
  ],
  [
    'info-parking',
    info(text('P', 100, 150, 150, W)),
    '停车场',
    'Parking place',
    '蓝色方牌，白色字母P',
    'a blue square with a white letter P',
  ],
  [
    'info-dead-end',
    info(line('M100 166V80', 20, W) + rect(58, 54, 84, 24, '#d3202b')),
    '此路不通',
    'Dead end',
    '蓝色方牌，白竖线顶上一道红杠',
    'a blue square, a white line ending at a red bar',
  ],
  [
    'info-uturn',
    info(uturn(W)),
    '允许掉头',
    'U-turn allowed',
    '蓝色方牌，白色掉头箭头',
    'a blue square with a white U-shaped arrow',
  ],
  [
    'way-motorway',
    motorway(line('M70 160L92 50M130 160L108 50', 9, W) + line('M100 150V130M100 112V96M100 80V68', 6, W)),
    '高速公路起点',
    'Start of motorway',
    '绿色方牌，两条收拢的白线',
    'a green square with two white lines drawing together',
  ],
];

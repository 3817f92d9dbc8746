import {
  carTop,
  dashes,
  disc,
  fill,
  lampBox,
  left,
  lights,
  line,
  move,
  person,
  rect,
  right,
  road,
  solid,
  svg,
  text,
  up,
} from './shapes.mjs';

const W = '#fff';
const Y = '#f2b700';
const R = '#e02b2b';
const G = '#19a34a';
export const markings = [
  [
    'mark-double-yellow',
    road(solid(113, Y) + solid(127, Y)),
    '双黄实线',
    'Double solid yellow line',
    '路中间两条黄色实线',
    'two solid yellow lines in the middle of a road',
    '双向车辆都不得越线或压线行驶',
    'no vehicle in either direction may cross it or drive on it',
  ],
  [
    'mark-dashed-yellow',
    road(dashes(120, Y)),
    '黄色虚线',
    'Dashed yellow line',
    '路中间一条黄色虚线',
    'one dashed yellow line in the middle of a road',
    '分隔对向车流，安全时可以越线超车',
    'it separates opposing traffic; cross it to overtake when safe',
  ],
  [
    'mark-solid-dashed',
    road(solid(112, Y) + dashes(128, Y)),
    '黄色虚实线',
    'Solid and dashed yellow line',
    '路中间左边黄实线、右边黄虚线',
    'a solid yellow line on the left of a dashed one',
    '实线一侧不得越线，虚线一侧安全时可以越线',
    'never cross from the solid side; from the dashed side when safe',
  ],
  [
    'mark-dashed-white',
    road(dashes(90, W) + dashes(150, W)),
    '白色虚线',
    'Dashed white line',
    '同向车道之间的白色虚线',
    'dashed white lines between lanes',
    '分隔同向车道，安全时可以变道',
    'it separates lanes in one direction; change lane when it is safe',
  ],
  [
    'mark-solid-white',
    road(solid(90, W) + solid(150, W)),
    '白色实线',
    'Solid white line',
    '同向车道之间的白色实线',
    'solid white lines between lanes',
    '分隔同向车道，不得越线变道',
    'it separates lanes in one direction; do not change lane across it',
  ],
  [
    'mark-zebra',
    road([0, 1, 2, 3, 4, 5].map((i) => rect(34 + i * 30, 70, 18, 60, W)).join('')),
    '人行横道线',
    'Pedestrian crossing',
    '横过道路的白色粗条纹',
    'thick white stripes across a road',
    '行人由此过路，车辆应减速，有行人通过时停车让行',
    'pedestrians cross here; slow down, and stop for them',
  ],
  [
    'mark-stop-line',
    road(dashes(120, W) + rect(120, 60, 92, 12, W) + carTop(166, 130, '#c23b3b')),
    '停止线',
    'Stop line',
    '车前一道横的白色实线',
    'a solid white line across the lane before a car',
    '停车时车头不得越过这条线',
    'when you stop, the front of your vehicle must not pass it',
  ],
  [
    'mark-arrow-left',
    road(move(left(W), 'translate(20 0)')),
    '左转导向箭头',
    'Left-turn arrow',
    '车道上向左的白色箭头',
    'a white arrow to the left in a lane',
    '这条车道供左转弯的车辆使用',
    'this lane is for vehicles turning left',
  ],
  [
    'mark-arrow-right',
    road(move(right(W), 'translate(20 0)')),
    '右转导向箭头',
    'Right-turn arrow',
    '车道上向右的白色箭头',
    'a white arrow to the right in a lane',
    '这条车道供右转弯的车辆使用',
    'this lane is for vehicles turning right',
  ],
  [
    'mark-arrow-straight',
    road(up(W, 120)),
    '直行导向箭头',
    'Straight-on arrow',
    '车道上向前的白色箭头',
    'a white arrow straight on in a lane',
    '这条车道供直行的车辆使用',
    'this lane is for vehicles going straight on',
  ],
  [
    'mark-grid',
    road(
      rect(60, 50, 120, 100, 'none', `stroke="${Y}" stroke-width="5"`) +
        line(
          'M60 90L100 50M60 130L140 50M80 150L180 50M120 150L180 90M160 150L180 130M60 110L100 150M60 70L140 150M80 50L180 150M120 50L180 110M160 50L180 70',
          3,
          Y,
        ),
    ),
    '网状线',
    'Yellow box',
    '黄色方框里的斜网格',
    'a yellow box filled with crossing lines',
    '不得在这里停车',
    'you may not stop inside it',
  ],
  [
    'mark-diversion',
    road(
      fill('M120 20L160 190H80z', 'none') +
        line('M120 20L164 190M120 20L76 190', 5, W) +
        line('M112 60L120 74L128 60M104 100L120 120L136 100M94 140L120 166L146 140', 8, W),
    ),
    '导流线',
    'Diversion lines',
    '白色的V形斜线区',
    'an area of white V-shaped stripes',
    '车辆不得压线或在里面行驶',
    'do not drive on the lines or inside them',
  ],
];
export const signals = [
  [
    'light-red',
    lights([R, null, null]),
    '红灯',
    'Red light',
    '竖排三个灯，最上面的亮',
    'three lights in a column, the top one lit',
    '禁止通行；右转车辆不妨碍被放行的车辆和行人时可以通行',
    'do not pass; turn right only if you hinder nobody let through',
  ],
  [
    'light-yellow',
    lights([null, Y, null]),
    '黄灯',
    'Yellow light',
    '竖排三个灯，中间的亮',
    'three lights in a column, the middle one lit',
    '已越过停止线的可以继续通行',
    'vehicles already past the stop line may go on',
  ],
  [
    'light-green',
    lights([null, null, G]),
    '绿灯',
    'Green light',
    '竖排三个灯，最下面的亮',
    'three lights in a column, the bottom one lit',
    '准许通行，转弯车辆不得妨碍被放行的直行车辆和行人',
    'you may pass; when turning, hinder nobody let straight through',
  ],
  [
    'light-lane-red',
    svg(rect(10, 10, 180, 180, '#1b1f24', 'rx="16"') + line('M55 55L145 145M145 55L55 145', 18, R)),
    '车道红叉灯',
    'Red cross over a lane',
    '黑底上一个红色叉形',
    'a red cross on black',
    '本车道车辆禁止通行',
    'this lane is closed',
  ],
  [
    'light-lane-green',
    svg(
      rect(10, 10, 180, 180, '#1b1f24', 'rx="16"') +
        move(up(G, 0, 50, -50, 18), 'translate(100 100) rotate(180)'),
    ),
    '车道绿箭头灯',
    'Green arrow over a lane',
    '黑底上一个绿色向下箭头',
    'a green downward arrow on black',
    '准许本车道车辆通行',
    'this lane may be used',
  ],
  [
    'light-arrow-left',
    svg(
      rect(10, 10, 180, 180, '#1b1f24', 'rx="16"') +
        line('M150 100H80', 18, G) +
        fill('M90 60L40 100L90 140z', G),
    ),
    '绿色左箭头灯',
    'Green arrow to the left',
    '黑底上一个绿色向左箭头',
    'a green arrow to the left on black',
    '准许左转',
    'you may turn left',
  ],
];
const lamp = (s, c) => lampBox(s.replaceAll('@', c));
const L = (d, w = 9) => line(d, w, '@');
export const lamps = [
  [
    'lamp-oil',
    lamp(
      fill('M48 96H70L76 84H104L110 96L150 84L158 94L120 132H64L48 110z', '@') + disc(164, 118, 6, '@'),
      R,
    ),
    '机油压力过低',
    'Oil pressure too low',
    '一把滴油的油壶',
    'an oil can with a drop',
  ],
  [
    'lamp-battery',
    lamp(
      rect(46, 78, 108, 66, 'none', 'stroke="@" stroke-width="9"') +
        rect(60, 64, 20, 14, '@') +
        rect(120, 64, 20, 14, '@') +
        L('M64 110H84M116 110H136M126 100V120', 7),
      R,
    ),
    '充电系统故障',
    'Charging fault',
    '一个带加减号的方盒',
    'a box with plus and minus',
  ],
  [
    'lamp-brake',
    lamp(
      disc(100, 100, 44, 'none', 'stroke="@" stroke-width="9"') +
        L('M46 58A68 68 0 0 0 46 142M154 58A68 68 0 0 1 154 142') +
        rect(94, 72, 12, 34, '@') +
        disc(100, 122, 8, '@'),
      R,
    ),
    '制动系统警告',
    'Brake system warning',
    '圆圈里一个感叹号，两侧有弧线',
    'an exclamation mark in a circle between two arcs',
  ],
  [
    'lamp-abs',
    lamp(
      disc(100, 100, 46, 'none', 'stroke="@" stroke-width="9"') +
        L('M44 56A70 70 0 0 0 44 144M156 56A70 70 0 0 1 156 144') +
        text('ABS', 100, 113, 36, '@'),
      Y,
    ),
    '防抱死制动系统故障',
    'ABS fault',
    '圆圈里三个字母ABS',
    'the letters ABS in a circle',
  ],
  [
    'lamp-airbag',
    lamp(
      disc(76, 56, 14, '@') +
        L('M76 74L66 118L110 128L124 156M66 118L58 156', 11) +
        disc(124, 92, 30, 'none', 'stroke="@" stroke-width="9"'),
      R,
    ),
    '安全气囊故障',
    'Airbag fault',
    '一个坐着的人，胸前一个圆球',
    'a seated person with a ball before the chest',
  ],
  [
    'lamp-engine',
    lamp(
      fill(
        'M52 92H66V80H88V68H80V58H122V68H112V80H130L144 94V86H158V134H144V126L130 142H82L66 126H60V138H46V92z',
        '@',
      ),
      Y,
    ),
    '发动机故障',
    'Engine fault',
    '发动机形状的图案',
    'an outline like an engine',
  ],
  [
    'lamp-temperature',
    lamp(
      L('M92 48V112M92 58H114M92 78H114M92 98H114') +
        disc(92, 120, 15, '@') +
        L('M46 142Q60 130 74 142T102 142T130 142T156 142', 7),
      R,
    ),
    '冷却液温度过高',
    'Coolant too hot',
    '液面上的一支温度计',
    'a thermometer above waves',
  ],
  [
    'lamp-fuel',
    lamp(
      rect(58, 54, 58, 92, 'none', 'stroke="@" stroke-width="9"') +
        rect(70, 66, 34, 24, '@') +
        L('M116 96H130V128A9 9 0 0 0 148 128V84L130 66') +
        rect(50, 142, 74, 10, '@'),
      Y,
    ),
    '燃油存量过低',
    'Fuel low',
    '一台加油机',
    'a fuel pump',
  ],
  [
    'lamp-high-beam',
    lamp(
      fill('M96 60Q156 100 96 140Q80 100 96 60z', '@') + L('M40 66H84M40 88H80M40 112H80M40 134H84', 8),
      '#3f8cff',
    ),
    '远光灯开启',
    'Main beam on',
    '灯形图案前几道水平的线',
    'a lamp with level lines before it',
  ],
  [
    'lamp-low-beam',
    lamp(
      fill('M96 60Q156 100 96 140Q80 100 96 60z', '@') +
        L('M36 80L84 66M36 102L80 88M36 126L80 112M36 148L84 134', 8),
      G,
    ),
    '近光灯开启',
    'Dipped beam on',
    '灯形图案前几道斜向下的线',
    'a lamp with lines slanting down',
  ],
  [
    'lamp-fog',
    lamp(
      fill('M96 60Q156 100 96 140Q80 100 96 60z', '@') +
        L('M40 80L84 66M36 106L80 92M40 136L84 122', 8) +
        L('M58 56Q48 72 58 88T58 120T58 150', 7),
      G,
    ),
    '前雾灯开启',
    'Front fog lamp on',
    '斜线被一道波浪线穿过的灯形图案',
    'a lamp whose slanting lines are crossed by a wave',
  ],
  [
    'lamp-hazard',
    lamp(
      `<path d="M100 46L160 148H40z" fill="none" stroke="@" stroke-width="10" stroke-linejoin="round"/><path d="M100 84L128 132H72z" fill="none" stroke="@" stroke-width="9" stroke-linejoin="round"/>`,
      R,
    ),
    '危险报警闪光灯开启',
    'Hazard lights on',
    '大三角里套着小三角',
    'a small triangle inside a large one',
  ],
  [
    'lamp-belt',
    lamp(disc(100, 54, 15, '@') + L('M72 148V104Q72 80 100 80T128 104V148', 11) + L('M126 82L76 142', 9), R),
    '未系安全带',
    'Seat belt not fastened',
    '胸前斜过一条带子的人',
    'a person with a band across the chest',
  ],
  [
    'lamp-door',
    lamp(
      rect(82, 50, 36, 104, 'none', 'stroke="@" stroke-width="9" rx="12"') +
        L('M82 86L46 104M118 86L154 104') +
        rect(88, 74, 24, 16, '@'),
      R,
    ),
    '车门未关',
    'Door open',
    '两侧车门张开的汽车俯视图',
    'a car from above with both doors open',
  ],
];
const cross = (more) =>
  svg(
    rect(0, 0, 260, 260, '#8fae86') +
      rect(85, 0, 90, 260, '#5a6068') +
      rect(0, 85, 260, 90, '#5a6068') +
      rect(127, 0, 6, 70, Y) +
      rect(127, 190, 6, 70, Y) +
      rect(0, 127, 70, 6, Y) +
      rect(190, 127, 70, 6, Y) +
      more,
    260,
    260,
  );
export const scenes = [
  [
    'scene-right-first',
    cross(
      carTop(152, 222, '#c23b3b') +
        carTop(222, 108, '#2d6cdf', -90) +
        text('A', 152, 232, 17, W) +
        text('B', 226, 114, 17, W),
    ),
    '没有信号灯和标志的路口，A车由南向北直行，B车从A车右侧驶来',
    'a junction without lights or signs: car A goes north, car B comes from its right',
  ],
  [
    'scene-zebra',
    road(
      [0, 1, 2, 3, 4, 5].map((i) => rect(34 + i * 30, 60, 18, 46, W)).join('') +
        carTop(166, 160, '#c23b3b') +
        person('#111', 96, 88, 0.9),
    ),
    '一辆车驶近人行横道，有行人正在通过',
    'a car nears a zebra crossing on which a person walks',
  ],
  [
    'scene-ambulance',
    road(
      dashes(120, W) +
        carTop(166, 60, '#c23b3b') +
        carTop(166, 150, '#fff') +
        rect(160, 132, 12, 5, R) +
        rect(163.5, 128, 5, 13, R),
    ),
    '红车后面驶来一辆闪灯的白色救护车',
    'a white ambulance comes up behind a red car',
  ],
  [
    'scene-left-turn',
    cross(
      carTop(152, 222, '#c23b3b') +
        carTop(108, 40, '#2d6cdf', 180) +
        line('M152 190Q152 152 92 152', 5, '#ffd9d9', 'stroke-dasharray="8 6"') +
        line('M108 72V190', 5, '#d9e6ff', 'stroke-dasharray="8 6"'),
    ),
    '红车要左转，对面蓝车直行，虚线是行驶路线',
    'a red car wants to turn left, a blue one comes straight on; dashed lines are their ways',
  ],
  [
    'scene-parked-bus',
    road(
      dashes(120, Y) +
        rect(148, 20, 40, 90, '#e8b52d', 'rx="6" stroke="#111" stroke-width="2"') +
        rect(152, 25, 32, 10, '#dfe9f0', 'rx="3"') +
        rect(152, 98, 32, 7, '#dfe9f0', 'rx="3"') +
        text('校', 168, 66, 20) +
        text('车', 168, 88, 20) +
        line('M148 48H140', 3, '#111') +
        disc(134, 48, 8, R, 'stroke="#fff" stroke-width="2"') +
        carTop(166, 158, '#c23b3b') +
        person('#111', 202, 66, 0.6),
    ),
    '红车前方停着一辆黄色校车，伸出停车标志，学生正在上下车',
    'a yellow school bus with its stop sign out lets pupils on and off in front of a red car',
  ],
];

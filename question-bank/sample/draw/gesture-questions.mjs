import { both, judge, multi, single } from './write.mjs';

const NAMES = {
  stop: ['停止信号', 'Stop', '不准前方的车辆通行', 'traffic in front must not go'],
  straight: [
    '直行信号',
    'Go straight',
    '准许右方直行的车辆通行',
    'traffic from the officer’s right may go straight',
  ],
  left: ['左转弯信号', 'Turn left', '准许车辆左转弯', 'vehicles may turn left'],
  'left-wait': [
    '左转弯待转信号',
    'Move up and wait to turn left',
    '准许左方左转弯的车辆进入路口，靠近路口中心等候',
    'vehicles from the officer’s left that turn left may move up to the middle of the junction and wait',
  ],
  right: [
    '右转弯信号',
    'Turn right',
    '准许右方的车辆右转弯',
    'traffic from the officer’s right may turn right',
  ],
  lane: ['变道信号', 'Change lane', '车辆应当腾空指定的车道，减速慢行', 'clear the lane shown and slow down'],
  slow: ['减速慢行信号', 'Slow down', '车辆应当减速慢行', 'slow down and go slowly'],
  'pull-over': [
    '示意车辆靠边停车信号',
    'Pull over',
    '车辆应当靠边停车',
    'move to the side of the road and stop',
  ],
};
/** What each is easily taken for, and the place of the right one among the options. */
const TAKEN_FOR = [
  ['stop', ['pull-over', 'straight', 'lane'], 2],
  ['straight', ['stop', 'left', 'right'], 0],
  ['left', ['right', 'left-wait', 'straight'], 3],
  ['left-wait', ['left', 'slow', 'pull-over'], 1],
  ['right', ['left', 'lane', 'slow'], 0],
  ['lane', ['pull-over', 'right', 'slow'], 3],
  ['slow', ['left-wait', 'stop', 'lane'], 2],
  ['pull-over', ['stop', 'lane', 'slow'], 1],
];

const signal = (key) => ({
  code: '交通警察手势信号',
  article: NAMES[key][0],
  note: '公安部，2007年10月1日起施行',
});
const police = { code: '道交法', article: '第38条' };

/** Questions on the eight hand signals: their names for subject 1, what to do for subject 3. */
export function gestureQuestions(gestures) {
  const alt = new Map(gestures.map(([file, , zh, en]) => [file, both(zh, en)]));
  const on = (key, subject, chapter, explanation, made, more = [police]) => ({
    ...made,
    subjects: [subject],
    vehicles: ['car', 'moto'],
    chapter,
    explanation,
    lawRef: [signal(key), ...more],
    media: [{ file: `gesture-${key}.svg`, alt: alt.get(`gesture-${key}`) }],
    difficulty: 2,
    tags: ['gesture'],
  });
  const name = (key) => NAMES[key].slice(0, 2);

  const k1 = TAKEN_FOR.map(([key, others, right]) => {
    const [zh, en, mean, means] = NAMES[key];
    const options = [...others.slice(0, right), key, ...others.slice(right)].map(name);
    return on(
      key,
      'K1',
      '道路通行条件及通行规定',
      both(`这是${zh}：${mean}。`, `The signal is “${en.toLowerCase()}”: ${means}.`),
      single(
        both('图中交警发出的是什么手势信号？', 'Which hand signal does the officer in the picture give?'),
        'ABCD'[right],
        ...options,
      ),
    );
  });

  const scene = (key, explanation, made, more) =>
    on(key, 'K3', '道路交通信号在交通场景中的综合应用', explanation, made, more);
  const k3 = [
    scene(
      'stop',
      both('这是停止信号，不准前方车辆通行。', 'This is the stop signal: traffic in front must not go.'),
      single(
        both('您正对图中的交警驶来，应当怎样做？', 'You drive towards this officer. What should you do?'),
        'D',
        ['减速后继续直行', 'Slow down and go straight on'],
        ['变更车道后继续行驶', 'Change lane and drive on'],
        ['靠路边停车，接受检查', 'Pull over for a check'],
        ['停车等候，不进入路口', 'Stop and wait outside the junction'],
      ),
    ),
    scene(
      'straight',
      both(
        '这是直行信号，准许从交警右方来的车辆直行。',
        'This is the signal to go straight. It lets traffic from the officer’s right go straight.',
      ),
      single(
        both(
          '图中交警面对您所在的方向，准许哪些车辆直行？',
          'The officer stands facing your road. Who may go straight?',
        ),
        'A',
        ['从交警右方来的车辆', 'Traffic from the officer’s right'],
        ['正对交警的车辆', 'Traffic facing the officer'],
        ['从交警身后来的车辆', 'Traffic from behind the officer'],
        ['所有方向的车辆', 'Traffic from every side'],
      ),
    ),
    scene(
      'straight',
      both('有交警指挥时，按照交警的指挥通行。', 'Where police direct traffic, follow the police.'),
      judge(
        both(
          '图中交警的指挥与信号灯不一致时，应当按照交警的指挥通行。',
          'If this officer and the lights disagree, follow the officer.',
        ),
        true,
      ),
    ),
    scene(
      'left',
      both(
        '左转弯信号准许车辆左转弯；不妨碍被放行的车辆时，也可以掉头。',
        'Vehicles may turn left. A U-turn is also allowed if it does not hinder the vehicles let through.',
      ),
      single(
        both(
          '您从图中交警的左方驶来，想在路口掉头。怎样做是正确的？',
          'You come from this officer’s left. How may you make a U-turn?',
        ),
        'B',
        ['这个手势只准左转弯，不准掉头', 'This signal allows a left turn only, no U-turn'],
        ['不妨碍被放行的车辆时，可以掉头', 'Make the U-turn if you do not hinder vehicles let through'],
        ['可以抢在左转的车辆前面掉头', 'Make the U-turn ahead of those turning left'],
        ['先开到路口中心，等下一个手势', 'Drive to the middle and wait for the next signal'],
      ),
    ),
    scene(
      'left-wait',
      both(
        '左转弯待转信号准许左方左转弯的车辆进入路口，靠近路口中心，等候左转弯信号。',
        'Vehicles from the officer’s left may move up to the middle of the junction, and wait there for the signal to turn left.',
      ),
      multi(
        both(
          '您从图中交警的左方驶来，准备左转弯，应当怎样做？',
          'You come from this officer’s left and want to turn left. What should you do?',
        ),
        'AC',
        ['进入路口，靠近路口中心', 'Enter the junction and move up to its middle'],
        ['不停车，直接完成左转弯', 'Complete the left turn without stopping'],
        ['等候左转弯信号', 'Wait for the signal to turn left'],
        ['改为直行通过路口', 'Go straight on instead'],
      ),
    ),
    scene(
      'right',
      both(
        '右转弯信号准许从交警右方来的车辆右转弯。',
        'This signal lets traffic from the officer’s right turn right.',
      ),
      judge(
        both(
          '图中手势准许的是从交警左方来的车辆右转弯。',
          'The signal in the picture is for traffic from the officer’s left: it may turn right.',
        ),
        false,
      ),
    ),
    scene(
      'lane',
      both(
        '变道信号要求车辆腾空指定的车道，减速慢行。变道时不得影响其他车辆正常行驶。',
        'Clear the lane the officer shows and slow down. Changing lane must not disturb other traffic.',
      ),
      multi(
        both(
          '您正对图中的交警驶来，哪些做法是正确的？',
          'You drive towards this officer. Which of these are right?',
        ),
        'ABD',
        ['减速慢行', 'Slow down'],
        ['让出交警指定的车道', 'Leave the lane the officer shows'],
        ['加速从原车道通过', 'Speed up and pass in the same lane'],
        ['变道时让旁边车道的车先行', 'Let traffic in the next lane go first when you change lane'],
      ),
      [police, { code: '实施条例', article: '第44条第2款' }],
    ),
    scene(
      'slow',
      both(
        '减速慢行信号只要求慢行，没有要求停车。',
        'The signal asks you to slow down; it does not tell you to stop.',
      ),
      judge(
        both('图中手势要求车辆立即停车。', 'The signal in the picture tells vehicles to stop at once.'),
        false,
      ),
    ),
    scene(
      'pull-over',
      both(
        '这是示意车辆靠边停车信号。靠路边停车前应开右转向灯。',
        'This is the signal to pull over. Signal right before you stop at the side of the road.',
      ),
      single(
        both('交警向您做出图中手势，应当怎样做？', 'An officer gives you this signal. What should you do?'),
        'C',
        ['停在停止线前，等候放行', 'Stop at the stop line and wait to be let through'],
        ['换到旁边的车道继续行驶', 'Move to the next lane and drive on'],
        ['开右转向灯，靠路边停车', 'Signal right and stop at the side of the road'],
        ['减速慢行，不必停车', 'Slow down, no need to stop'],
      ),
      [police, { code: '实施条例', article: '第57条第2项' }],
    ),
  ];
  return { k1, k3 };
}

import { both, judge, multi, single } from './write.mjs';

/** Questions on the junction scenes; several on one scene ask different things. */
export function sceneQuestions(scenes) {
  const alt = new Map(scenes.map(([file, , zh, en]) => [file, both(zh, en)]));
  const on = (file, lawRef, explanation, made) => ({
    ...made,
    subjects: ['K3'],
    vehicles: ['car', 'moto'],
    chapter: '道路交通信号在交通场景中的综合应用',
    explanation,
    lawRef,
    media: [{ file: `${file}.svg`, alt: alt.get(file) }],
    difficulty: 2,
    tags: ['junction'],
  });
  const law = (code, article) => [{ code, article }];
  return [
    on(
      'scene-right-first',
      law('实施条例', '第52条第2项'),
      both(
        '没有信号灯、标志和交警的路口，让右方道路的来车先行。',
        'Without lights, signs or police, traffic from the right goes first.',
      ),
      single(
        both(
          '图中路口没有信号灯、标志、标线控制，哪辆车先行？',
          'Nothing controls this junction. Which car goes first?',
        ),
        'B',
        ['A车，因为直行', 'Car A, as it goes straight'],
        ['B车，因为它从A车右方驶来', 'Car B, as it comes from the right of A'],
        ['谁快谁先行', 'The faster one'],
        ['同时通过', 'Both at once'],
      ),
    ),
    on(
      'scene-right-first',
      law('实施条例', '第52条'),
      both(
        '进入路口前应停车瞭望，让右方来车先行。',
        'Stop and look before the junction, and let traffic from the right go first.',
      ),
      multi(
        both('A车驶近图中这样的路口，应当怎样做？', 'What should car A do on nearing a junction like this?'),
        'ABC',
        ['进入路口前停车瞭望', 'Stop and look before the junction'],
        ['让右方来车先行', 'Let traffic from the right go first'],
        ['确认安全后再通过', 'Go on only when it is safe'],
        ['鸣喇叭抢先通过', 'Sound the horn and rush through'],
      ),
    ),
    on(
      'scene-zebra',
      law('道交法', '第47条第1款'),
      both('行人正在通过人行横道时，应当停车让行。', 'Stop for pedestrians who are on the crossing.'),
      judge(
        both(
          '图中情形，只要行人还没走到车前，驾驶人就可以不停车通过。',
          'In this picture the driver need not stop as long as the pedestrian is not yet in front of the car.',
        ),
        false,
      ),
    ),
    on(
      'scene-zebra',
      law('道交法', '第47条'),
      both('行经人行横道应减速，遇行人通过应停车让行。', 'Slow down at crossings and stop for pedestrians.'),
      multi(
        both('图中红车驾驶人的哪些做法是正确的？', 'Which of these are right for the driver of the red car?'),
        'ABD',
        ['提前减速', 'Slow down early'],
        ['在人行横道前停车让行', 'Stop before the crossing'],
        ['从行人身后快速绕过', 'Pass quickly behind the pedestrian'],
        ['等行人通过后再起步', 'Move off when the pedestrian has crossed'],
      ),
    ),
    on(
      'scene-ambulance',
      law('道交法', '第53条第1款'),
      both(
        '执行紧急任务的救护车有优先通行权，其他车辆应当让行。',
        'An ambulance on duty has priority; others give way.',
      ),
      multi(
        both(
          '图中后面的救护车正在执行任务，红车应当怎样做？',
          'The ambulance behind is on duty. What should the red car do?',
        ),
        'AC',
        ['靠右减速让行', 'Move to the right, slow down and give way'],
        ['加速跑在前面', 'Speed up and stay ahead'],
        ['必要时停车让行', 'Stop if need be'],
        ['跟在救护车后面快速通过路口', 'Follow it quickly through the junction'],
      ),
    ),
    on(
      'scene-ambulance',
      law('道交法', '第53条'),
      both(
        '执行紧急任务的救护车不受行驶路线和信号灯的限制，其他车辆应当让行。',
        'On duty it is not bound by lanes and lights, and others give way.',
      ),
      judge(
        both(
          '图中救护车执行紧急任务时，红车和行人都应当让行。',
          'When this ambulance is on duty, the red car and pedestrians all give way.',
        ),
        true,
      ),
    ),
    on(
      'scene-left-turn',
      law('实施条例', '第52条第3项'),
      both('转弯的机动车让直行的车辆先行。', 'Turning vehicles give way to those going straight.'),
      single(
        both(
          '图中路口没有信号控制，红车左转，蓝车对面直行，谁先行？',
          'Nothing controls this junction: red turns left, blue comes straight on. Who goes first?',
        ),
        'C',
        ['红车', 'The red car'],
        ['先到停止线的车', 'Whoever reaches the line first'],
        ['蓝车', 'The blue car'],
        ['互相示意后决定', 'They settle it by signs'],
      ),
    ),
    on(
      'scene-left-turn',
      law('道交法', '第44条'),
      both('通过路口应减速慢行，让优先通行的车辆先行。', 'Slow down and let those with priority go first.'),
      multi(
        both('图中红车左转时要注意什么？', 'What must the red car mind when it turns left?'),
        'ABCD',
        ['开启左转向灯', 'Signal left'],
        ['减速慢行', 'Slow down'],
        ['让对面直行车先行', 'Let oncoming traffic go first'],
        ['观察路口内的行人', 'Look for pedestrians'],
      ),
    ),
    on(
      'scene-parked-bus',
      law('校车条例', '第33条'),
      both(
        '校车停车上下学生时，后方车辆应当停车等待，不得超越。',
        'While a school bus lets pupils on and off, vehicles behind wait and do not pass.',
      ),
      judge(
        both(
          '图中同向只有一条车道，后方红车应当停车等待，不得超越。',
          'With one lane in this direction the red car behind must wait and not pass.',
        ),
        true,
      ),
    ),
  ];
}

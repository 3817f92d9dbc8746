/**
 * Draws the sample bank's pictures and writes the questions on them:
 *   node question-bank/sample/draw/make.mjs
 * The same catalogue feeds both, so that no picture is without a question.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gestureQuestions } from './gesture-questions.mjs';
import { gestures } from './gestures.mjs';
import { lamps, markings, scenes, signals } from './roads.mjs';
import { sceneQuestions } from './scene-questions.mjs';
import { orders } from './orders.mjs';
import { bans, warnings } from './signs.mjs';
import { JUDGE, both } from './write.mjs';

const sample = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const media = path.join(sample, 'media');
mkdirSync(media, { recursive: true });

const ROAD = '道路通行条件及通行规定';
const SIGNAL = '道路交通信号在交通场景中的综合应用';
const LETTERS = ['A', 'B', 'C', 'D'];
let turn = 0;

/** What would also be true of a picture is no distractor: a round green light lets its lane pass and turn left. */
const ALSO_TRUE = { 'light-green': ['light-lane-green', 'light-arrow-left'] };

/** Distractors are three more of the same family; the place of the right one goes round. */
function single(list, i, stem, meaning) {
  const right = turn++ % 4;
  const others = [];
  for (let k = 1 + (turn % 2); others.length < 3; k++) {
    const next = list[(i + k) % list.length];
    const alsoTrue = ALSO_TRUE[list[i][0]]?.includes(next[0]);
    const other = meaning(next);
    if (!alsoTrue && other['zh-CN'] !== meaning(list[i])['zh-CN']) others.push(other);
  }
  const texts = [...others.slice(0, right), meaning(list[i]), ...others.slice(right)];
  return {
    type: 'single',
    stem,
    options: texts.map((t, k) => ({ id: LETTERS[k], text: t })),
    answer: [LETTERS[right]],
    shuffle: true,
  };
}
function judge(list, i, say, meaning) {
  const right = turn++ % 2 === 0;
  const claimed = meaning(right ? list[i] : list[(i + 3) % list.length]);
  return { type: 'judge', stem: say(claimed), options: JUDGE, answer: [right ? 'A' : 'B'], shuffle: false };
}
/** Within a sentence; ABS, T-junction and U-turn keep their capitals. */
const within = (en) => (/^[A-Z][A-Z-]/.test(en) ? en : en[0].toLowerCase() + en.slice(1));
const sentence = (en) => en[0].toUpperCase() + en.slice(1);
const question = (id, base, more) => ({ id, ...more, ...base });

const kindOf = { warn: '警告标志', ban: '禁令标志', order: '指示标志' };
const meaningOf = (e) => both(e[2], e[3]);
const k1 = [];
const k3 = [];
let nK1 = 0;
let nK3 = 0;
const no = (n) => String(n).padStart(3, '0');
const common = (e, chapter, subject, lawRef, explanation, tags) => ({
  subjects: [subject],
  vehicles: ['car', 'moto'],
  chapter,
  explanation,
  lawRef,
  media: [{ file: `${e[0]}.svg`, alt: both(e[4], e[5]) }],
  difficulty: 1,
  tags,
});

function signs(list, family) {
  list.forEach((e, i) => {
    const law = [{ code: 'GB 5768.2', article: `${kindOf[family]} ${e[2]}` }];
    const why = both(`这是${kindOf[family]}“${e[2]}”。`, `This sign means: ${within(e[3])}.`);
    const asJudge = i % 5 === 1 || i % 5 === 3;
    const made = asJudge
      ? judge(
          list,
          i,
          (m) => both(`图中标志的含义是“${m['zh-CN']}”。`, `The sign in the picture means: ${within(m.en)}.`),
          meaningOf,
        )
      : single(list, i, both('图中标志表示什么？', 'What does the sign in the picture mean?'), meaningOf);
    const toK3 = i % 6 === 4;
    if (toK3) k3.push(question(`k3-sig-p${no(++nK3)}`, made, common(e, SIGNAL, 'K3', law, why, ['sign'])));
    else k1.push(question(`k1-road-p${no(++nK1)}`, made, common(e, ROAD, 'K1', law, why, ['sign'])));
  });
}
signs(warnings, 'warn');
signs(bans, 'ban');
signs(orders, 'order');

/** What a light means is said by the regulations; GB 14887 says only what it looks like. */
const regulation = (article) => [{ code: '实施条例', article }];
const RULE_OF = {
  'light-red': regulation('第38条'),
  'light-yellow': regulation('第38条第1款第2项'),
  'light-green': regulation('第38条第1款第1项'),
  'light-lane-red': regulation('第40条第2项'),
  'light-lane-green': regulation('第40条第1项'),
  'light-arrow-left': regulation('第41条'),
};
const says = (e) => both(e[6], e[7]);
const asOption = (e) => both(e[6], sentence(e[7]));
for (const [list, code, tag] of [
  [markings, 'GB 5768.3', 'marking'],
  [signals, 'GB 14887', 'light'],
]) {
  list.forEach((e, i) => {
    const law = [...(RULE_OF[e[0]] ?? []), { code, article: e[2] }];
    const why = both(`${e[2]}：${e[6]}。`, `${e[3]}: ${e[7]}.`);
    const made =
      i % 5 === 1 || i % 5 === 3
        ? judge(
            list,
            i,
            (m) =>
              both(
                tag === 'light'
                  ? `看到图中的信号灯，应当这样理解：${m['zh-CN']}。`
                  : `图中标线的作用是：${m['zh-CN']}。`,
                `${tag === 'light' ? 'The light' : 'The marking'} in the picture means: ${m.en}.`,
              ),
            says,
          )
        : single(
            list,
            i,
            tag === 'light'
              ? both('图中的信号灯是什么意思？', 'What does the light in the picture mean?')
              : both('图中的标线是什么意思？', 'What does the marking in the picture mean?'),
            asOption,
          );
    if (i % 3 === 2)
      k3.push(question(`k3-sig-p${no(++nK3)}`, made, common(e, SIGNAL, 'K3', law, why, [tag])));
    else k1.push(question(`k1-road-p${no(++nK1)}`, made, common(e, ROAD, 'K1', law, why, [tag])));
  });
}

const vehicle = lamps.map((e, i) => {
  const made =
    i % 5 === 1 || i % 5 === 3
      ? judge(
          lamps,
          i,
          (m) =>
            both(
              `仪表板上图中的灯亮起，表示${m['zh-CN']}。`,
              `When the lamp in the picture lights up, it means: ${within(m.en)}.`,
            ),
          meaningOf,
        )
      : single(
          lamps,
          i,
          both(
            '仪表板上图中的灯亮起，表示什么？',
            'What does it mean when the lamp in the picture lights up?',
          ),
          meaningOf,
        );
  return question(`k1-veh-p${no(i + 1)}`, made, {
    ...common(
      e,
      '机动车基础知识',
      'K1',
      [{ code: 'GB 4094', article: e[2] }],
      both(`这个灯表示${e[2]}。`, `This lamp means: ${within(e[3])}.`),
      ['lamp'],
    ),
    vehicles: ['car'],
  });
});

const onGestures = gestureQuestions(gestures);
for (const q of [...sceneQuestions(scenes), ...onGestures.k3])
  k3.push(question(`k3-sig-p${no(++nK3)}`, {}, q));
for (const q of onGestures.k1) k1.push(question(`k1-road-p${no(++nK1)}`, {}, q));

const pictures = [warnings, bans, orders, markings, signals, lamps, scenes, gestures].flat();
for (const e of pictures) writeFileSync(path.join(media, `${e[0]}.svg`), e[1]);
const bank = (file, zh, en, questions) => {
  const lines = questions.map((q) => JSON.stringify(q)).join(',\n');
  writeFileSync(
    path.join(sample, 'questions', file),
    `{"format":"kaotai-bank","version":1,"name":${JSON.stringify(both(zh, en))},"questions":[\n${lines}\n]}\n`,
  );
};
bank('k1-signs.json', '标志标线和信号灯', 'Signs, markings and lights', k1);
bank('k1-lamps.json', '仪表板指示灯', 'Dashboard lamps', vehicle);
bank('k3-signal-pic.json', '信号的综合应用（图）', 'Signals in traffic, with pictures', k3);
console.log(`${pictures.length} pictures, ${k1.length + vehicle.length + k3.length} questions`);

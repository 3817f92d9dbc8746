import { createHash } from 'node:crypto';
import type { PaperItem } from 'exam-contract/paper';

/** A picture of a round sign, different for each number. */
const svg = (n: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#dfe9ec"/>` +
  `<rect x="192" y="170" width="16" height="130" fill="#7a8790"/><circle cx="200" cy="120" r="86" fill="#fff" stroke="#c22" stroke-width="22"/>` +
  `<text x="200" y="150" font-size="84" font-family="sans-serif" font-weight="700" text-anchor="middle">${n}</text></svg>`;

export interface FakeQuestion extends PaperItem {
  right: string[];
}
export interface FakePaper {
  questions: FakeQuestion[];
  media: Map<string, { mime: string; data: Buffer }>;
}

const long =
  '夜间在没有路灯、照明不良的道路上行驶，遇对向来车时，应当在距对向来车150米以外改用近光灯，在窄路、窄桥与非机动车会车时也应当使用近光灯。这种做法对吗？';

/** For looking at scripts and directions only: words, not translations, and of no office. */
const LAYOUT_ONLY: Readonly<Record<string, { stem: string; option: string }>> = {
  'mn-Mong': {
    stem: 'ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌ ᠦᠨ ᠲᠤᠷᠰᠢᠯᠲᠠ᠃ ᠵᠠᠮ ᠢᠶᠠᠷ ᠶᠠᠪᠤᠬᠤ ᠳᠤ ᠠᠩᠬᠠᠷᠤᠭᠠᠷᠠᠢ᠃ ᠤᠯᠠᠭᠠᠨ ᠭᠡᠷᠡᠯ ᠳᠦ ᠵᠣᠭᠰᠣᠨ᠎ᠠ᠃',
    option: 'ᠲᠤᠷᠰᠢᠯᠲᠠ',
  },
  ug: { stem: 'سىناق سوئال: يولدا دىققەت قىلىڭ، قىزىل چىراغدا توختاڭ.', option: 'سىناق جاۋاب' },
};

function inLanguages(q: FakeQuestion, languages: readonly string[]): FakeQuestion {
  const more = (part: 'stem' | 'option', mark: string) =>
    Object.fromEntries(
      languages.flatMap((tag) => {
        const words = LAYOUT_ONLY[tag]?.[part];
        return words ? [[tag, `${words} ${mark}`]] : [];
      }),
    );
  return {
    ...q,
    stem: { ...more('stem', String(q.index + 1)), ...q.stem },
    options: q.options.map((o) => ({ ...o, text: { ...more('option', o.id), ...o.text } })),
  };
}

/** A paper of `count` questions of every type, some with a picture, some without English. */
export function fakePaper(count: number, languages: readonly string[] = []): FakePaper {
  const media = new Map<string, { mime: string; data: Buffer }>();
  const picture = (n: number) => {
    const data = Buffer.from(svg(n));
    const sha256 = createHash('sha256').update(data).digest('hex');
    media.set(sha256, { mime: 'image/svg+xml', data });
    return { sha256, mime: 'image/svg+xml', alt: { 'zh-CN': '圆形交通标志', en: 'A round traffic sign' } };
  };
  const questions = Array.from({ length: count }, (_, index): FakeQuestion => {
    const n = index + 1;
    const common = { index, chapter: '道路通行条件及通行规定', media: n % 3 === 2 ? [picture(n * 10)] : [] };
    if (n % 5 === 0)
      return {
        ...common,
        type: 'multi',
        stem: {
          'zh-CN': `第${n}组：下列哪些做法有利于安全停车？`,
          en: `Set ${n}: which of these help to park safely?`,
        },
        options: [
          { id: 'A', text: { 'zh-CN': '拉紧驻车制动', en: 'Set the parking brake' } },
          { id: 'B', text: { 'zh-CN': '关闭所有车灯后倒车', en: 'Reverse with all lights off' } },
          { id: 'C', text: { 'zh-CN': '下车前观察后方', en: 'Look behind before getting out' } },
          { id: 'D', text: { 'zh-CN': '按规定朝向停放', en: 'Park facing the prescribed way' } },
        ],
        right: ['A', 'C', 'D'],
      };
    if (n % 2 === 0)
      return {
        ...common,
        type: 'single',
        stem: {
          'zh-CN': `第${n}题：图中标志所示路段的最高车速应当怎样理解？`,
          ...(n % 4 === 0 ? {} : { en: `No. ${n}: how is the speed shown on this sign to be understood?` }),
        },
        options: [
          { id: 'C', text: { 'zh-CN': '不得超过标明的数值', en: 'It must not be exceeded' } },
          { id: 'A', text: { 'zh-CN': '必须达到标明的数值', en: 'It must be reached' } },
          { id: 'D', text: { 'zh-CN': '只约束大型车辆', en: 'It only binds large vehicles' } },
          { id: 'B', text: { 'zh-CN': '夜间可以不遵守', en: 'It may be ignored at night' } },
        ],
        right: ['C'],
      };
    return {
      ...common,
      type: 'judge',
      stem:
        n === 1
          ? { 'zh-CN': long }
          : {
              'zh-CN': `第${n}题：通过学校门前应当减速慢行。`,
              en: `No. ${n}: slow down in front of a school.`,
            },
      options: [
        { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
        { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
      ],
      right: ['A'],
    };
  });
  return { questions: questions.map((q) => inLanguages(q, languages)), media };
}

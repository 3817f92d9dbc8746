import { say, type Rule } from '../rule';

/** 图书, 图谋, 图方便 and the like are no pictures, nor are 试图, 企图, 意图, 力图, 贪图 and 地图 before 中. */
const PICTURE_WORDS = [
  /(?:如|见|看|据|由|从|按照?|参照|下|上|左|右|附|该|此|这|前|后)图(?!书|谋|纸|钉|章|像识别|方便|省|快|便宜|一时|舒|利|痛|财|个|享|清|腾|样)/,
  /(?<![试企意力妄贪希地版蓝拼])图(?:中|示|内所|上所)(?!途|止|断)/,
  /图片[中里内上]|(?:上|下|右|左|此|该|这[张幅]?|下列|以下|下面(?:的|这张)?)图[片形]|动画(?:所示|中|里)|如动画/,
  /\bshown (?:here|below|above|in the (?:picture|figure|image|photo|diagram|illustration))|\bin the (?:picture|figure|image|photo|diagram|illustration)\b|\b(?:picture|figure|image|diagram) (?:below|above|shows?)\b|\b(?:sign|signal|marking|light|gesture)s? (?:shown|pictured|depicted)\b|\bas (?:shown|pictured|illustrated|depicted)\b/i,
];
const SEEN = '(?:标志|标线|标识|手势|仪表盘?|指示灯|报警灯|警告灯|图标|信号灯)';
const KIND = '(?:交通|道路|警告|禁令|指示|指路)?';
const POINTS_AT = new RegExp(`(?:这[个种些]|这样的|下面的?|下列)${KIND}${SEEN}`);
/** 该标志 may be the one that the stem named before. */
const POINTS_BACK = new RegExp(`(?:该|此)${KIND}${SEEN}`);
const NAMED_BEFORE = new RegExp(`${SEEN}[^。；;]*?(?:该|此)${KIND}${SEEN}`);

/** Words that point at something to be seen without calling it a picture. */
const IMPLIES_PICTURE =
  /^这是什么|(?:以下|[左右前](?:侧|前?方|侧方)|路两侧|[红黄蓝绿白][圈框]中)的?(?:交通)?(?:标志|标线)(?:表示|指示|提示|警告|告知|预告|提醒|警示)|这个(?:路口|路段|位置|仪表|驾驶人|信号|符号|铁路道口)|^交通警察(?:发出|做出)的?(?:是|这)|^(?:驾驶机动车|驾车|机动车|遇到?|在|夜间)?[^，。,]{0,12}(?:遇到?|在)?这种(?:情况|情形|信号|路面|道路|路口|弯道|公交车站|傍山险路)|\b(?:what|which) (?:does|is|do) (?:this|these|the following) (?:traffic |road )?(?:sign|signal|marking|light|gesture)s?\b|^this (?:traffic |road )?(?:sign|signal|marking|gesture)\b|\bthe following (?:traffic |road )?(?:sign|signal|marking)s? (?:represents?|means?|indicates?|denotes?|shows?)\b/i;

/** Whether a stem cannot be understood without its picture. */
function speaksOfPicture(stem: string): boolean {
  if (PICTURE_WORDS.some((form) => form.test(stem))) return true;
  return POINTS_AT.test(stem) || (POINTS_BACK.test(stem) && !NAMED_BEFORE.test(stem));
}

/** "What does this sign mean?" without a sign: exports that lost their pictures are full of these. */
export const pictureMentioned: Rule = {
  code: 'PICTURE_MENTIONED',
  severity: 'error',
  mend: say('请补上图片，否则考生无法作答', 'Add the picture; the question cannot be answered without it'),
  judge: (q) => {
    if (q.media.length > 0) return undefined;
    const stem = q.stem['zh-CN'];
    const value = stem;
    if (speaksOfPicture(stem)) {
      const message = say('题干提到图片，却没有图片', 'The stem speaks of a picture but there is none');
      return { path: ['stem'], value, message };
    }
    if (!IMPLIES_PICTURE.test(stem)) return undefined;
    const message = say(
      '题干好像在说一张图，却没有图片',
      'The stem seems to be about a picture but there is none',
    );
    return { path: ['stem'], value, message, severity: 'warning' as const };
  },
};

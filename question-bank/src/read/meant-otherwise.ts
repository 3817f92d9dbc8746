import { headingOf } from './document/headings';
import type { DocumentLine } from './document/line';
import type { Table, TableRow } from './table';

const THEIRS =
  /错题|[错误]选|选错|作答|答题[卡纸]|答卷|问卷|调查|满意度|评价表|\b(?:surveys?|mistakes?|feedback|responses?|submissions?)\b/i;
const LOOKS =
  /[红黄绿蓝橙紫灰黑][色字底]|标[红黄绿蓝色]|底[色纹]|颜色|加粗|粗体|高亮|下划线|\b(?:red|yellow|green|blue|orange|bold|colou?r(?:ed)?|highlight(?:ed)?|underlined)\b/i;
const RIGHT = /正确|答案|\b(?:right|correct|answers?|keys?)\b/i;
const WRONG =
  /错|误|不正确|不对|修[改订]|改[动为]|更新|变更|新增|存疑|有疑|待[定核查]|\b(?:wrong|incorrect|not|changed|revised|new)\b/i;
const NOTE = /^\s*[（(【[*※]?\s*(?:注|说明|备注|图例|提示|note|legend)/i;
/** Columns of a sheet in which what stands out was worked on. */
const WORKED_ON = /^(?:修[改订]|校对|改动|变更)(?:人|者|日期|时间|说明|记录|内容|意见)?$/;
/** Whose a list of answers is: what somebody answered, counted or got wrong, or what no longer holds. */
const TAKEN =
  /作答|答题[卡纸]|答卷|(?:考生|学员|学生|用户)的?(?:答案|选择|选项|提交|成绩)|座位|统计|记录|错题|[旧原错]答案|错误答案|作废|废弃|(?:^|[^a-z])(?:users?|students?|candidates?|responses?|submi(?:t(?:s|ted)?|ssions?)|results?|records?|histor(?:y|ies)|logs?|attempts?|sessions?|mistakes?|wrong|old|seats?)(?:$|[^a-z])/i;
/** A name of a person, as sheets and files of what they answered have: 张三. */
const NAME =
  /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石贾付邹熊孟秦邱侯尹薛闫段雷黎史陶贺毛郝顾龚邵万覃钱戴严莫孔][\u4e00-\u9fa5]{1,2}$/;
const SAID_RIGHT = /(?:正确|参考|标准)答案|\b(?:correct|right)\b/i;
const PERSON =
  /姓\s*名|学\s*号|准考证|座位号|得\s*分|成\s*绩|用\s*时|作答|(?:答题|交卷|提交)时间|\b(?:name|score|student)\s*[:：]/i;

/**
 * Whether a sheet says that what stands out by its look is something else than the key: what somebody chose or got wrong
 * (`错题本`), what was changed (`黄色为本次修改`), the answers of a survey. `above` are the rows with the header.
 */
export function looksMeanOtherwise(table: Table, header: TableRow): boolean {
  const name = `${table.file.slice(table.file.lastIndexOf('/') + 1)} ${table.sheet ?? ''}`;
  const notes = table.rows.flatMap((r) => {
    const filled = r.cells.filter((c) => c.trim() !== '');
    const [only = ''] = filled;
    return r.row < header.row || (filled.length === 1 && NOTE.test(only)) ? filled : [];
  });
  const legend = (text: string) => LOOKS.test(text) && (!RIGHT.test(text) || WRONG.test(text));
  if (header.cells.some((c) => WORKED_ON.test(c.trim()))) return true;
  return THEIRS.test(name) || notes.some((text) => THEIRS.test(text) || legend(text));
}

/** 红字为…, 标红的是…: a line that says what a look means, not one about lights and lines. */
const EXPLAINS = /为|是|表示|代表|标[红黄绿蓝]|[字体底]\s?[:：=]|\b(?:is|are|means?|marks?)\b/i;

/**
 * The same of a document: by its name, by what stands above its first question (the lines before `begins`), by notes and
 * headings.
 */
export function documentLooksMeanOtherwise(
  file: string,
  lines: readonly DocumentLine[],
  begins: number,
): boolean {
  if (THEIRS.test(stem(file))) return true;
  return lines.some(({ text, heading }, i) => {
    if (text.length > 120 || text.trim() === '') return false;
    const above = i < begins;
    if (!above && !NOTE.test(text)) return headingOf(text, heading) !== undefined && THEIRS.test(text);
    return (
      THEIRS.test(text) ||
      (EXPLAINS.test(text) && LOOKS.test(text) && (!RIGHT.test(text) || WRONG.test(text)))
    );
  });
}

interface Named {
  file: string;
  sheet?: string;
}
const DEFAULT = /^(?:sheet|工作表|表)\s?\d*$/i;
const stem = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w{1,8}$/, '');
/** What somebody called it: the sheet, or the file where the sheet has no name of its own. */
const calledBy = ({ file, sheet }: Named) =>
  sheet === undefined || DEFAULT.test(sheet.trim()) ? stem(file) : sheet;

/** Whether a list of numbers and letters is no list of keys by its name or by what stands with it (`above`, its header with it). */
export function isNoKeyList(place: Named, above: readonly string[]): boolean {
  const name = calledBy(place).trim();
  const sayRight = above.some((text) => SAID_RIGHT.test(text));
  return (
    TAKEN.test(name) || (NAME.test(name) && !sayRight) || above.some((t) => PERSON.test(t) || TAKEN.test(t))
  );
}

const WORDS =
  /(?:参考|标准|正确)?答案|题目|试题|题库|试卷|\b(?:answers?|keys?|questions?)\b|[\s_\-–（）()[\]【】]/gi;
const TAG =
  /\d+|[A-Z甲乙丙丁](?=[卷套])|[一二三四五六七八九十]+(?=[卷套章节期部])|(?<=科目?)[一二三四]|(?<=[卷套])[A-Z甲乙丙丁一二三四五六七八九十]/g;

const bare = (text: string) => text.normalize('NFKC').replace(WORDS, '').toLowerCase();
function tags(text: string): string[] {
  return DEFAULT.test(text.trim()) ? [] : (text.normalize('NFKC').toUpperCase().match(TAG) ?? []);
}

/**
 * Whether keys are named for other questions than these: `B卷答案` are not those of `A卷`, and what bears the name of
 * another sheet or file belongs to that one, even where that has its keys already.
 */
export function namedForOthers(keys: Named, own: Named, all: readonly Named[]): boolean {
  const within = keys.file === own.file;
  const nameOf = (n: Named) => (within ? (n.sheet ?? '') : stem(n.file));
  const [asked, mine] = [bare(nameOf(keys)), bare(nameOf(own))];
  if (asked !== '' && asked !== mine) {
    const others = within ? all.filter((n) => n.file === keys.file) : all;
    if (others.some((n) => bare(nameOf(n)) === asked)) return true;
  }
  const [one, other] = [tags(nameOf(keys)), tags(nameOf(own))];
  return one.length > 0 && other.length > 0 && !one.some((t) => other.includes(t));
}

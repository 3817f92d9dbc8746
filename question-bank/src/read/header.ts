import type { Table, TableRow } from './table';

type Base =
  | 'id'
  | 'type'
  | 'chapter'
  | 'answer'
  | 'lawRef'
  | 'validFrom'
  | 'validTo'
  | 'picture'
  | 'subjects'
  | 'vehicles';
type Rest = 'shuffle' | 'difficulty' | 'tags' | 'options' | 'own';
type Translated =
  'stem' | 'explanation' | 'pictureAlt' | `option${'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H'}`;
/** What a column can hold. `…En` is the English of it. */
export type FieldKey = Base | Rest | Translated | `${Translated}En`;

/** Column names by what they mean, the surer ones first: 题号 is the id even where 序号 merely counts rows. */
const NAMES: Readonly<Record<Base | Rest | 'stem' | 'explanation' | 'pictureAlt', string>> = {
  id: '题号 编号 题目编号 试题编号 题目id 试题id id questionid qid 代码 code 序号 no num number',
  type: '题型 试题类型 题目类型 类型 type questiontype',
  chapter: '章节 章 章节名称 所属章节 chapter 分类 类别 知识点 topic category section',
  stem: '题干 题目 题目内容 试题内容 试题 问题 stem question questiontext 内容 content text title',
  answer: '答案 正确答案 标准答案 参考答案 answer correctletter key correct correctanswer rightanswer ans',
  explanation: '解析 答案解析 试题解析 题目解析 解释 说明 explanation analysis explain',
  lawRef: '法规 法规依据 法律依据 依据 法条 条款 lawref law legalbasis',
  validFrom: '生效日期 生效 有效期起 起始日期 validfrom',
  validTo: '失效日期 失效 有效期止 截止日期 validto',
  picture: '图片 图片文件 图片名称 图片名 配图 附图 图 image picture media img pic figure',
  pictureAlt: '图片说明 图片描述 alt picturealt imagealt',
  subjects: '科目 考试科目 subject subjects',
  vehicles: '车型 适用车型 准驾车型 vehicle vehicles',
  shuffle: '选项乱序 允许乱序 乱序 shuffle',
  difficulty: '难度 难易度 难度系数 difficulty',
  tags: '标签 关键词 tags tag keywords',
  options: '选项 备选项 选项内容 options choices',
  own: '考台版式',
};

export interface Meaning {
  key: FieldKey;
  /** Lower is surer. */
  rank: number;
}

const BY_NAME = new Map<string, Meaning>(
  Object.entries(NAMES).flatMap(([key, names]) =>
    names.split(' ').map((name, rank): [string, Meaning] => [name, { key: key as FieldKey, rank }]),
  ),
);
const TRANSLATED = new Set(['stem', 'explanation', 'pictureAlt']);
const OPTION = /^(?:选项|备选项|答案|option|opt|choice|answer|response)?([a-h])(?:选项|项)?$/;
const NUMBERED_OPTION = /^(?:选项|备选项|option|opt|choice|item|answer|response)0?([1-8])$/;

/** What a column or key of that name holds, by the names offices, apps and APIs give it; undefined if nobody knows. */
export function meaningOf(header: string): Meaning | undefined {
  const text = header.normalize('NFKC').trim();
  const english = /英文|英语|english|(?:[\s_(-]|[a-z](?=E))en\)?$/i;
  const isEnglish = english.test(text);
  const name = text
    .replace(isEnglish ? english : /$^/, (found) => (/^[a-z]En/.test(found) ? found.charAt(0) : ''))
    .toLowerCase()
    .replace(/必填|选填|[\s_\-.:：*()（）[\]【】·/"']+/g, '');
  const letter = OPTION.exec(name)?.[1]?.toUpperCase();
  const digit = NUMBERED_OPTION.exec(name)?.[1];
  const option = letter ?? (digit ? String.fromCharCode(64 + Number(digit)) : undefined);
  if (option) return { key: `option${option}${isEnglish ? 'En' : ''}` as FieldKey, rank: 0 };
  const found = BY_NAME.get(name);
  if (!found || (isEnglish && !TRANSLATED.has(found.key))) return undefined;
  return isEnglish ? { key: `${found.key}En` as FieldKey, rank: found.rank } : found;
}

/** A header row understood. Columns are 0-based. */
export interface Header {
  row: TableRow;
  columns: ReadonlyMap<FieldKey, number>;
  unknown: number[];
  /** Columns that mean what another one means already. */
  twice: { column: number; other: number }[];
}

/** What the clerk said columns mean, by their name in the file; null leaves a column out. Goes before our own reading. */
export type ColumnMap = ReadonlyMap<string, FieldKey | null>;

function understand(row: TableRow, said: ColumnMap | undefined): Header {
  const columns = new Map<FieldKey, number>();
  const ranks = new Map<FieldKey, number>();
  const unknown: number[] = [];
  const twice: Header['twice'] = [];
  row.cells.forEach((cell, column) => {
    if (cell.trim() === '') return;
    const told = said?.get(cell.trim());
    if (told === null) return;
    const meaning = told ? { key: told, rank: -1 } : meaningOf(cell);
    if (!meaning) {
      unknown.push(column);
      return;
    }
    const other = columns.get(meaning.key);
    if (other !== undefined && (ranks.get(meaning.key) ?? 0) <= meaning.rank) {
      twice.push({ column, other });
      return;
    }
    if (other !== undefined) twice.push({ column: other, other: column });
    columns.set(meaning.key, column);
    ranks.set(meaning.key, meaning.rank);
  });
  return { row, columns, unknown, twice };
}

/** How far down a header is looked for; above it offices put titles and remarks. */
export const HEADER_ROWS = 20;

/** The row that reads most like a header: it must name a stem and an answer. */
export function findHeader(table: Pick<Table, 'rows'>, said?: ColumnMap): Header | undefined {
  let best: Header | undefined;
  for (const row of table.rows.slice(0, HEADER_ROWS)) {
    const header = understand(row, said);
    if (!header.columns.has('stem') || !header.columns.has('answer')) continue;
    if (!best || header.columns.size > best.columns.size) best = header;
  }
  return best;
}

import { localeOf } from '../model/locale';
import type { FieldKey, LocaleKey, Translated } from './field-keys';
import { otherMeaning, otherPlace } from './other-languages';
import { simplified } from './traditional';

export type { FieldKey } from './field-keys';
type Plain = Exclude<FieldKey, `option${string}` | `${string}En` | LocaleKey> | 'options';

/** Column names by what they mean, the surer ones first: 题号 is the id even where 序号 merely counts rows. */
const NAMES: Readonly<Record<Plain, string>> = {
  id: '题号 编号 题目编号 试题编号 题目id 试题id id questionid qid 代码 code 序号 no num number nr numéro numero nº n° № дугаар',
  type: '题型 试题类型 题目类型 题型名称 题类 题目题型 试题题型 类型 type questiontype fragetyp типвопроса',
  chapter:
    '章节 章 章节名称 所属章节 chapter 分类 类别 知识点 topic category section kapitel thema tema thème argomento capitolo раздел тема бүлэг сэдэв',
  stem:
    '题干 题目 题目内容 试题内容 试题 问题 stem question questiontext questiontitle questioncontent questionstem ' +
    'questionbody itemtext timu tigan 内容 content text title 标题 q frage fragetext fragestellung aufgabe pregunta enunciado domanda quesito pergunta énoncé enoncé вопрос текствопроса асуулт 判断题 单选题 多选题 选择题 判断题题目 单选题题目 多选题题目',
  answer:
    '答案 正确答案 标准答案 参考答案 answer correctletter key correct correctanswer rightanswer correctoption ' +
    'correctchoice correctopt correctansweroption correctanswerletter 标答 正确项 answertrue correctresponse rightoption correctindex answerindex correctanswerindex correctoptionindex answerkey correctanswers rightanswers daan ans lösung loesung richtigeantwort richtigeantworten korrekteantwort richtig respuestacorrecta correcta respuesta solución bonneréponse bonnesréponses réponsecorrecte réponsejuste rispostacorretta rispostaesatta risposta verofalso soluzione respostacorreta resposta правильныйответ верныйответ ответ правильный ключ зөвхариулт зөв хариулт',
  explanation:
    '解析 答案解析 试题解析 题目解析 解释 说明 explanation analysis explain explains bestanswer rationale jiexi feedback erklärung erläuterung begründung explicación explication commentaire spiegazione commento пояснение комментарий объяснение тайлбар answerexplanation',
  lawRef: '法规 法规依据 法律依据 依据 法条 条款 lawref law legalbasis',
  validFrom: '生效日期 生效 有效期起 起始日期 validfrom',
  validTo: '失效日期 失效 有效期止 截止日期 validto',
  picture:
    '图片 图片文件 图片名称 图片名 图片地址 图片链接 题目图片 试题图片 题图 配图 附图 插图 图 image picture media img pic figure imageurl imgurl picurl imagelink questionimage questionimageurl questionimg imagepath imgpath imagefile imagefilename imagename photo bild imagen immagine рисунок картинка изображение зураг',
  pictureAlt: '图片说明 图片描述 alt picturealt imagealt',
  subjects: '科目 考试科目 subject subjects',
  vehicles: '车型 适用车型 准驾车型 驾照类型 车辆类型 vehicle vehicles',
  shuffle: '选项乱序 允许乱序 乱序 shuffle',
  difficulty: '难度 难易度 难易程度 难度系数 难度等级 difficulty',
  tags: '标签 关键词 tags tag keywords',
  options: '选项 备选项 候选项 选择项 选项内容 选项列表 全部选项 options choices',
  own: '考台版式',
};

/** Names that people put together from parts; less sure than the names above. */
const COMPOSED: readonly [RegExp, FieldKey, FieldKey?][] = [
  [/^(?:备选|候选)答案$/, 'options'],
  // With another column for the answer these are the options.
  [/^答案选项$/, 'answer', 'options'],
  [
    /^(?:试题|题目|考题|本题|问题|答题)?(?:答案)?(?:解析|详解|解释|分析|点评|讲解|解题思路)(?:内容|说明|文字)?$/,
    'explanation',
  ],
  [
    /^(?:试题|题目|考题|本题|问题)?(?:正确|标准|参考|最终)?(?:答案|(?<=正确)选项)(?:选项|字母|序号|编号|代码|内容)?$/,
    'answer',
  ],
  [
    /^(?:试题|题目|考题|本题|问题)?(?:题干|题目|题面|题文|试题|考题|问题)(?:内容|描述|名称|正文|文字|信息|标题)?$/,
    'stem',
  ],
];
const COMPOSED_RANK = 50;
/** Names of further languages: where a Chinese or English name says it too, that one does. */
const OTHER_RANK = 55;
const REMARKED_RANK = 60;

export interface Meaning {
  key: FieldKey;
  /** Lower is surer. */
  rank: number;
  /** What it means where another column is surer to hold `key`. */
  or?: FieldKey;
}

const BY_NAME = new Map<string, Meaning>(
  Object.entries(NAMES).flatMap(([key, names]) =>
    names.split(' ').map((name, rank): [string, Meaning] => [name, { key: key as FieldKey, rank }]),
  ),
);
const TRANSLATED = new Set(['stem', 'explanation', 'pictureAlt']);
const BEFORE =
  '题目|试题|备选项|候选项|选择项|可选项|备选答案|候选答案|备选|候选|选项|选择|答案|项|option|opt|choice|answer|response|antwort|antwortmöglichkeit|respuesta|opción|réponse|reponse|proposition|risposta|opzione|вариант|вариантответа|ответ|хариулт|сонголт';
const LETTERED = new RegExp(`^(?:${BEFORE})?([a-h])(?:选项|项|答案|内容)?$`);
/** The letters by which Russian and Mongolian banks count, behind a word: a lone В may be meant for a B. */
const CYRILLIC = /^(?:вариант|вариантответа|ответ|отговор|хариулт|сонголт)([абвгдежз])$/;
const NUMBERED = new RegExp(`^(?:${BEFORE}|item|an|ans|opt|op)0?([1-8])(?:内容)?$`);
const COUNTED = new RegExp(
  `^(?:(?:${BEFORE}|选)([一二三四五六七八甲乙丙丁戊己庚辛])|([甲乙丙丁戊己庚辛])项?)(?:内容)?$`,
);

/** The place (0-based) of the option that a column holds; undefined if it holds none. */
function optionPlace(name: string): number | undefined {
  const cyrillic = CYRILLIC.exec(name)?.[1];
  if (cyrillic) return 'абвгдежз'.indexOf(cyrillic);
  const letter = LETTERED.exec(name)?.[1];
  if (letter) return letter.charCodeAt(0) - 97;
  const digit = NUMBERED.exec(name)?.[1];
  if (digit) return Number(digit) - 1;
  const found = COUNTED.exec(name);
  const counted = found?.[1] ?? found?.[2];
  return counted ? '一二三四五六七八甲乙丙丁戊己庚辛'.indexOf(counted) % 8 : undefined;
}

/** What a column or key of that name holds, by the names offices, apps and APIs give it; undefined if nobody knows. */
export function meaningOf(header: string): Meaning | undefined {
  const given = header.normalize('NFKC').trim();
  const text = simplified(given);
  // Japanese has some of the characters that Chinese has simplified, and others besides.
  const own = text === given ? undefined : plainMeaning(given);
  return plainMeaning(text) ?? own ?? localeMeaning(text) ?? remarkedMeaning(text);
}

/** So much of a header tells whether a remark begins in it. */
const LONGEST_REMARK = 60;
/** A name with a remark behind it: `正确答案（必填，多个用逗号隔开）`, `Answer 1 - max 75 characters`. */
function remarkedMeaning(text: string): Meaning | undefined {
  const end = text.slice(0, LONGEST_REMARK).search(/\s*(?:[(【]|\s[-–—]\s)/);
  // One word in brackets is another column: a language, a link.
  if (end < 1 || end > 30 || !/[\s,，、/\d]|[必选勿填]|required|optional/i.test(text.slice(end).trimStart()))
    return undefined;
  const found = plainMeaning(text.slice(0, end).replace(/\(s\)$/, ''));
  return found && { key: found.key, rank: found.rank + REMARKED_RANK };
}

/** `题干[mn-Mong]`, `stem:ug`, `题干（维吾尔文）`, `题干蒙古文`, `stem_ug`. */
const IN_BRACKETS = /^(.+?)\s*\[\s*([^[\]]+?)\s*\]$/;
const BEHIND_MARK = /^(.+?)\s*(?:\(\s*([^()]+?)\s*\)|[:【]\s*([^:】]+?)】?)$/;
/** A name with a language is no longer; in long texts the search for one would take time with the square of their blanks. */
const LONGEST_NAMED = 80;
const BEHIND_LINE = /^([A-Za-z][A-Za-z_ -]*?)[_ -](mn(?:[_-](?:mong|cyrl))?|ug|bo|ko|ru|kk|ja)$/i;
const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `题干传统蒙古文`: the longest end that names a language, with what stands before it. */
function nameAtEnd(text: string): string[] | null {
  if (!/[文语]$/.test(text)) return null;
  for (let at = Math.max(1, text.length - 7); at <= text.length - 2; at++)
    if (localeOf(text.slice(at)) !== undefined) return [text, text.slice(0, at), text.slice(at)];
  return null;
}

function localeMeaning(text: string): Meaning | undefined {
  if (text.length > LONGEST_NAMED) return undefined;
  const bracketed = IN_BRACKETS.exec(text);
  const other = bracketed ? null : (BEHIND_MARK.exec(text) ?? BEHIND_LINE.exec(text) ?? nameAtEnd(text));
  const [, base = '', ...said] = bracketed ?? other ?? [];
  const locale = localeOf(said.find((s) => s) ?? '');
  // Only brackets of our own may hold a language that nobody has heard of.
  if (locale === undefined || (!bracketed && names.of(locale) === undefined)) return undefined;
  const found = plainMeaning(base);
  if (!found || !(TRANSLATED.has(found.key) || /^option[A-H]$/.test(found.key))) return undefined;
  const key = found.key as Translated;
  if (locale === 'zh-CN') return found;
  return { key: locale === 'en' ? `${key}En` : `${key}:${locale}`, rank: found.rank };
}

function plainMeaning(text: string): Meaning | undefined {
  const english = /英文|英语|english|(?:[\s_(-]|[a-z](?=E))en\)?$/i;
  const isEnglish = english.test(text);
  const name = text
    .replace(isEnglish ? english : /$^/, (found) => (/^[a-z]En/.test(found) ? found.charAt(0) : ''))
    .toLowerCase()
    .replace(/必填项?|选填项?|[\s_\-.:：*()（）[\]【】·/"']+/g, '');
  const place = optionPlace(name) ?? otherPlace(name);
  if (place !== undefined) {
    const letter = String.fromCharCode(65 + place);
    return { key: `option${letter}${isEnglish ? 'En' : ''}` as FieldKey, rank: 0 };
  }
  const found = BY_NAME.get(name) ?? composed(name) ?? inOtherLanguage(name) ?? behindTable(text);
  if (!found || (isEnglish && !TRANSLATED.has(found.key))) return undefined;
  return isEnglish ? { key: `${found.key}En` as FieldKey, rank: found.rank } : found;
}

/** `quContent`, `tm_answer`, `quA`: what a table is called in short before the name of each of its columns. */
export const TABLE_NAMES = '(?:qu|que|ques|exam|ex|tm|ti|st|sub|test|qst)';
const OF_TABLE = new RegExp(`^${TABLE_NAMES}_?([A-Z][A-Za-z]*|(?<=_)[a-z]{3,})$`);
const TABLE_RANK = 70;

function behindTable(text: string): Meaning | undefined {
  const bare = text.length > 24 ? undefined : OF_TABLE.exec(text)?.[1];
  const found = bare === undefined ? undefined : plainMeaning(bare);
  return found && { ...found, rank: found.rank + TABLE_RANK };
}

function inOtherLanguage(name: string): Meaning | undefined {
  const found = name.length > 30 ? undefined : otherMeaning(name);
  return found && { key: found.key, rank: OTHER_RANK + found.rank };
}

function composed(name: string): Meaning | undefined {
  const found = name.length > 12 ? undefined : COMPOSED.find(([form]) => form.test(name));
  if (!found) return undefined;
  const [, key, or] = found;
  return { key, rank: COMPOSED_RANK, ...(or ? { or } : {}) };
}

import { simplified } from './traditional';
import type { LawRef, QuestionType, Subject, VehicleGroup } from '../model/question';

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** The parts of a cell that lists several things, by any of the separators people use. */
export function listOf(text: string): string[] {
  return text
    .split(/[;；,，、|\n]/)
    .map((p) => p.trim())
    .filter((p) => p !== '');
}

const TYPE_NAMES: Readonly<Record<QuestionType, string>> = {
  judge: '判断 是非 对错 判 judge judgement truefalse true/false tf boolean yesno',
  single:
    '单选 单项选择 单选选择 单 single singlechoice singlecorrect singleanswer singleselect radio radiogroup scq sba',
  multi:
    '多选 多项选择 多选选择 不定项选择 不定项 多 multi multiple multiselect multipleselect multipleanswers multianswer checkbox checkboxes 复选 ma mr msq ms multicorrect multiplecorrect multichoicemultianswer',
};
const TYPES = new Map(
  Object.entries(TYPE_NAMES).flatMap(([type, names]) =>
    names.split(' ').map((n) => [n, type as QuestionType] as const),
  ),
);

const TYPE_WORDS: Readonly<Record<QuestionType, RegExp>> = {
  judge: /判断|是非|panduan|true_?false/,
  single: /单选|单项选|danxuan|single_?choice/,
  multi: /多选|多项选|不定项|duoxuan|multi(?:ple)?_?(?:select|response|answer)/,
};

/**
 * The type a cell names. `unsaid` for blanks, for numbers (every bank counts its types differently) and for words
 * such as 选择题 that cover two types: then options and answer decide. Undefined for a word that is no type.
 */
export function parseType(text: string): QuestionType | 'unsaid' | undefined {
  if (text === '') return 'unsaid';
  if (text.length > LONG_TYPE) return typeOf(text);
  if (types.has(text)) return types.get(text);
  const type = typeOf(text);
  if (types.size < MOST_TYPES) types.set(text, type);
  return type;
}
/** A column has the same few words in every row. */
const types = new Map<string, QuestionType | 'unsaid' | undefined>();
const MOST_TYPES = 500;
const LONG_TYPE = 12;

function typeOf(text: string): QuestionType | 'unsaid' | undefined {
  const word = simplified(bare(text)).replace(/题$|(?<=[a-z])questions?$/, '');
  if (
    word === '' ||
    /^\d+$/.test(word) ||
    ['选择', 'choice', 'multiplechoice', 'multichoice', 'mc', 'mcq', 'mcqs'].includes(word)
  ) {
    return 'unsaid';
  }
  const plain = TYPES.get(word);
  if (plain !== undefined || word.length > 12) return plain;
  // 【单选题】, 1-多选, 单选（A1型）: a word of one type with something beside it.
  const kinds = (Object.keys(TYPE_WORDS) as QuestionType[]).filter((t) => TYPE_WORDS[t].test(word));
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** 2022-04-01, 2022/4/1, 2022.4.1 or 2022年4月1日 as YYYY-MM-DD; other texts unchanged, for the model to refuse. */
export function parseDay(text: string): string {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC').trim());
  if (!found) return text.trim();
  const [, year = '', month = '', day = ''] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Subjects named in a cell; 科目四 is what people call the theory part of subject 3. */
export function parseSubjects(text: string): Subject[] | undefined {
  const found = listOf(text).map((part): Subject | undefined => {
    const whole = bare(part);
    const word = whole.replace(/^科目/, '');
    if (['k1', '1', '一', '01'].includes(word) || /科目[一1](?!\d)/.test(whole)) return 'K1';
    return ['k3', '3', '4', '三', '四', '04'].includes(word) || /科目[三四34](?!\d)/.test(whole)
      ? 'K3'
      : undefined;
  });
  return found.includes(undefined) ? undefined : [...new Set(found as Subject[])];
}

const VEHICLES: Readonly<Record<VehicleGroup, string>> = {
  car: 'car 小车 汽车 小型汽车 轿车 c1 c2 c3 c4 c5',
  moto: 'moto motorcycle 摩托车 摩托 d e f',
  bus: 'bus 客车 大型客车 中型客车 a1 a3 b1',
  truck: 'truck 货车 大型货车 a2 b2',
  trailer: 'trailer 轻型牵引挂车 挂车 c6',
};

/** Vehicle groups named in a cell, by name or by licence class; 通用 and 全部 are all of them. */
export function parseVehicles(text: string): VehicleGroup[] | undefined {
  const groups = Object.keys(VEHICLES) as VehicleGroup[];
  if (['通用', '全部', '所有', 'all', '*'].includes(bare(text))) return groups;
  const found = text
    .split(/[;；,，、|/\s]+/)
    .filter((p) => p !== '')
    .map((part) => {
      const words = [bare(part), /^(?:.*[^a-z])?([a-f][1-6]?)(?:照|证|类|车型)?$/.exec(bare(part))?.[1]];
      return groups.find((g) => VEHICLES[g].split(' ').some((name) => words.includes(name)));
    });
  return found.includes(undefined) ? undefined : [...new Set(found as VehicleGroup[])];
}

/** 道交法 第45条第1款；实施条例 第62条. Undefined if a part names no article. */
export function parseLawRefs(text: string): LawRef[] | undefined {
  const refs = text
    .split(/[;；\n]/)
    .map((p) => p.trim())
    .filter((p) => p !== '')
    .map((part): LawRef | undefined => {
      const [, code, article] = /^(.+?)[\s:：]*(第.+|[\d][\d.]*)$/.exec(part) ?? [];
      return code && article
        ? { code: code.replace(/[《》]/g, '').trim(), article: article.trim() }
        : undefined;
    });
  return refs.includes(undefined) ? undefined : (refs as LawRef[]);
}

/** 1–3 or 易/中/难; undefined for anything else. */
export function parseDifficulty(text: string): 1 | 2 | 3 | undefined {
  const word = bare(text);
  if (['1', '易', '简单', 'easy', '低'].includes(word)) return 1;
  if (['2', '中', '中等', '一般', 'medium', 'normal'].includes(word)) return 2;
  return ['3', '难', '困难', 'hard', '高'].includes(word) ? 3 : undefined;
}

/** 是/否 and their like. */
export function parseYesNo(text: string): boolean | undefined {
  const word = bare(text);
  if (['是', '可', '1', 'true', 'yes', 'y', '允许'].includes(word)) return true;
  return ['否', '不可', '0', 'false', 'no', 'n', '不允许'].includes(word) ? false : undefined;
}

/** File names of pictures in a cell; folders in front of them are dropped, words for 'none' are none. */
export function parsePictures(text: string): string[] {
  if (text === '') return [];
  return text
    .split(/[;；,，|\n]/)
    .map((p) => (p.trim().replaceAll('\\', '/').split('/').at(-1) ?? '').replace(/\s+/g, '_'))
    .filter((p) => p !== '' && !['无', '没有', 'none', 'null', '-', 'n_a'].includes(p.toLowerCase()));
}

import type { Question } from '../model/question';
import { spoken, type Spoken } from './law-change';

/**
 * What a question claims by a text: its key makes it true or false, or it is a premise (the stem of a choice), or
 * it explains.
 */
export type Role = 'true' | 'false' | 'premise' | 'explanation';
export interface Saying extends Spoken {
  role: Role;
  /** Letter of an option, `stem` or `explanation`. */
  in: string;
}

/** A stem that asks for what is wrong: its right options are the false ones. */
const ASKS_WRONG =
  /(?:错误|不正确|不对|有误|不符合|不属于|不包括)(?:的)?(?:是|有|说法|做法|行为|选项|一项)|(?:说法|做法|行为|选项|一项)(?:是)?(?:错误|不正确|有误)的/;
/** 多少周岁, 几分, （）公里: the unit of options that are bare numbers. */
const ASKED_UNIT = /(?:多少|几|[（(]\s*[）)]|_{2,})\s*(\p{Script=Han}{1,3}|%|km\/h|km|m)/u;
const BARE_NUMBER = /^\s*(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万]+)\s*$/;

/** Everything a question says, each with what its key makes of it. */
export function sayingsOf(q: Question): Saying[] {
  const stem = q.stem['zh-CN'];
  const explanation = q.explanation?.['zh-CN'];
  const explained: Saying[] = explanation
    ? [{ ...spoken(explanation), role: 'explanation', in: 'explanation' }]
    : [];
  if (q.type === 'judge') {
    const role = q.answer[0] === 'A' ? 'true' : 'false';
    return [{ ...spoken(stem), role, in: 'stem' }, ...explained];
  }
  const unit = ASKED_UNIT.exec(stem.normalize('NFKC'))?.[1] ?? '';
  const turned = ASKS_WRONG.test(stem);
  const options = q.options.map(({ id, text }): Saying => {
    const said = text['zh-CN'];
    const whole = BARE_NUMBER.test(said) ? `${said.trim()}${unit}` : said;
    return { ...spoken(whole), role: q.answer.includes(id) === turned ? 'false' : 'true', in: id };
  });
  return [{ ...spoken(stem), role: 'premise', in: 'stem' }, ...options, ...explained];
}

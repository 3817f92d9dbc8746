import { withAnswersBelow } from './answers-ahead';
import { withoutAnswered } from './answered-words';
import { withBoxedOptions } from './boxed-options';
import { withCircledAnswers } from './circled-answers';
import { withLetteredOptions } from './counted-options';
import { withLatinLabels } from './cyrillic';
import { withoutBothWords, wordsStandOut } from './both-words';
import { withKeysBefore } from './keys-before';
import { simplified } from '../traditional';
import type { DocumentLine } from './line';
import { withoutLooseTables } from './loose-tables';
import { withNumberedOptions } from './numbered-options';
import { withKnownWords } from './other-words';

/** An option behind a circle or box of a form, and the right one marked as forms export it: `B. 停车（正确答案）`. */
const CIRCLE = /^\s{0,8}[○●◯◉□■☐]\s?(?=[A-H][.．、:：)）\s])/;
const OPTION_LINE = /^\s{0,8}[(（]?[A-H]\s?[.．、:：)）\s]/;
const MARKED =
  /\s?[(（【[]\s?(?:正确(?:答案|选项)|correct(?:\s(?:answer|option))?|(?:верно|правильно))\s?[)）】\]]/gi;
const MARKS = /正确|correct|верно|правильно/i;

/** 选项A：减速 as A：减速. */
const NAMED_OPTION = /^(\s{0,8})(选项|备选项?|option|choice)(?=\s?[A-H]\s?[:：.．、])/i;
/** ✅ 错误 below a statement. */
const TICKED_VERDICT = /^\s{0,8}√\s{1,4}(正确|错误|对|错)\s{0,8}$/;
/** 正確答案：, 詳解：, 一、單選題: labels and headings, not what they stand before. */
const TRADITIONAL =
  /正確(?=答案|選項)|^\s{0,8}[【[(（]?(?:題目|答案|試題)?(?:詳解|解釋|說明|難度|類型|題型|分類|標籤|出處|來源|章節)(?=[】\])）:：])|^\s{0,8}(?:[一二三四五六七八九十]{1,3}、\s?)?[【[(（]?(?:單選|複選|多選|選擇|是非|判斷)題/;
/** 题号：1 as 第1题. */
const NAMED_NUMBER = /^\s{0,8}(?:题号|试题编号|题目编号|序号)\s?[:：]\s?(\d{1,5})\s{0,8}$/;
const blanks = (text: string) => ' '.repeat(text.length);

/** The line with other words in place of some that would mislead; of the same length, so offsets stay true. */
function plainWords(line: DocumentLine, index: number, all: readonly DocumentLine[]): DocumentLine {
  const text = withoutAnswered(all, index)
    .replace(NAMED_OPTION, (_, lead: string, word: string) => lead + blanks(word))
    .replace(NAMED_NUMBER, '第$1题')
    .replace(TRADITIONAL, simplified)
    .replace(TICKED_VERDICT, '答案：$1');
  return text === line.text ? line : { ...line, text };
}

/** Ticks and crosses of other sets as the ones everything else knows. */
function withSigns(line: DocumentLine): DocumentLine {
  const bare = line.text.replace(CIRCLE, (found) => ' '.repeat(found.length));
  if (MARKS.test(bare) && OPTION_LINE.test(bare)) {
    const marked = bare.replace(MARKED, ' √ ').trimEnd();
    // Offsets of what stands out would be wrong, and the mark says it.
    if (marked !== bare) return { text: marked, at: line.at, pictures: line.pictures };
  }
  // Of one length each, so that offsets stay true.
  const signs = bare.replace(/[\u2611\u2705]/g, '√').replace(/[\u274C\u2716]/g, '×');
  if (line.emphasis && line.emphasis.length > 0) return signs === line.text ? line : { ...line, text: signs };
  const text = signs
    .replace(/[\u24B6-\u24BD]/g, (c) => `${String.fromCharCode(c.charCodeAt(0) - 0x2475)}.`)
    .replace(/\uFE0F|\u200B|\uFEFF/g, '');
  return text === line.text ? line : { ...line, text };
}

const VERDICT = /^\s{0,8}(?:[○●◯◉□■☐]\s?)?(?:对|错|正确|错误|是|否)\s{0,4}$/;
const RIGHT_VERDICT =
  /^\s{0,8}(?:[○●◯◉□■☐☑]\s?)?(对|错|正确|错误|是|否)\s?[(（【[]\s?正确(?:答案|选项)\s?[)）】\]]\s{0,4}$/;

/** 对 and 错（正确答案） on lines of their own, as forms export them, are the answer of the question above. */
function withVerdicts(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  const out = [...lines];
  const looks = wordsStandOut(lines);
  lines.forEach((line, i) => {
    out[i] = withoutBothWords(lines, i, looks);
    const said = line.text.length > 40 ? undefined : RIGHT_VERDICT.exec(line.text)?.[1];
    if (said === undefined) return;
    const { emphasis: _, ...bare } = line;
    out[i] = { ...bare, text: `答案：${said}` };
    for (const k of [i - 1, i + 1]) {
      const beside = out[k];
      if (beside && VERDICT.test(beside.text)) out[k] = { ...beside, text: '' };
    }
  });
  return out;
}

/** Lines as the parser takes them: signs of other sets as the known ones, 甲、乙 as letters. */
export const preparedLines = (lines: readonly DocumentLine[]): readonly DocumentLine[] =>
  withAnswersBelow(
    withNumberedOptions(
      withLetteredOptions(
        withVerdicts(
          withBoxedOptions(
            withCircledAnswers(withKnownWords(withLatinLabels(withKeysBefore(withoutLooseTables(lines))))),
          ),
        )
          .map(withSigns)
          .map(plainWords),
      ),
    ),
  );

import type { DocumentLine } from './line';

const BOX = /^(\s{0,8})([○●◯◉◎⊙□■☐☑☒✅⬜🔲])\s{0,4}(?=\S)/u;
const LABELLED =
  /^\s{0,8}[○●◯◉◎⊙□■☐☑☒✅⬜🔲]\s{0,4}[(（]?(?:[A-HＡ-Ｈa-h]\s{0,2}[.．、:：)）\s]|[A-HＡ-Ｈ](?=[\p{Script=Han}]))/u;
const VERDICT = /^(?:对|错|正确|错误|是|否|√|×)(?:\s{0,2}[(（【[]\s?正确(?:答案|选项)\s?[)）】\]])?\s*$/;
const JUDGED =
  /^\s{0,8}[【[(（]?\s?(?:参考|正确|标准)?答案\s?[】\])）]?\s?[:：]?\s{0,4}(?:对|错|正确|错误|√|×)/;
const BARE_VERDICT = /^\s{0,8}[○●◯◉□■☐]\s{0,4}(?:对|错|正确|错误)\s*$/;
const TICKED = /[☑✅]/;

const isItem = (line: DocumentLine) => line.bullet === true || BOX.test(line.text);
const LETTERED = /^\s{0,8}[(（]?[A-HＡ-Ｈ]\s?[.．、:：)）]/;

/** An option behind a circle or box as forms print it, or in a list, with the letter it has by its place. */
function lettered(line: DocumentLine, place: number): DocumentLine {
  const found = BOX.exec(line.text) ?? ['', ''];
  const tick = TICKED.test(found[2] ?? '') ? '√' : '';
  const label = `${found[1] ?? ''}${tick}${String.fromCharCode(65 + place)}. `;
  const shift = label.length - found[0].length;
  const moved = (at: number) => Math.max(0, at + shift);
  return {
    ...line,
    text: label + line.text.slice(found[0].length),
    ...(line.pictureOffsets ? { pictureOffsets: line.pictureOffsets.map(moved) } : {}),
    ...(line.emphasis
      ? { emphasis: line.emphasis.map((e) => ({ ...e, from: moved(e.from), to: moved(e.to) })) }
      : {}),
  };
}

/**
 * Options that stand behind circles or boxes without letters, as forms on the web are exported (`○减速`, `□停车`), get the
 * letters of their places. Two or more of them stand below each other below some text; right and wrong stay words.
 */
export function withBoxedOptions(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  if (!lines.some(isItem)) return lines;
  const out = [...lines];
  for (let i = 0; i < lines.length; i += 1) {
    const run: number[] = [];
    let j = i;
    for (; j < lines.length; j += 1) {
      const line = lines[j] as DocumentLine;
      if (isItem(line) && line.text.trim() !== '') run.push(j);
      else if (line.text.trim() !== '' || run.length === 0) break;
    }
    if (run.length === 0) continue;
    const texts = run.map((k) => lines[k]?.text ?? '');
    const verdicts = texts.every((t) => VERDICT.test(t.replace(BOX, '').trim()));
    // ○ 正确 ○ 错误 only say what can be answered.
    const bare = texts.every((t) => BARE_VERDICT.test(t));
    if (verdicts && bare && run.length === 2)
      for (const k of run) out[k] = { ...(lines[k] as DocumentLine), text: '' };
    const above = lines.slice(Math.max(0, i - 5), i).some(({ text }) => text.trim() !== '');
    // What stands above options with letters is said of these.
    const below = LETTERED.test(lines[j]?.text ?? '');
    // Items of a statement that is right or wrong are no options.
    const judged = !BOX.test(texts[0] ?? '') && JUDGED.test(lines[j]?.text ?? '');
    const labelled = texts.some((t) => LABELLED.test(t) || LETTERED.test(t));
    if (run.length > 1 && run.length <= 8 && above && !below && !verdicts && !labelled && !judged)
      run.forEach((k, place) => (out[k] = lettered(lines[k] as DocumentLine, place)));
    i = run.at(-1) ?? i;
  }
  return out;
}

const SUMMARY = /<summary[^<>]{0,200}>\s{0,20}(.{0,200}?)\s{0,20}<\/summary>/i;
/** Words of a summary that hides the key: "Show answer", 查看答案, "Lösung anzeigen". */
const HIDES =
  /answer|solution|key|答案|解答|antwort|lösung|réponse|respuesta|solución|risposta|soluzione|resposta|odpowied|ответ|відповід|cevap|đáp án|정답|解説|解答/i;
const SAYS = /[:：]\s{0,8}[*_]{0,2}\s{0,8}\S/;
const TAGS = /<\/?(?:details|summary)(?:\s[^<>]{0,200})?>/gi;
const LABELLED =
  /^[\s*_#>-]{0,20}(?:(?:the\s)?(?:correct\s)?answer|explanation|rationale|[【[]?(?:正确)?答案|[【[]?解析)/i;
const isBlank = (text: string | undefined) => (text ?? '').trim() === '';

/**
 * Keys that a page shows when somebody opens them (`<details><summary>Answer</summary>`), as an ordinary line of an answer,
 * and what stands below it as the explanation. Each line stays where it is.
 */
export function withRevealed(raw: readonly string[]): readonly string[] {
  if (!raw.some((l) => /<\/?(?:details|summary)/i.test(l))) return raw;
  const out = [...raw];
  for (let i = 0; i < out.length; i += 1) {
    const line = out[i] ?? '';
    const summary = SUMMARY.exec(line);
    if (summary && HIDES.test(summary[1] ?? '')) {
      const said = SAYS.test(summary[1] ?? '') ? (summary[1] ?? '') : '';
      const rest = line.slice(summary.index + summary[0].length).replace(TAGS, '');
      out[i] = said === '' ? rest : `${said} ${rest}`.trimEnd();
      label(out, i, said !== '');
    }
    if (/<\/?(?:details|summary)/i.test(out[i] ?? '')) out[i] = (out[i] ?? '').replace(TAGS, ' ').trim();
  }
  return out;
}

/** Names the first text of what was hidden as the answer and the next paragraph as the explanation, where they do not say. */
function label(out: string[], from: number, answered: boolean): void {
  let i = from;
  let key = answered;
  for (; i < out.length; i += 1) {
    const line = out[i] ?? '';
    const ends = /<\/details/i.test(line);
    const text = line.replace(TAGS, ' ').trim();
    if (!isBlank(text) && !(answered && i === from)) {
      const named = LABELLED.test(text);
      if (!key) {
        out[i] = named
          ? line
          : `Answer: ${text.replace(/^[*_>\s-]{1,8}|[*_]{1,3}$/g, '')}${ends ? ' </details>' : ''}`;
        key = true;
      } else {
        if (!named) out[i] = `Explanation: ${line.trim()}`;
        return;
      }
    }
    if (ends) return;
  }
}

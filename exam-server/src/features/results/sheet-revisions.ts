import type { ResultView } from 'exam-contract/attempt';
import type { RevisionView } from 'exam-contract/revision';
import { fitted, type Box, type Doc } from './sheet-fit';
import { sheetText as t } from './sheet-text';

/** Height of one revision, and what all of them may take where nothing else gives way, points. */
const ONE = 40;
const MOST = 68;

interface Line {
  ordinal: number;
  n: number;
  revision: RevisionView;
}
const linesOf = (results: readonly ResultView[]): Line[] =>
  results.flatMap(({ ordinal, revisions }) =>
    revisions.map((revision, i) => ({ ordinal, n: i + 1, revision })),
  );

/** How much of the page the revisions of all results take, points; 0 without any. `spare` is free anyway. */
export const revisionsHeight = (results: readonly ResultView[], spare: number): number =>
  Math.min(linesOf(results).length * ONE, MOST + spare);

function words({ ordinal, n, revision: r }: Line, when: (ms: number) => string): string {
  const of = (how: RevisionView['items'][number]['how']) => {
    const numbers = r.items.filter((i) => i.how === how).map((i) => i.index + 1);
    return numbers.length > 0 ? [`第 ${numbers.join('、')} 题${t.revisedHow[how][0]}`] : [];
  };
  const result = (x: { score: number; passed: boolean }) =>
    `${x.score} ${(x.passed ? t.passed : t.failed)[0]}`;
  const questions = [...of('count_right'), ...of('drop_rescale'), ...of('corrected_key')].join('，');
  const resit = r.resit ? `，${t.resit[0]}` : '';
  const which = (ordinal === 1 ? t.first : t.retake)[0];
  return [
    `${t.revision[0]} ${which}-${n}：${result(r.from)} → ${result(r.to)}${resit}（${questions}；${r.reason}）`,
    `${t.proposed[0]} ${r.proposedBy}，${t.approved[0]} ${r.approvedBy}，${when(r.at)}`,
  ].join(' ');
}

/** Every result given again after the test: what held before, what holds now, why, and the two who stand for it. */
export function drawRevisions(
  doc: Doc,
  results: readonly ResultView[],
  at: Omit<Box, 'size'>,
  look: { ink: string; grey: string; when: (ms: number) => string },
): void {
  const lines = linesOf(results);
  const each = at.h / Math.max(1, lines.length);
  for (const [i, line] of lines.entries()) {
    const { from, to, hash } = line.revision;
    const y = at.y + i * each;
    const below = fitted(doc.fillColor(look.ink), words(line, look.when), {
      ...at,
      y,
      h: each - 9,
      size: 8.5,
    });
    const english = `${t.revision[1]} ${line.n}: ${from.score} → ${to.score}, ${(to.passed ? t.passed : t.failed)[1]}  ${hash}`;
    fitted(doc.fillColor(look.grey), english, { ...at, y: below, h: 8, size: 6 });
  }
}

/** Sums over the papers of one kind. */
export interface PaperTally {
  /** Papers. */
  n: number;
  passed: number;
  /** Sum and sum of squares of the numbers of right answers. */
  right: number;
  rightSquares: number;
}

export const emptyPapers = (): PaperTally => ({ n: 0, passed: 0, right: 0, rightSquares: 0 });

export function addPaper(into: PaperTally, paper: { right: number; passed: boolean }): void {
  into.n += 1;
  into.passed += Number(paper.passed);
  into.right += paper.right;
  into.rightSquares += paper.right * paper.right;
}

/**
 * Kuder–Richardson formula 20 (Psychometrika 2, 1937) for papers of `length` questions. Each candidate has another
 * paper here, so the sum of p·q over a paper is the mean over the papers: each question counts as often as it was
 * shown. Null with fewer than 30 papers or no variance.
 */
export function kr20(
  papers: PaperTally,
  length: number,
  items: Iterable<{ n: number; right: number }>,
): number | null {
  if (papers.n < 30 || length < 2) return null;
  const mean = papers.right / papers.n;
  const variance = papers.rightSquares / papers.n - mean * mean;
  if (variance <= 1e-9) return null;
  let pq = 0;
  for (const { n, right } of items) if (n > 0) pq += (right * (n - right)) / n;
  return (length / (length - 1)) * (1 - pq / papers.n / variance);
}

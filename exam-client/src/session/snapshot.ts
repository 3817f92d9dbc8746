import { z } from 'zod';
import { terminalView } from 'exam-contract/kiosk-socket';
import { paper, type Paper } from 'exam-contract/paper';
import { sittingView, type SittingView } from 'exam-contract/sitting';
import type { AnswerBook } from '../flow/answer-book';
import type { Terminal } from '../flow/state';
import type { KioskDatabase } from '../outbox/database';

const schema = z.object({
  sitting: sittingView,
  terminal: terminalView.omit({ sitting: true, checkin: true }),
  paper,
  serverNow: z.number(),
  deviceNow: z.number(),
});

/** A running test as this terminal last knew it, for a page that starts while the server cannot be reached. */
export interface RunningTest {
  sitting: SittingView;
  terminal: Terminal;
  paper: Paper;
  /** Server time by this terminal's reckoning when it is read back. */
  serverNow: number;
}

/** The sitting with the answers as the person sees them, not as the server last listed them. */
function withAnswers(sitting: SittingView, book: AnswerBook, current: number): SittingView {
  if (!sitting.attempt) return sitting;
  const answers = book.slots.flatMap((s, index) =>
    s.choice.length === 0
      ? []
      : [
          {
            index,
            choice: [...s.choice],
            confirmed: s.confirmed,
            ...(s.judged ? { correct: s.judged.correct, right: [...s.judged.right] } : {}),
          },
        ],
  );
  const marked = book.slots.flatMap((s, i) => (s.flagged ? [i] : []));
  return { ...sitting, attempt: { ...sitting.attempt, answers, flagged: marked, current } };
}

export async function saveSnapshot(
  db: KioskDatabase,
  test: RunningTest,
  book: AnswerBook,
  current: number,
): Promise<void> {
  await db.put('snapshots', {
    key: 'attempt',
    sitting: withAnswers(test.sitting, book, current),
    terminal: test.terminal,
    paper: test.paper,
    serverNow: test.serverNow,
    deviceNow: Date.now(),
  });
}

export async function loadSnapshot(db: KioskDatabase): Promise<RunningTest | null> {
  const found = schema.safeParse(await db.get('snapshots', 'attempt'));
  if (!found.success) return null;
  const { sitting, terminal, paper: kept, serverNow, deviceNow } = found.data;
  return { sitting, terminal, paper: kept, serverNow: serverNow + Math.max(0, Date.now() - deviceNow) };
}

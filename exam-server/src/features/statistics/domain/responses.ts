import type { Response } from 'question-bank';
import { fold, type AttemptEvent, type AttemptState } from '../../exam';

export interface AttemptResponses {
  kindCode: string;
  bankVersion: string;
  /** Questions of the paper. */
  length: number;
  /** Right answers; where questions were withdrawn, those to the others, as if the whole paper went so. */
  right: number;
  passed: boolean;
  endedAt: number;
  /** One for each question that stood on the screen. */
  responses: (Response & { questionId: string })[];
}

/**
 * What one attempt says of its questions: for each that was shown the choice, the share of the others got right, and
 * how long it stood on the screen. Pauses do not count; where the line was down times are not known, as the terminal
 * went on by itself. Null for an attempt that tells nothing: not scored, or ended by a proctor.
 */
export function responsesOf(events: readonly AttemptEvent[]): AttemptResponses | null {
  const s = fold(events);
  if (!s.score || s.endedBy === 'terminated') return null;
  const shown = new Map<number, number | null>();
  let current = 0;
  /** Since when the current question has been standing; null while nothing is shown. */
  let since: number | null = null;
  let away = false;
  const stop = (at: number) => {
    if (since === null) return;
    const before = shown.get(current);
    const known = !away && before !== null;
    shown.set(current, known ? (before ?? 0) + Math.max(0, at - since) : null);
    since = null;
  };
  for (const e of events) {
    if (e.kind === 'started' || e.kind === 'resumed') since = e.at;
    else if (e.kind === 'moved' || e.kind === 'answered') {
      const going = since !== null;
      if (e.data.index !== current) {
        stop(e.at);
        current = e.data.index;
        if (going) since = e.at;
      }
      if (e.kind === 'answered' && (e.data.late || away)) shown.set(current, null);
    } else if (e.kind === 'connectionLost') away = true;
    else if (e.kind === 'connectionRestored') {
      // What stood there meanwhile nobody knows.
      if (since !== null) {
        shown.set(current, null);
        since = e.at;
      }
      away = false;
    } else if (e.kind === 'paused' || e.kind === 'submitted' || e.kind === 'expired') stop(e.at);
  }
  const counts = (i: number) => !s.withdrawn[i];
  const correct = s.items.filter((_, i) => counts(i) && isRight(s, i)).length;
  const examined = s.items.filter((_, i) => counts(i)).length;
  if (examined === 0) return null;
  const others = Math.max(1, examined - 1);
  const responses = s.items.flatMap((item, i) => {
    if (!counts(i)) return [];
    const answer = s.answers[i];
    const choice = answer?.choice ?? [];
    if (!shown.has(i) && choice.length === 0) return [];
    const own = isRight(s, i) ? 1 : 0;
    return [
      { questionId: item.questionId, choice, rest: (correct - own) / others, ms: shown.get(i) ?? null },
    ];
  });
  return {
    kindCode: s.policy.kindCode,
    bankVersion: s.bankVersion,
    length: s.items.length,
    right: (correct * s.items.length) / examined,
    passed: s.score.passed,
    endedAt: s.endedAt ?? s.createdAt,
    responses,
  };
}

const isRight = (s: AttemptState, i: number): boolean => {
  const a = s.answers[i];
  return a !== undefined && a.choice.length > 0 && a.correct;
};

/** Monday of the week of a day, YYYY-MM-DD. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

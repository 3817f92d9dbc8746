import type { AttemptDetail, AttemptRow, KeyedItem } from 'exam-contract/http/attempts';
import type { AttemptEventView } from 'exam-contract/attempt';
import { AppError } from '../../platform/errors';
import { brokenAt, fold, resultView, type AttemptDoc, type AttemptEvent, type AttemptState } from '../exam';
import { maskIdNumber, maskName } from '../candidates';
import { drawnView } from './draw-record';
import type { ResultPorts } from './ports';

/** Lists and pages of attempts for staff: what the log says, with everything that was seen beside it. */
export function createAttemptPages(ports: ResultPorts) {
  const { exam } = ports;

  async function row(doc: AttemptDoc, wholeNames: boolean): Promise<AttemptRow> {
    const [candidate, seat, sitting] = await Promise.all([
      ports.candidates.get(doc.candidateId),
      ports.seats.seatInfo(doc.seatId),
      exam.sitting(doc.sittingId),
    ]);
    return {
      attemptId: doc._id,
      sittingId: doc.sittingId,
      ordinal: doc.ordinal,
      candidateId: doc.candidateId,
      candidateName: wholeNames ? candidate.name : maskName(candidate.name),
      maskedIdNumber: maskIdNumber(candidate.idNumber),
      kindCode: doc.kindCode,
      kindName: sitting.kind.name,
      seatLabel: seat.label,
      roomId: doc.roomId,
      status: doc.status,
      createdAt: doc.createdAt,
      startedAt: doc.startedAt,
      endedAt: doc.endedAt,
      score: doc.score,
      passed: doc.passed,
      revised: doc.revised ?? false,
      candidateSigned: doc.candidateSigned,
      examinerSigned: doc.examinerSigned,
    };
  }

  async function keyedItems(state: AttemptState): Promise<KeyedItem[]> {
    const keyOf = await exam.keyOf(state);
    const media = await ports.papers.media(state.bankVersion);
    return state.items.map((slot, index) => {
      const q = keyOf(index);
      const text = new Map(q.options.map((o) => [o.id, o.text]));
      const a = state.answers[index];
      return {
        index,
        questionId: q.id,
        type: q.type,
        chapter: q.chapter,
        stem: q.stem,
        options: slot.options.map((id) => ({ id, text: text.get(id)! })),
        media: q.media.flatMap((m) => {
          const file = media.get(m.file);
          return file ? [{ ...file, alt: m.alt }] : [];
        }),
        right: q.answer,
        choice: a?.choice ?? [],
        confirmed: a?.confirmed ?? false,
        correct: a && a.choice.length > 0 ? a.correct : null,
        withdrawn: state.withdrawn[index] ?? null,
        explanation: q.explanation ?? null,
      };
    });
  }

  return {
    async list(f: Parameters<typeof exam.store.listAttempts>[0]): Promise<AttemptRow[]> {
      return Promise.all((await exam.store.listAttempts(f)).map((d) => row(d, true)));
    },
    /** The whole story of an attempt. The paper with its key only where `withKey`. @throws AppError ATTEMPT_NOT_FOUND */
    async detail(attemptId: string, withKey: boolean): Promise<AttemptDetail> {
      const { state, events } = await load(attemptId);
      const doc =
        (await exam.store.attempt(attemptId)) ??
        (() => {
          throw new AppError('ATTEMPT_NOT_FOUND');
        })();
      const [first] = events;
      const sitting = await exam.sitting(state.sittingId);
      const keyOf = await exam.keyOf(state);
      const [incidents, checks, captures] = await Promise.all([
        ports.incidents.ofAttempt(attemptId),
        ports.checks.ofSitting(state.sittingId),
        ports.evidence.captures(attemptId),
      ]);
      return {
        ...(await row(doc, true)),
        bankVersion: state.bankVersion,
        kindVersion: String(state.policy.kindVersion),
        blueprint: (first?.kind === 'created' && first.data.drawnBy?.blueprint) || null,
        seed: state.seed,
        drawn: drawnView(first),
        logHash: state.hash,
        chainOk: brokenAt(events) === null,
        examiner: { name: sitting.examiner.name, certificate: sitting.examiner.certificate },
        events: events.map((e) => eventView(e, withKey)),
        incidents,
        checks,
        captures,
        result: resultView(state, (i) => keyOf(i).answer),
        items: withKey ? await keyedItems(state) : null,
      };
    },
    /** What `kaotai verify` needs to repeat the scoring without the server. */
    async exportLog(attemptId: string) {
      const { state, events } = await load(attemptId);
      const bank = await ports.papers.keyed(state.bankVersion);
      const ids = [...new Set(state.items.map((i) => i.questionId))];
      const corrected: Record<string, unknown[]> = {};
      for (const { keyVersion, items } of state.revisions) {
        if (keyVersion === null) continue;
        const later = await ports.papers.keyed(keyVersion);
        (corrected[keyVersion] ??= []).push(...items.flatMap((i) => later.get(i.questionId) ?? []));
      }
      return {
        format: 'kaotai-attempt-log',
        version: 1,
        attemptId,
        bankVersion: state.bankVersion,
        events,
        questions: ids.map((id) => bank.get(id)),
        // Keys of later versions by which it was judged again.
        ...(Object.keys(corrected).length > 0 ? { corrected } : {}),
      };
    },
  };

  async function load(attemptId: string): Promise<{ state: AttemptState; events: AttemptEvent[] }> {
    const events = await exam.events(attemptId);
    if (events.length === 0) throw new AppError('ATTEMPT_NOT_FOUND');
    return { state: fold(events), events };
  }
}
export type AttemptPages = ReturnType<typeof createAttemptPages>;

/** An event as staff may see it: without the key in it for those who may not see the paper. */
export function eventView(
  e: Pick<AttemptEvent, 'seq' | 'at' | 'prevHash' | 'hash'> & { kind: string; data: object },
  withKey: boolean,
): AttemptEventView {
  const { seq, at, kind, prevHash, hash } = e;
  const data: Record<string, unknown> = { ...e.data };
  if (kind === 'created') delete data['items'];
  if (kind === 'answered' && !withKey) delete data['choice'];
  if (kind === 'revised' && !withKey) delete data['items'];
  return { seq, at, kind, data, prevHash, hash };
}

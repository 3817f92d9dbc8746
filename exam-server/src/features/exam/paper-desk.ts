import type { ResultView } from 'exam-contract/attempt';
import type { Paper } from 'exam-contract/paper';
import { withdrawnPolicyOf } from 'exam-contract/withdrawal';
import type { Question } from 'question-bank';
import type { DrawnBy, EventData } from './domain/events';
import type { AttemptState } from './domain/state';
import { resultView } from './domain/views';
import type { SittingDoc } from './exam.store';
import type { DrawnItem, PapersPort } from './ports';

type Bank = ReadonlyMap<string, Question>;
type State = Pick<AttemptState, 'bankVersion' | 'items' | 'attemptId'>;

/** Papers of attempts: the frozen questions with their keys, and the side of them that a candidate may see. */
export function createPaperDesk(papers: PapersPort) {
  const banks = new Map<string, Bank>();

  async function prepare(state: Pick<AttemptState, 'bankVersion'>): Promise<Bank> {
    const known = banks.get(state.bankVersion);
    if (known) return known;
    const bank = await papers.keyed(state.bankVersion);
    banks.set(state.bankVersion, bank);
    return bank;
  }
  function question(state: State, index: number): Question {
    const item = state.items[index];
    const q = item && banks.get(state.bankVersion)?.get(item.questionId);
    if (!q) throw new Error(`question ${index} of ${state.attemptId} is not at hand`);
    return q;
  }

  return {
    prepare,
    question,
    result: (state: AttemptState): ResultView | null => resultView(state, (i) => question(state, i).answer),

    async paper(state: State): Promise<Paper> {
      await prepare(state);
      const media = await papers.media(state.bankVersion);
      return {
        attemptId: state.attemptId,
        bankVersion: state.bankVersion,
        items: state.items.map((slot, index) => {
          const q = question(state, index);
          const text = new Map(q.options.map((o) => [o.id, o.text]));
          return {
            index,
            type: q.type,
            chapter: q.chapter,
            stem: q.stem,
            options: slot.options.map((id) => ({ id, text: text.get(id)! })),
            media: q.media.flatMap((m) => {
              const file = media.get(m.file);
              return file ? [{ ...file, alt: m.alt }] : [];
            }),
          };
        }),
      };
    },

    /** What the first event of an attempt says: everything that freezes it. */
    async created(
      doc: SittingDoc,
      o: {
        ordinal: number;
        seed: string;
        drawn: { bankVersion: string; items: DrawnItem[]; by?: Omit<DrawnBy, 'former'> };
        beside: string[];
      },
    ): Promise<EventData<'created'>> {
      const bank = await prepare(o.drawn);
      const k = doc.kind;
      return {
        sittingId: doc._id,
        candidateId: doc.candidateId,
        seatId: doc.seatId,
        roomId: doc.roomId,
        ordinal: o.ordinal,
        policy: {
          kindCode: k.code,
          kindVersion: k.version,
          pointsPerQuestion: k.pointsPerQuestion,
          passMark: k.passMark,
          durationMs: Math.round(k.minutes * 60_000 * doc.timeFactor),
          earlyEnd: k.earlyEnd,
          reveal: k.reveal,
          allowChangeAfterConfirm: k.allowChangeAfterConfirm,
          withdrawnQuestion: withdrawnPolicyOf(k),
        },
        bankVersion: o.drawn.bankVersion,
        seed: o.seed,
        ...(o.beside.length > 0 ? { beside: o.beside } : {}),
        ...(o.drawn.by ? { drawnBy: { ...o.drawn.by, former: [...doc.attemptIds] } } : {}),
        items: o.drawn.items.map((i) => ({
          questionId: i.questionId,
          type: bank.get(i.questionId)!.type,
          options: i.optionOrder,
        })),
      };
    },
  };
}

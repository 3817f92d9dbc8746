import type { Question } from 'question-bank';
import { Streamed, type Long } from '../child/bank-transfer';
import type { BankStore } from '../versions/bank.store';

/** How many former versions a draft is compared with, besides the newest. */
const FORMER = 4;
/** More questions than this are read each time and a few at a time: some 40 MB of memory. */
const MOST_KEPT = 30_000;

/** A published bank for the child process; see OtherBank. */
export interface SentOther {
  label: string;
  questions: Long<Question>;
  pictures: ReadonlyMap<string, string>;
}
type Version = Awaited<ReturnType<BankStore['newest']>>[number];

/** Published versions as drafts are held against them. Versions never change, so what was read once stays true. */
export function createOthers(bank: Pick<BankStore, 'newest' | 'version' | 'questions' | 'questionParts'>) {
  let kept: { key: string; banks: Promise<SentOther[]> } | undefined;

  const read = async (
    versions: readonly Version[],
    questionsOf: (hash: string, fresh: (q: Question) => boolean) => Promise<Long<Question>>,
  ): Promise<SentOther[]> => {
    const known = new Set<string>();
    // They are asked for one bank after the other.
    const fresh = ({ id }: Question) => !known.has(id) && known.add(id) !== undefined;
    const out: SentOther[] = [];
    for (const { _id, name } of versions) {
      const questions = await questionsOf(_id, fresh);
      const media = (await bank.version(_id))?.media ?? [];
      out.push({ label: name, questions, pictures: new Map(media.map((m) => [m.file, m.sha256])) });
    }
    return out;
  };
  const whole = async (hash: string, fresh: (q: Question) => boolean) =>
    (await bank.questions(hash)).filter(fresh);
  const inParts = (hash: string, fresh: (q: Question) => boolean) => {
    const parts = async function* () {
      for await (const part of bank.questionParts(hash)) yield part.filter(fresh);
    };
    return Promise.resolve(new Streamed(parts()));
  };
  const keyOf = (versions: readonly Version[]) => JSON.stringify(versions.map((v) => [v._id, v.name]));

  return {
    /** Changes when the versions do. */
    standing: async (): Promise<string> => keyOf(await bank.newest(1 + FORMER)),
    async published(): Promise<SentOther[]> {
      const versions = await bank.newest(1 + FORMER);
      if (versions.reduce((sum, v) => sum + v.questions, 0) > MOST_KEPT) {
        kept = undefined;
        return read(versions, inParts);
      }
      const key = keyOf(versions);
      if (kept?.key === key) return kept.banks;
      const mine = { key, banks: read(versions, whole) };
      kept = mine;
      try {
        return await mine.banks;
      } catch (err) {
        if (kept === mine) kept = undefined;
        throw err;
      }
    },
  };
}

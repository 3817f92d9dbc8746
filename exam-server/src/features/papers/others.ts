import type { OtherBank } from 'question-bank';
import type { BankStore } from './bank.store';

/** How many former versions a draft is compared with, besides the newest. */
const FORMER = 4;
/** More questions than this are read each time: some 40 MB of memory. */
const MOST_KEPT = 30_000;

/** Published versions as drafts are held against them. Versions never change, so what was read once stays true. */
export function createOthers(bank: Pick<BankStore, 'newest' | 'version' | 'questions'>) {
  let kept: { key: string; banks: Promise<OtherBank[]> } | undefined;

  const read = async (versions: readonly { _id: string; name: string }[]): Promise<OtherBank[]> => {
    const known = new Set<string>();
    const out: OtherBank[] = [];
    for (const { _id, name } of versions) {
      const questions = (await bank.questions(_id)).filter((q) => !known.has(q.id));
      for (const q of questions) known.add(q.id);
      const media = (await bank.version(_id))?.media ?? [];
      out.push({ label: name, questions, pictures: new Map(media.map((m) => [m.file, m.sha256])) });
    }
    return out;
  };

  return {
    async published(): Promise<OtherBank[]> {
      const versions = await bank.newest(1 + FORMER);
      const key = JSON.stringify(versions.map((v) => [v._id, v.name]));
      if (kept?.key === key) return kept.banks;
      const mine = { key, banks: read(versions) };
      kept = mine;
      const forget = () => {
        if (kept === mine) kept = undefined;
      };
      try {
        const banks = await mine.banks;
        if (banks.reduce((sum, b) => sum + b.questions.length, 0) > MOST_KEPT) forget();
        return banks;
      } catch (err) {
        forget();
        throw err;
      }
    },
  };
}

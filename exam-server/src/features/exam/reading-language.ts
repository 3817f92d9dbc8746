import { lang as interfaceLanguage } from 'exam-contract/ids';
import { AppError } from '../../platform/errors';
import type { Turns } from '../../platform/turns';
import type { AttemptRunner } from './attempt-runner';
import type { ExamStore, SittingDoc } from './exam.store';
import type { PapersPort } from './ports';
import type { SittingBook } from './sitting-book';

interface Parts {
  store: Pick<ExamStore, 'patchSitting'>;
  sittings: Pick<SittingBook, 'remember'>;
  turns: Turns;
  runner: Pick<AttemptRunner, 'state'>;
  papers: Pick<PapersPort, 'languages'>;
  own(sittingId: string, deviceId: string): Promise<SittingDoc>;
}

/** In which languages the questions of a sitting can be read, and in which they are. */
export function createReadingLanguage({ store, sittings, turns, runner, papers, own }: Parts) {
  async function offered(doc: SittingDoc): Promise<string[]> {
    const attemptId = doc.attemptIds.at(-1);
    const version = attemptId ? (await runner.state(attemptId)).bankVersion : undefined;
    return papers.languages(doc.kind, version);
  }
  /**
   * Interface languages may show a question in Chinese where it is not translated, other languages may not.
   * @throws AppError BAD_REQUEST
   */
  async function mustBeOffered(doc: SittingDoc, lang: string): Promise<void> {
    if (interfaceLanguage.safeParse(lang).success || (await offered(doc)).includes(lang)) return;
    throw new AppError('BAD_REQUEST', { field: 'lang' });
  }

  return {
    offered,
    mustBeOffered,
    /** Another language, before or during the test; statistics tell papers by the last one. */
    change: (sittingId: string, deviceId: string, lang: string): Promise<Record<string, never>> =>
      turns.run(sittingId, async () => {
        const doc = await own(sittingId, deviceId);
        await mustBeOffered(doc, lang);
        if (doc.lang !== lang) sittings.remember(await store.patchSitting(sittingId, { lang }));
        return {};
      }),
  };
}

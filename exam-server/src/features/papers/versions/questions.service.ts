import type { Question } from 'question-bank';
import type { BankQuestion } from 'exam-contract/http/questions';
import { AppError } from '../../../platform/errors';
import { mustDraft, type DraftParts } from '../drafts/drafts.service';
import type { OutlookService } from '../review/outlook.service';
import type { PapersService } from '../papers.service';

const PAGE = 50;

function shown(q: Question | undefined, picture: (file: string) => string | undefined): BankQuestion {
  if (!q) throw new AppError('NOT_FOUND', { field: 'questionId' });
  const { id, type, chapter, stem, options, answer, explanation = null } = q;
  const lawRef = q.lawRef.map(({ code, article, note }) => `${code} ${article}${note ? `（${note}）` : ''}`);
  const media = q.media.map(({ file, alt }) => ({ file, alt, sha256: picture(file) ?? null }));
  return { id, type, chapter, stem, options, answer, media, explanation, lawRef };
}

/** Single questions of versions and drafts, to be looked at. */
export function createQuestions({
  bank,
  versions,
  drafts,
  contents,
  outlook,
  papers,
}: Pick<DraftParts, 'bank' | 'versions' | 'drafts' | 'contents'> & {
  outlook: Pick<OutlookService, 'dayOf'>;
  papers: Pick<PapersService, 'keyed' | 'media'>;
}) {
  const inVersion = async (hash: string, questionId: string): Promise<BankQuestion> => {
    const [keyed, media] = await Promise.all([papers.keyed(hash), papers.media(hash)]);
    return shown(keyed.get(questionId), (file) => media.get(file)?.sha256);
  };
  return {
    /** A page of a version's questions. @throws AppError NOT_FOUND */
    async ofVersion(hash: string, { from, words }: { from: number; words: string }) {
      const wanted = words.toLowerCase();
      const all = [...(await papers.keyed(hash)).values()].filter(
        ({ id, stem }) => id.toLowerCase().includes(wanted) || stem['zh-CN'].toLowerCase().includes(wanted),
      );
      const rows = all
        .slice(from, from + PAGE)
        .map(({ id, type, chapter, stem }) => ({ id, type, chapter, stem }));
      return { total: all.length, rows };
    },
    /** @throws AppError NOT_FOUND */
    inVersion,
    /** As the version in force has it, else the newest that had it. @throws AppError NOT_FOUND */
    async newest(questionId: string) {
      const now = await versions.inForce();
      const before = (await bank.versions()).map(({ _id: hash, name }) => ({ hash, name, inForce: false }));
      const first = now ? [{ hash: now.hash, name: now.name, inForce: true }] : [];
      for (const version of [...first, ...before])
        if (await bank.has(version.hash, questionId))
          return { ...(await inVersion(version.hash, questionId)), version };
      throw new AppError('NOT_FOUND', { field: 'questionId' });
    },
    /** @throws AppError NOT_FOUND */
    async inDraft(draftId: string, questionId: string, mode: 'replace' | 'merge', from?: string) {
      const doc = await mustDraft(drafts, draftId);
      const day = outlook.dayOf(doc, from);
      const { questions, media } = await contents.afterwards(doc, doc.review?.mode ?? mode, day);
      return shown(
        questions.find((q) => q.id === questionId),
        (file) => media.get(file),
      );
    },
  };
}
export type QuestionsService = ReturnType<typeof createQuestions>;

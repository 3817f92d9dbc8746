import type { PreviewAsked } from 'exam-contract/preview';
import type { Paper } from 'exam-contract/paper';
import type { SittingView } from 'exam-contract/sitting';
import { emptyBook } from '../flow/answer-book';
import type { AttemptModel } from '../session/model';
import { defaultPrefs, type Prefs } from '../session/prefs';

/** As many as the longest papers have, so that the board takes the room it has in the test. */
const QUESTIONS = 100;
const MINUTES = 45;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const NO_BANK = '0'.repeat(64);

/** What a candidate would have set to read it so. */
export const prefsOf = ({ locale, scale, contrast }: PreviewAsked): Prefs => ({
  ...defaultPrefs,
  lang: locale === 'en' ? 'en' : 'zh-CN',
  reading: locale === 'en' || locale === 'zh-CN' ? null : locale,
  scale,
  contrast,
});

/** Addresses of its pictures, under the names that {@link attemptFor} gives them. */
export const mediaOf = ({ question }: PreviewAsked): Record<string, string> =>
  Object.fromEntries(question.media.flatMap(({ url }, i) => (url === null ? [] : [[`picture-${i}`, url]])));

/** A paper that holds the question a hundred times, with nothing answered. */
export function attemptFor({ question }: PreviewAsked): AttemptModel & { paper: Paper } {
  const media = question.media.map(({ mime, alt }, i) => ({ sha256: `picture-${i}`, mime, alt }));
  const items = Array.from({ length: QUESTIONS }, (_, index) => ({
    index,
    type: question.type,
    chapter: '',
    stem: question.stem,
    options: question.options,
    media,
  }));
  return {
    attemptId: NOBODY,
    paper: { attemptId: NOBODY, bankVersion: NO_BANK, items },
    paperFailure: null,
    book: emptyBook(NOBODY, QUESTIONS),
    current: 0,
    waiting: 0,
    toTell: [],
    withdrawnNews: [],
    handingIn: false,
    timeUp: false,
    earlyEnd: 'no',
  };
}

/** A test that has just begun, of nobody. `name` stands where the candidate's does. */
export function sittingFor({ question }: PreviewAsked, name: string, kind: string, now: number): SittingView {
  const ms = MINUTES * 60_000;
  return {
    sittingId: NOBODY,
    stage: 'running',
    candidate: { maskedName: name, maskedIdNumber: '' },
    examiner: { name: '', certificate: '' },
    kind: {
      code: 'PREVIEW',
      name: { 'zh-CN': kind },
      questions: QUESTIONS,
      types: { judge: 0, single: 0, multi: 0 },
      pointsPerQuestion: 1,
      minutes: MINUTES,
      passMark: 90,
      earlyEnd: 'none',
      reveal: 'on_confirm',
      retakesSameSitting: 0,
    },
    languages: Object.keys(question.stem),
    rulesVersion: '',
    attempt: {
      attemptId: NOBODY,
      ordinal: 1,
      status: 'running',
      total: QUESTIONS,
      startedAt: now,
      deadline: now + ms,
      remainingMs: ms,
      deadlineVersion: 1,
      serverNow: now,
      answers: [],
      flagged: [],
      withdrawn: [],
      current: 0,
      earlyEndReached: false,
      pauseReason: null,
      lastClientSeq: 0,
    },
    results: [],
    retakesLeft: 0,
    candidateSigned: false,
    examinerSigned: false,
    attemptToken: '',
    openedAt: now,
  };
}

import type { Position } from '../../model/issue';
import type { Question } from '../../model/question';
import { answerLetters, ONLY_LETTERS } from '../answers/plain';
import type { Candidate, Path } from '../candidate';
import { parseType } from '../cell-values';
import { placeOf } from '../place-of';
import { contentId, FIT_ID, mayShuffle, type RecordDefaults } from '../record-to-question';
import { mayBeLabelled } from '../split-options';
import type { PlainRecord } from '../record';
import type { AnswerForm } from '../answers/answers-read';
import { isClean, isInnocent } from './text-kinds';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** A question of a plain record; its places are looked for when somebody asks, in the record as a whole. */
export class PlainCandidate implements Candidate {
  readonly question: Question;
  readonly record: PlainRecord;
  /** Whether the record has no type of its own. */
  readonly typeInferred: boolean;
  constructor(question: Question, record: PlainRecord, typeInferred: boolean) {
    this.question = question;
    this.record = record;
    this.typeInferred = typeInferred;
  }

  where(path: Path): Position {
    const { whole } = this.record;
    const texts = this.question.options.map((o) => o.text['zh-CN']);
    return placeOf({ record: whole, texts, raws: whole.options }, path);
  }
  get at(): Position {
    return this.record.whole.at;
  }
  /** The answer as the file writes it. */
  get answer(): string {
    const { keys, values, marked } = this.record;
    return marked ? '' : textAt(values, keys.answer);
  }
  /** How it is written. */
  get form(): AnswerForm {
    return this.record.marked ? 'marks' : 'letters';
  }
  /** What the file calls its type; empty if nothing. */
  get typeWord(): string {
    const { keys, values } = this.record;
    return textAt(values, keys.type);
  }
  /** Gives the question an id made of its content, if it has none. */
  identify(unique: (id: string) => string): void {
    const { question } = this;
    if (question.id !== '') return;
    const texts = question.options.map((o) => o.text['zh-CN']);
    question.id = unique(contentId(question.stem['zh-CN'], texts, []));
  }
}

type Values = PlainRecord['values'];
const textAt = (values: Values, key: string | undefined) =>
  key === undefined ? '' : (values[key] as string);

/** Letters of the right options; undefined where the answer is anything else, or may be. */
function rightOf({ keys, values, marked }: PlainRecord, texts: readonly string[]): string[] | undefined {
  if (marked) return [...marked.right];
  const answer = textAt(values, keys.answer);
  if (!ONLY_LETTERS.test(answer)) return undefined;
  const right = answer.length === 1 ? [answer] : (answerLetters(answer) ?? []);
  const last = right[right.length - 1];
  if (last === undefined || last.charCodeAt(0) - 65 >= texts.length) return undefined;
  // Whether that names a letter or what the option says, all of the bank's answers tell.
  return texts.includes(answer) ? undefined : right;
}

/**
 * Makes the question of a record in one go if nothing in it has to be mended, weighed or complained of: clean texts, three
 * to eight options without labels, an answer of their letters or marks at them. It is the same that `toQuestion` would make, without any
 * issue or mend and without a look at the model; undefined leaves the record to that. An id is missing yet where the
 * record has none.
 */
export function plainQuestion(
  record: PlainRecord,
  { chapter: usualChapter, subjects, vehicles }: RecordDefaults,
  taken: ReadonlySet<string>,
): PlainCandidate | undefined {
  const { keys, values, marked } = record;
  const texts = values[keys.options] as readonly string[];
  const count = texts.length;
  if (count < 3 || count > LETTERS.length) return undefined;
  const right = rightOf(record, texts);
  if (!right) return undefined;
  for (const key of keys.others) if (values[key] !== '') return undefined;

  const given = keys.id === undefined ? '' : values[keys.id];
  const id = typeof given === 'number' ? String(given) : (given as string);
  if (id !== '' && (!FIT_ID.test(id) || taken.has(id))) return undefined;

  const typeWord = textAt(values, keys.type);
  const said = marked ? marked.type : parseType(typeWord);
  if (said === undefined || said === 'judge' || typeWord !== typeWord.trim()) return undefined;

  const stem = textAt(values, keys.stem);
  if (stem === '' || !isInnocent(stem)) return undefined;
  const options: Question['options'] = [];
  for (let i = 0; i < count; i += 1) {
    const option = texts[i] ?? '';
    if (option === '' || !isInnocent(option)) return undefined;
    options.push({ id: LETTERS[i] ?? '', text: { 'zh-CN': option } });
  }
  if (mayBeLabelled(texts[0] ?? '')) return undefined;
  const explanation = textAt(values, keys.explanation);
  if (explanation !== '' && !isClean(explanation)) return undefined;
  const own = keys.chapter === undefined ? keys.around.chapter : textAt(values, keys.chapter);
  if (own !== '' && !isClean(own)) return undefined;
  const chapter = own === '' ? usualChapter : own;
  if (chapter === '' || subjects.length === 0 || vehicles.length === 0) return undefined;

  const type = said === 'unsaid' ? (right.length > 1 ? 'multi' : 'single') : said;
  const shuffle = marked?.shuffle ?? mayShuffle(type, options);
  // In the order of the model.
  const made: Question = {
    id,
    type,
    subjects: [...subjects],
    vehicles: [...vehicles],
    chapter,
    stem: { 'zh-CN': stem },
    options,
    answer: right,
    ...(explanation === '' ? undefined : { explanation: { 'zh-CN': explanation } }),
    lawRef: [],
    media: [],
    shuffle,
    difficulty: 2,
    tags: [...keys.around.tags],
  };
  return new PlainCandidate(made, record, said === 'unsaid');
}

import { inOrder as local } from '../model/locale';
import type { Question } from '../model/question';
import { eachWritten, picturesMissing, type BankToWrite, type Written } from './export-form';
import { withPictures } from './pack-zip';
import type { Sink } from './sink';

/** The members of a question in the order of the model, whatever order they came in. */
function inOrder(q: Question): Question {
  return {
    id: q.id,
    type: q.type,
    subjects: q.subjects,
    vehicles: q.vehicles,
    chapter: q.chapter,
    stem: local(q.stem),
    options: q.options.map((o) => ({ id: o.id, text: local(o.text) })),
    answer: q.answer,
    ...(q.explanation ? { explanation: local(q.explanation) } : {}),
    lawRef: q.lawRef.map(({ code, article, note }) => ({
      code,
      article,
      ...(note === undefined ? {} : { note }),
    })),
    ...(q.validFrom === undefined ? {} : { validFrom: q.validFrom }),
    ...(q.validTo === undefined ? {} : { validTo: q.validTo }),
    media: q.media.map((m) => ({ file: m.file, alt: local(m.alt) })),
    shuffle: q.shuffle,
    difficulty: q.difficulty,
    tags: q.tags,
  };
}

/** Our own form, one question a line: equal banks give equal bytes, and a line diff shows changed questions. */
export function* ownJson(bank: BankToWrite): Generator<string> {
  const { name, questions } = bank;
  yield `{"format":"kaotai-bank","version":1,"name":${JSON.stringify(local(name))},"questions":[`;
  for (const [i, q] of eachWritten(bank)) yield `${i === 0 ? '' : ','}\n${JSON.stringify(inOrder(q))}`;
  yield questions.length === 0 ? ']}' : '\n]}';
}

/** JSON of our own form; with pictures a ZIP that has them in `media/`. */
export async function writeJson(bank: BankToWrite, sink: Sink): Promise<Written> {
  const texts = function* () {
    yield* ownJson(bank);
    yield '\n';
  };
  const { zipped, ...size } = await withPictures('bank.json', texts(), bank, sink);
  return {
    ...size,
    ending: zipped ? 'zip' : 'json',
    mime: zipped ? 'application/zip' : 'application/json',
    lost: picturesMissing(bank),
  };
}

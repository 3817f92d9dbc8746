import { inOrder as local } from '../model/locale';
import type { Question } from '../model/question';
import { picturesMissing, picturesUsed, type BankToWrite, type Written } from './export-form';
import { withPictures } from './pack-zip';

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
export function ownJson({ name, questions }: Pick<BankToWrite, 'name' | 'questions'>): string {
  const lines = questions.map((q) => JSON.stringify(inOrder(q))).join(',\n');
  const body = lines === '' ? '' : `\n${lines}\n`;
  return `{"format":"kaotai-bank","version":1,"name":${JSON.stringify(local(name))},"questions":[${body}]}\n`;
}

/** JSON of our own form; with pictures a ZIP that has them in `media/`. */
export function writeJson(bank: BankToWrite): Written {
  const { bytes, zipped } = withPictures('bank.json', Buffer.from(ownJson(bank)), picturesUsed(bank));
  return {
    ending: zipped ? 'zip' : 'json',
    mime: zipped ? 'application/zip' : 'application/json',
    bytes,
    lost: picturesMissing(bank),
  };
}

import type { LocalText, Question } from '../model/question';
import type { Path } from '../read/candidate';

/** Every text of a question that a person reads, with its path. */
export function textsOf(q: Question): [Path, string | undefined][] {
  const all = (path: Path, text: LocalText | undefined) =>
    Object.entries(text ?? {}).map(([tag, t]): [Path, string | undefined] => [[...path, tag], t]);
  return [
    ...all(['stem'], q.stem),
    [['chapter'], q.chapter],
    ...all(['explanation'], q.explanation),
    ...q.options.flatMap((o, i) => all(['options', i, 'text'], o.text)),
    ...q.media.flatMap((m, i) => all(['media', i, 'alt'], m.alt)),
  ];
}

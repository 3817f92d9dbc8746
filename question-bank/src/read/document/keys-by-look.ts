import type { Issue } from '../../model/issue';
import { answerLetters, lettersOf } from '../answers/plain';
import { isNoDecoration } from '../look-keys';
import { documentLooksMeanOtherwise } from '../meant-otherwise';
import { readIssue } from '../read-issue';
import type { RawRecord } from '../record';
import type { DocumentLine, Emphasis } from './line';
import type { OpenOption, OpenQuestion } from './open-question';

const NEARLY = 0.9;
/** So few questions may have their right options at one place by chance. */
const FEW = 2;
/** With at least so many, one that has no mark was forgotten. */
const ENOUGH = 5;
const FORGIVEN = 0.05;

const KINDS: readonly [Emphasis, zh: string, en: string][] = [
  ['colour', '颜色', 'the colour'],
  ['highlight', '底色', 'the shade'],
  ['bold', '粗体', 'the bold type'],
  ['underline', '下划线', 'the underlining'],
];

interface Read {
  q: OpenQuestion;
  record: RawRecord;
}
/** Which options of a question stand out; undefined where all, none, or some in different tones do. */
type Flags = (options: readonly OpenOption[]) => boolean[] | undefined;
interface Look {
  kind: Emphasis;
  flags: Flags;
  name: readonly [zh: string, en: string];
}

const parted = (flags: boolean[]) => (flags.includes(true) && flags.includes(false) ? flags : undefined);

/** The looks by which options may be told, the surest first; one of a certain tone before those of any. */
function looksIn(asked: readonly Read[]): Look[][] {
  const own: [(o: OpenOption) => ReadonlySet<string>, string, string][] = [
    [(o) => new Set(o.part.looks), '选项文字的', 'of the option texts'],
    [(o) => o.label, '选项字母的', 'of the option letters'],
  ];
  const found: Look[][] = [];
  for (const [of, zh, en] of own) {
    const known = new Map(asked.flatMap(({ q }) => q.options.map((o) => [o, of(o)] as const)));
    const has = (o: OpenOption) => known.get(o) ?? of(o);
    const all = new Set([...known.values()].flatMap((looks) => [...looks]));
    for (const [kind, kindZh, kindEn] of KINDS) {
      if (!all.has(kind)) continue;
      const name = [`${zh}${kindZh}`, `${kindEn} ${en}`] as const;
      const toned = [...all].filter((look) => look.startsWith(`${kind} `));
      const one = toned.map((look): Look => ({
        kind,
        name,
        flags: (options) => parted(options.map((o) => has(o).has(look))),
      }));
      const any: Flags = (options) => {
        const tones = toned.filter((look) => options.some((o) => has(o).has(look)));
        return tones.length > 1 ? undefined : parted(options.map((o) => has(o).has(kind)));
      };
      found.push(toned.length > 0 ? one : [], [{ kind, name, flags: any }]);
    }
  }
  return found;
}

const isSingle = ({ q, record }: Read) => /单选/.test(record.fields.get('type')?.text ?? q.type ?? '');

/** Whether a look marks one thing, and that may be the right options: see {@link withKeysByLook}. */
function maybeKeys({ flags }: Look, asked: readonly Read[], keyed: readonly Read[]): boolean {
  const marked = asked.flatMap((r) => {
    const found = flags(r.q.options);
    return found ? [{ r, found }] : [];
  });
  const without = asked.length - marked.length;
  if (marked.length === 0 || without > Math.max(asked.length < ENOUGH ? 0 : 1, (1 - NEARLY) * asked.length))
    return false;
  const all = marked.map(({ found }) => found);
  if (all.length > FEW && !isNoDecoration(all)) return false;
  const several = marked.filter(({ r, found }) => isSingle(r) && found.filter(Boolean).length > 1);
  if (several.length > (1 - NEARLY) * marked.length) return false;
  const held = keyed.flatMap(({ q, record }) => {
    const letters = answerLetters(record.fields.get('answer')?.text ?? '');
    const found = letters ? flags(q.options) : undefined;
    return found ? [lettersOf(found) === letters?.join('')] : [];
  });
  return held.filter((agrees) => !agrees).length <= FORGIVEN * held.length;
}

/** The looks that tell the right options, in the order in which they are asked; none if they say different things. */
function keyLooks(asked: readonly Read[], keyed: readonly Read[]): Look[] {
  const found: Look[] = [];
  const specific = new Set<string>();
  for (const group of looksIn(asked)) {
    const fitting = group.filter((look) => !specific.has(look.name[0]) && maybeKeys(look, asked, keyed));
    for (const look of fitting) specific.add(look.name[0]);
    found.push(...fitting);
  }
  const differ = asked.filter(({ q }) => disagree(found, q.options));
  return differ.length > FORGIVEN * asked.length ? [] : found;
}

const disagree = (looks: readonly Look[], options: readonly OpenOption[]) =>
  new Set(looks.flatMap(({ flags }) => lettersOf(flags(options) ?? []) || [])).size > 1;

/**
 * Records of a document with the options marked right that stand out by their look, where no answer is written. A look is
 * believed only over all of these questions: nearly every one has some options that have it and some that have not, they
 * change places, a question of one answer has one, no written answer says otherwise, and neither the document's name nor a
 * line in it says that the look is about something else. What was told so is said.
 */
export function withKeysByLook(
  made: readonly Read[],
  lines: readonly DocumentLine[],
  file: string,
): { records: RawRecord[]; issues: Issue[] } {
  const records = made.map(({ record }) => record);
  const isChoice = ({ q }: Read) => q.options.length > 1;
  const lacks = ({ record }: Read) =>
    !record.fields.has('answer') && record.options.every((o) => o.right === undefined);
  const asked = made.filter((r) => isChoice(r) && lacks(r));
  const known = lines.filter((l) => l.byLook);
  if (asked.length === 0 && known.length === 0) return { records, issues: [] };
  const first = made[0]?.q.at;
  const begins = lines.findIndex(({ at }) => at.sheet === first?.sheet && at.row === first?.row);
  const otherwise = documentLooksMeanOtherwise(file, lines, begins);
  const looks = otherwise
    ? []
    : keyLooks(
        asked,
        made.filter((r) => isChoice(r) && !lacks(r)),
      );
  const examples: string[] = [];
  const used = new Set<Look>();
  for (const [i, r] of made.entries()) {
    if (looks.length === 0 || !isChoice(r) || !lacks(r) || disagree(looks, r.q.options)) continue;
    const look = looks.find(({ flags }) => flags(r.q.options));
    const flags = look?.flags(r.q.options);
    if (!look || !flags) continue;
    used.add(look);
    records[i] = {
      ...r.record,
      options: r.record.options.map((o, k) => ({ ...o, right: flags[k] === true })),
    };
    examples.push(`${r.q.number ?? `${r.q.at.row ?? ''}:`} = ${lettersOf(flags)}`);
  }
  const names = [...new Set([...used].map(({ name }) => name))];
  if (known.length > 0) {
    names.push(['“正确 错误”中突出的一个', 'the one of both words that stands out']);
    examples.push(...known.slice(0, 3).map((l) => l.text.trim().slice(-40)));
  }
  if (names.length === 0) return { records, issues: [] };
  const coding = names.map(([zh]) => zh).join('、');
  const codingEn = names.map(([, en]) => en).join(', ');
  const said = { coding, codingEn, examples: examples.slice(0, 3).join('；') };
  return { records, issues: [readIssue('ANSWERS_READ_AS', { file }, said)] };
}

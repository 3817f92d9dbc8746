import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { element, elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import { lastOf } from './gift';
import { notImportable, rightByShares } from './refused';

/** Whether XML is Moodle's export of questions. */
export function looksLikeMoodleXml(text: string): boolean {
  return /<quiz[\s>]/.test(text.slice(0, 20_000));
}

type Fields = Map<Parameters<RawRecord['fields']['get']>[0], RawField>;

interface Rich {
  text: string;
  pictures: string[];
}

const FILE_PREFIX = /@@PLUGINFILE@@\/?/g;
const MAX_PICTURES_BYTES = 200 * 1024 * 1024;

/** Reads Moodle XML: choice and true/false with pictures; every other kind is listed. */
export const readMoodleXml: TextReader = (text, { file, limits }) => {
  const media = new Map<string, Uint8Array>();
  const read = readXml(text);
  if (!read.ok) return { groups: [], refused: 0, media, issues: [xmlIssue(read, file)] };
  const records: RawRecord[] = [];
  const issues: Issue[] = [];
  let refused = 0;
  let chapter: RawField | undefined;
  let bytes = 0;

  const at = (e: XmlElement | undefined, question?: string): Position => ({
    file,
    ...(e ? { row: e.line, column: String(e.character) } : {}),
    ...(question ? { question } : {}),
  });
  /** The text of a Moodle text element, its pictures taken into the bank under names that no other question uses. */
  const rich = (e: XmlElement | undefined, prefix: string): Rich => {
    if (!e) return { text: '', pictures: [] };
    const body = element(e, 'text');
    let html = body ? textOf(body) : textOf(e);
    const pictures: string[] = [];
    for (const f of elements(e, 'file')) {
      const given = f.attributes.get('name') ?? '';
      const data = Buffer.from(textOf(f).replace(/\s+/g, ''), 'base64');
      bytes += data.length;
      if (bytes > MAX_PICTURES_BYTES) {
        issues.push(readIssue('TOO_LARGE', at(f), { size: bytes >> 20, limit: MAX_PICTURES_BYTES >> 20 }));
        break;
      }
      const name = uniqueName(`${prefix}-${given}`, data, media);
      media.set(name, data);
      const reference = `@@PLUGINFILE@@${f.attributes.get('path') ?? '/'}${given}`;
      const encoded = `@@PLUGINFILE@@${f.attributes.get('path') ?? '/'}${encodeURIComponent(given)}`;
      if (html.includes(reference) || html.includes(encoded))
        html = html.replaceAll(reference, name).replaceAll(encoded, name);
      else pictures.push(name);
    }
    return { text: html.replace(FILE_PREFIX, ''), pictures };
  };

  let number = 0;
  for (const q of elements(read.root, 'question')) {
    const type = q.attributes.get('type') ?? '';
    if (type === 'category') {
      const path = textOf(element(element(q, 'category'), 'text'));
      chapter = { text: lastOf(path), at: at(q) };
      continue;
    }
    number += 1;
    if (issues.length >= limits.maxIssues || number > limits.maxRows) {
      issues.push(readIssue('TOO_MANY_ISSUES', at(q), { limit: limits.maxIssues }));
      break;
    }
    const name = textOf(element(element(q, 'name'), 'text')).trim();
    const id = textOf(element(q, 'idnumber')).trim();
    const place = at(q, id || name.slice(0, 60));
    if (type !== 'multichoice' && type !== 'truefalse') {
      refused += 1;
      issues.push(notImportable(type, place, name));
      continue;
    }
    const prefix = `q${number}`;
    const stem = rich(element(q, 'questiontext'), prefix);
    const feedback = rich(element(q, 'generalfeedback'), `${prefix}f`);
    const fields: Fields = new Map([['stem', { text: stem.text, at: at(element(q, 'questiontext'), id) }]]);
    if (id !== '') fields.set('id', { text: id, at: at(element(q, 'idnumber'), id) });
    if (chapter && chapter.text !== '') fields.set('chapter', chapter);
    if (feedback.text.trim() !== '')
      fields.set('explanation', { text: feedback.text, at: at(element(q, 'generalfeedback'), id) });
    const tags = elements(element(q, 'tags'), 'tag').map((t) => textOf(t).trim());
    if (tags.length > 0) fields.set('tags', { text: tags.join(';'), at: at(element(q, 'tags'), id) });
    const shuffle = textOf(element(q, 'shuffleanswers')).trim();
    if (shuffle !== '')
      fields.set('shuffle', { text: /^(?:1|true)$/i.test(shuffle) ? '是' : '否', at: place });
    const answers = elements(q, 'answer').map((a, i) => ({
      element: a,
      ...rich(a, `${prefix}${String.fromCharCode(97 + (i % 26))}`),
      share: Number(a.attributes.get('fraction') ?? 'NaN'),
    }));
    const pictures = [...stem.pictures, ...answers.flatMap((a) => a.pictures)];
    if (type === 'truefalse') {
      const right = answers.find((a) => a.share >= 99.99);
      const word = (right?.text ?? '').replace(/<[^>]*>/g, '').trim();
      if (!right || !/^(?:true|false)$/i.test(word)) {
        refused += 1;
        issues.push(readIssue('NO_ANSWER', place));
        continue;
      }
      fields.set('answer', { text: word.toLowerCase(), at: at(right.element, id) });
      fields.delete('shuffle');
      records.push({ at: place, fields, options: [], pictures, type: 'judge' });
      continue;
    }
    const single = textOf(element(q, 'single')).trim();
    const shares = answers.map((a) => a.share);
    const right = rightByShares(shares, single === '' ? undefined : /^(?:1|true)$/i.test(single));
    if (!right.ok) {
      refused += 1;
      const bad = answers.find((a) => !Number.isFinite(a.share)) ?? answers.find((a) => a.share > 0);
      issues.push(
        readIssue('PARTLY_RIGHT', at(bad?.element ?? q, id || name), { value: shares.join(' / ') }),
      );
      continue;
    }
    if (right.doubtful)
      issues.push({
        ...readIssue('PARTLY_RIGHT', place, { value: shares.join(' / ') }),
        severity: 'warning',
      });
    const options = answers.map((a, i): RawOption => {
      return { text: a.text, at: at(a.element, id), right: right.right[i] ?? false };
    });
    records.push({ at: place, fields, options, pictures, type: right.type });
  }
  return { groups: [{ at: { file }, records }], refused, media, issues };
};

/** A file name the bank takes, not yet given to other bytes. */
function uniqueName(wanted: string, data: Buffer, media: ReadonlyMap<string, Uint8Array>): string {
  const name = wanted.replace(/[^A-Za-z0-9_.-]+/g, '_');
  const there = media.get(name);
  if (!there || data.equals(there)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 2; ; n += 1) if (!media.has(`${stem}-${n}${ending}`)) return `${stem}-${n}${ending}`;
}

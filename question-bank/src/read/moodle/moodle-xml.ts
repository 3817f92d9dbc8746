import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { readIssue } from '../read-issue';
import type { RawField, RawRecord } from '../record';
import { element, elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import { lastOf } from './gift';
import { moodleQuestion, type Rich } from './moodle-question';

/** Whether XML is Moodle's export of questions. */
export function looksLikeMoodleXml(text: string): boolean {
  return /<quiz[\s>]/.test(text.slice(0, 20_000));
}

const FILE_PREFIX = /@@PLUGINFILE@@\/?/g;
const MAX_PICTURES_BYTES = 200 * 1024 * 1024;

/** A text as HTML, whatever form its element says it is in. */
function htmlOf(text: string, format: string): string {
  if (!/[<&]/.test(text)) return text;
  if (format === 'plain_text' || format === 'plain')
    return text
      .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))
      .replace(/\r\n?|\n/g, '<br>');
  return format === 'moodle_auto_format' ? text.replace(/\r\n?|\n/g, '<br>') : text;
}

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
  /**
   * The text of a Moodle text element, its pictures taken into the bank: under their own names where `literal`, else
   * under names that no other question uses.
   */
  const rich = (e: XmlElement | undefined, prefix: string, literal: boolean): Rich => {
    if (!e) return { text: '', pictures: [] };
    const body = element(e, 'text');
    let html = htmlOf(body ? textOf(body) : textOf(e), e.attributes.get('format') ?? '');
    const pictures: string[] = [];
    for (const f of elements(e, 'file')) {
      const given = f.attributes.get('name') ?? '';
      const data = Buffer.from(textOf(f).replace(/\s+/g, ''), 'base64');
      bytes += data.length;
      if (bytes > MAX_PICTURES_BYTES) {
        issues.push(readIssue('TOO_LARGE', at(f), { size: bytes >> 20, limit: MAX_PICTURES_BYTES >> 20 }));
        break;
      }
      const name = literal ? given : uniqueName(`${prefix}-${given}`, data, media);
      media.set(name, data);
      const path = `@@PLUGINFILE@@${f.attributes.get('path') ?? '/'}`;
      const references = [`${path}${given}`, `${path}${encodeURIComponent(given)}`];
      if (references.some((r) => html.includes(r)))
        for (const r of references) html = html.replaceAll(r, name);
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
    const made = moodleQuestion(q, { prefix: `q${number}`, chapter, at, rich, media });
    issues.push(...made.issues);
    if (made.record) records.push(made.record);
    else refused += 1;
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

import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import { descendants, element, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import { OdtParts } from './odt-parts';
import { packageFault } from './package';
import { StyleBook } from './style-book';
import { TextLists } from './text-lists';

/** The parts of a Word document that say the same, with what could not be read; none of them where nothing could. */
export interface OdtRead {
  parts: Map<string, Buffer> | undefined;
  issues: Issue[];
}

const nothing = (issue: Issue): OdtRead => ({ parts: undefined, issues: [issue] });

function takeStyles(parent: XmlElement | undefined, styles: StyleBook, lists: TextLists): void {
  lists.take(parent);
  for (const e of parent ? descendants(parent) : []) styles.take(e.name, (name) => e.attributes.get(name));
}

/** Texts at the edges of pages, of every kind of page once. */
function marginsOf(root: XmlElement | undefined): string[] {
  const masters = element(root, 'master-styles');
  const texts = (masters ? [...descendants(masters)] : [])
    .filter((e) => /^(?:header|footer)(?:-left|-first)?$/.test(e.name))
    .map((e) => textOf(e).trim());
  return [...new Set(texts.filter((t) => t !== ''))];
}

function readBody(
  root: XmlElement,
  styleRoot: XmlElement,
  files: ReadonlyMap<string, Buffer>,
  file: string,
): OdtRead {
  const text = element(element(root, 'body'), 'text');
  if (!text) return nothing(readIssue('BROKEN_FILE', { file }, { reason: 'no text' }));
  const [styles, lists] = [new StyleBook(), new TextLists()];
  takeStyles(element(styleRoot, 'font-face-decls'), styles, lists);
  takeStyles(element(root, 'font-face-decls'), styles, lists);
  takeStyles(element(styleRoot, 'styles'), styles, lists);
  takeStyles(element(root, 'automatic-styles'), styles, lists);
  return { parts: new OdtParts(styles, lists, files).write(text, marginsOf(styleRoot)), issues: [] };
}

/** A text of OpenDocument, from its unpacked parts. */
export function readOdt(files: ReadonlyMap<string, Buffer>, file: string): OdtRead {
  const fault = packageFault(files, file);
  if (fault) return nothing(fault);
  const content = readXml(files.get('content.xml')?.toString('utf8') ?? '');
  if (!content.ok) return nothing(xmlIssue(content, `${file}/content.xml`));
  const bytes = files.get('styles.xml');
  const styles = bytes ? readXml(bytes.toString('utf8')) : undefined;
  const issues = styles && !styles.ok ? [xmlIssue(styles, `${file}/styles.xml`)] : [];
  const read = readBody(content.root, styles?.ok ? styles.root : content.root, files, file);
  return { ...read, issues: [...issues, ...read.issues] };
}

/** The same of one XML document, with its pictures in it. */
export function readFlatOdt(text: string, file: string): OdtRead {
  const read = readXml(text);
  return read.ok ? readBody(read.root, read.root, new Map(), file) : nothing(xmlIssue(read, file));
}

import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import { xmlIssue } from '../xml-issue';
import type { XmlListener } from '../xml-told';
import { readSax } from './sax';
import { StyleBook } from './style-book';

const TYPE = 'application/vnd.oasis.opendocument.';
const KINDS = { spreadsheet: 'ods', text: 'odt' } as const;
export type OpenDocumentFormat = (typeof KINDS)[keyof typeof KINDS];

function formatOf(type: string): OpenDocumentFormat | undefined {
  const kind = type.trim().startsWith(TYPE) ? type.trim().slice(TYPE.length) : '';
  return KINDS[kind.replace(/-template$/, '') as keyof typeof KINDS];
}

/** The part of that name as text; a mark in front of it is cut off. */
const head = (bytes: Buffer | undefined, length: number) => bytes?.subarray(0, length).toString('utf8') ?? '';

/** Which kind of OpenDocument file an archive is, of those that are read. */
export function openDocument(files: ReadonlyMap<string, Buffer>): OpenDocumentFormat | undefined {
  const named = formatOf(head(files.get('mimetype'), 100));
  if (named) return named;
  const listed = /full-path="\/"[^>]*media-type="([^"]+)"|media-type="([^"]+)"[^>]*full-path="\/"/.exec(
    head(files.get('META-INF/manifest.xml'), 100_000),
  );
  return formatOf(listed?.[1] ?? listed?.[2] ?? '');
}

/** The same of a file that is one XML document. */
export function flatOpenDocument(text: string): OpenDocumentFormat | undefined {
  const root = /<office:document\s[^>]*office:mimetype="([^"]+)"/.exec(text.slice(0, 20_000));
  return formatOf(root?.[1] ?? '');
}

/** Why a package cannot be read at all: it has a password, or its content is not there. */
export function packageFault(files: ReadonlyMap<string, Buffer>, file: string): Issue | undefined {
  if (/<(?:\w+:)?encryption-data[\s/>]/.test(files.get('META-INF/manifest.xml')?.toString('utf8') ?? ''))
    return readIssue('PASSWORD_PROTECTED', { file });
  return files.has('content.xml')
    ? undefined
    : readIssue('BROKEN_FILE', { file }, { reason: 'content.xml is missing' });
}

/** Takes the styles that have names; those that pages alone use are not those of the content, though called alike. */
class NamedStyles implements XmlListener {
  private readonly book: StyleBook;
  private inside = false;
  constructor(book: StyleBook) {
    this.book = book;
  }
  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'styles') this.inside = true;
    else if (this.inside) this.book.takeElement(name, attributes);
  }
  close(name: string): void {
    if (name === 'styles') this.inside = false;
  }
  text(): void {
    // Styles hold none.
  }
}

/** The named styles of a package; what of them can be read, and why not all. */
export function namedStyles(
  files: ReadonlyMap<string, Buffer>,
  file: string,
): { styles: StyleBook; issues: Issue[] } {
  const styles = new StyleBook();
  const bytes = files.get('styles.xml');
  const fault = bytes && readSax(bytes, new NamedStyles(styles));
  return { styles, issues: fault ? [xmlIssue(fault, `${file}/styles.xml`)] : [] };
}

import { makeZip } from './make-zip';
import { readOne } from './read-one';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

/** A run of text with its properties, as XML. */
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of a text, or of runs as XML, with its properties. */
export const paragraph = (inner: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner.startsWith('<') ? inner : run(inner)}</w:p>`;

/** A part of a document with the names its XML uses. */
export const part = (name: string, inner: string): string => `<w:${name} ${NAMESPACES}>${inner}</w:${name}>`;

/** Reads a Word document of some paragraphs and other parts by their paths. */
export const readWord = (paragraphs: readonly string[], parts: Record<string, string | Buffer> = {}) =>
  readOne(
    '题库.docx',
    makeZip(
      Object.entries({
        '[Content_Types].xml': '<Types/>',
        'word/document.xml': part('document', `<w:body>${paragraphs.join('')}</w:body>`),
        ...parts,
      }).map(([name, data]) => ({ name, data: Buffer.from(data) })),
    ),
  );

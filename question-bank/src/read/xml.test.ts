import fc from 'fast-check';
import { readPlainXml } from './plain-xml';
import { elements, parseXml, readXml, visitXml, type XmlElement } from './xml';

const LIMITS = { maxDepth: 5, maxNodes: 60 };
const quick = (text: string) => readPlainXml(text, LIMITS);

/** Documents, and what is nearly one. */
const piece = fc.constantFrom(
  ...[
    '<a>',
    '</a>',
    '<b x="1">',
    '</b>',
    '<c y="&lt;" z=\'2\'/>',
    '<c y="1" y="2"/>',
    '<n:d n:x="1"/>',
    '<e />',
  ],
  ...[
    'text',
    ' \n',
    '&amp;',
    '&#65;',
    '&#x41;',
    '&#0;',
    '&#99999;',
    '&nbsp;',
    '&',
    ']]>',
    '题干？',
    '\r\n',
    '😀',
    '\u0007',
  ],
  ...[
    '<![CDATA[x<y]]>',
    '<![CDATA[]]>',
    '<!-- c -->',
    '<!-- a -- b -->',
    '<?p q?>',
    '<!DOCTYPE a>',
    '<f\n g="1">',
    '</f>',
    '<',
    '>',
  ],
  ...['<é/>', '<h i="a>b"/>', '<h i="a\tb"/>', '<h i="<"/>', '<h  i="1"  />', '<h i="1"j="2"/>', '</a >'],
);
const document = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n', '\n'),
    fc.array(piece, { maxLength: 14 }),
    fc.boolean(),
  )
  .map(([head, pieces, whole]) => `${head}${whole ? `<a>${pieces.join('')}</a>` : pieces.join('')}`);

test('the quick reader gives the tree the parser gives, with every place, or nothing', () => {
  let plain = 0;
  fc.assert(
    fc.property(document, (text) => {
      const root = quick(text);
      if (!root) return;
      plain += 1;
      expect({ ok: true, root }).toEqual(parseXml(text, LIMITS));
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test('an ordinary export is plain; what is not is read all the same', () => {
  const text =
    '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n <!-- x -->\n <q type="a"><t>1 &lt; 2</t></q>\n</quiz>\n';
  expect(quick(text)).toBeDefined();
  const other = text.replaceAll('\n', '\r\n');
  expect(quick(other)).toBeUndefined();
  expect(readXml(other)).toMatchObject({ ok: true, root: { name: 'quiz' } });
});

test('elements of the root are visited as they stand in the tree, and nothing of a broken document', () => {
  const seen = () => {
    const all: XmlElement[] = [];
    return { all, take: (child: XmlElement) => void all.push(child) };
  };
  fc.assert(
    fc.property(document, (text) => {
      const [read, visit] = [parseXml(text), visitXml(text, seen)];
      if (!read.ok) expect(visit).toEqual(read);
      else
        expect(visit.ok && visit.visited.all.map(withoutParent)).toEqual(
          elements(read.root).map(withoutParent),
        );
    }),
    { numRuns: 2000 },
  );
});

/** Above the root's elements both may know other things of the root. */
const withoutParent = ({ parent: _, children, ...rest }: XmlElement): object => ({
  ...rest,
  children: children.map((c) => (typeof c === 'object' && 'children' in c ? withoutParent(c) : c)),
});

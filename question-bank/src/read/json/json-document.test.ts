import fc from 'fast-check';
import { parseJson, type JsonNode } from '../json-tree';
import { readJson, TextDocument } from './json-document';

type Path = (string | number)[];

function* nodes(node: JsonNode, path: Path = []): Generator<[Path, JsonNode]> {
  yield [path, node];
  for (const [i, n] of (node.items ?? []).entries()) yield* nodes(n, [...path, i]);
  for (const [key, n] of node.members ?? []) yield* nodes(n, [...path, key]);
}

const spaced = fc
  .json({ maxDepth: 4 })
  .chain((text) =>
    fc
      .tuple(fc.constant(text), fc.constantFrom('', ' ', '\n\t', '\r\n'))
      .map(([t, s]) => `${s}${JSON.stringify(JSON.parse(t), null, s === '' ? 0 : 2)}${s}`),
  );
const keyed = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', '10', '2', '__proto__', 'q"\\', '题'), fc.jsonValue()), {
    maxLength: 6,
  })
  .map((members) => `{${members.map(([k, v]) => `${JSON.stringify(k)} : ${JSON.stringify(v)}`).join(' ,')}}`);

describe('values by the runtime, places by ours', () => {
  test('values, places and the order of keys are those of the parser that keeps every place', () => {
    fc.assert(
      fc.property(fc.oneof(spaced, keyed), (text) => {
        const tree = parseJson(text);
        const read = readJson(text);
        if (!tree.ok || !read.ok) throw new Error('JSON was refused');
        expect(read.value).toEqual(tree.root.value);
        const document = new TextDocument(text, (row) => ({ file: '', row }));
        for (const [path, node] of nodes(tree.root)) {
          expect(document.position(path).row).toBe(node.start);
          expect(document.keys(path)).toEqual([...(node.members?.keys() ?? [])]);
        }
      }),
      { numRuns: 500 },
    );
  });
  test('what is no JSON is refused by both, at the same place', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', ']', 'x', '\u0001', '\\'))
      .map(([text, n, c]) => {
        const at = n % (text.length + 1);
        return `${text.slice(0, at)}${c}${text.slice(at + (c === '' ? 1 : 0))}`;
      });
    fc.assert(
      fc.property(broken, (text) => {
        const [tree, read] = [parseJson(text), readJson(text)];
        if (tree.ok) expect(read).toEqual({ ok: true, value: tree.root.value });
        else expect(read).toEqual(tree);
      }),
      { numRuns: 1000 },
    );
  });
  test.each([64, 65, 66])('%i lists in each other are judged as ever', (depth) => {
    for (const inner of ['', '1']) {
      const text = '['.repeat(depth) + inner + ']'.repeat(depth);
      expect(readJson(text).ok).toBe(parseJson(text).ok);
    }
  });
});

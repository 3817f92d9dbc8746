import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTree, type Node } from 'jsonc-parser';

const root = join(__dirname, '../..');
const files = ['exam-client', 'proctor-console'].flatMap((room) =>
  readdirSync(join(root, room, 'src/i18n'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(room, 'src/i18n', name)),
);

/** Keys that stand twice in one object: the first one's text would never be seen. */
function twice(node: Node | undefined, at = ''): string[] {
  if (node?.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) => {
    const key = String(name?.value);
    const path = at === '' ? key : `${at}.${key}`;
    const again = seen.has(key) ? [path] : [];
    seen.add(key);
    return [...again, ...twice(value, path)];
  });
}

test('no interface text is hidden by another of the same key', () => {
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect([file, ...twice(parseTree(readFileSync(join(root, file), 'utf8')))]).toEqual([file]);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger as log } from '../log';
import { builtEntry } from './built-entry';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kaotai-built-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const run = (file: string) => execFileSync(process.execPath, [file], { encoding: 'utf8' });

test('is built once and again when a source is another, however little', async () => {
  put('word.ts', `export const word: string = 'one';`);
  const entry = put('a.child.ts', `import { word } from './word';\nprocess.stdout.write(word);`);
  const first = await builtEntry(entry, log);
  expect(first).toMatch(/\.cjs$/);
  expect(run(first)).toBe('one');
  expect(await builtEntry(entry, log)).toBe(first);
  put('word.ts', `export const word: string = 'two';`);
  const second = await builtEntry(entry, log);
  expect(run(second)).toBe('two');
  put('word.ts', `export const word: string = 'one';`);
  expect(run(await builtEntry(entry, log))).toBe('one');
});
test('what a source says by its place stays true', async () => {
  const entry = put('b.child.ts', `process.stdout.write(__dirname + ' ' + require.resolve('./data.txt'));`);
  put('data.txt', '');
  expect(run(await builtEntry(entry, log))).toBe(`${folder} ${join(folder, 'data.txt')}`);
});
test('what cannot be built is run as it is', async () => {
  const entry = put('c.child.ts', `import './nowhere';`);
  expect(await builtEntry(entry, log)).toBe(entry);
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { hashTree, readJson, sha256OfFile, writeFileAtomic } = jest.requireActual<{
  hashTree: (base: string, starts: string[], extra?: string[], skip?: (file: string) => boolean) => string;
  readJson: (file: string) => unknown;
  sha256OfFile: (file: string) => string;
  writeFileAtomic: (file: string, content: string, mode?: number) => void;
}>('./files.cjs');

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'kaotai-files-'));
  mkdirSync(path.join(base, 'src/deep'), { recursive: true });
  writeFileSync(path.join(base, 'src/a.ts'), 'a');
  writeFileSync(path.join(base, 'src/deep/b.ts'), 'b');
});
afterEach(() => rmSync(base, { recursive: true }));

describe('stamps of a source tree', () => {
  const hash = (extra: string[] = []) => hashTree(base, ['src', 'not-there'], extra);

  test('the same tree elsewhere has the same stamp', () => {
    const other = mkdtempSync(path.join(tmpdir(), 'kaotai-files-'));
    mkdirSync(path.join(other, 'src/deep'), { recursive: true });
    writeFileSync(path.join(other, 'src/deep/b.ts'), 'b');
    writeFileSync(path.join(other, 'src/a.ts'), 'a');
    expect(hashTree(other, ['src'])).toBe(hash());
    rmSync(other, { recursive: true });
  });

  test.each<[string, () => void]>([
    ['another content', () => writeFileSync(path.join(base, 'src/a.ts'), 'A')],
    ['another file', () => writeFileSync(path.join(base, 'src/c.ts'), '')],
    ['another name', () => writeFileSync(path.join(base, 'src/deep/b2.ts'), 'b')],
    ['a file less', () => rmSync(path.join(base, 'src/deep/b.ts'))],
  ])('%s is another stamp', (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  test('values beside the files count, and two values are not their sum', () => {
    expect(hash(['ab', 'c'])).not.toBe(hash(['a', 'bc']));
  });

  test('skipped files do not count', () => {
    const before = hashTree(base, ['src'], [], (file) => file.endsWith('.test.ts'));
    writeFileSync(path.join(base, 'src/a.test.ts'), 'x');
    expect(hashTree(base, ['src'], [], (file) => file.endsWith('.test.ts'))).toBe(before);
  });
});

describe('files', () => {
  test('a written file is whole and leaves nothing beside it', () => {
    const file = path.join(base, 'new/stamp.json');
    writeFileAtomic(file, '{"key":1}');
    writeFileAtomic(file, '{"key":2}');
    expect(readFileSync(file, 'utf8')).toBe('{"key":2}');
    expect(readdirSync(path.dirname(file))).toEqual(['stamp.json']);
  });

  test('a missing or broken stamp is no stamp', () => {
    writeFileSync(path.join(base, 'half.json'), '{"key":');
    expect(readJson(path.join(base, 'half.json'))).toBeUndefined();
    expect(readJson(path.join(base, 'none.json'))).toBeUndefined();
  });

  test('sha256 is that of the standard', () => {
    writeFileSync(path.join(base, 'abc'), 'abc');
    expect(sha256OfFile(path.join(base, 'abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

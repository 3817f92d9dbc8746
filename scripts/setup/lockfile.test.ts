type Packages = Record<string, { version?: string; link?: boolean; optional?: boolean }>;
const { differingPackages, missingFolder } = jest.requireActual<{
  differingPackages: (locked: Packages, installed: Packages) => string[];
  missingFolder: (installed: Packages, exists: (folder: string) => boolean) => string | undefined;
}>('./lockfile.cjs');

const locked: Packages = {
  '': { version: '0.1.0' },
  'exam-server': { version: '0.1.0' },
  'node_modules/exam-server': { link: true },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/a/node_modules/zod': { version: '3.0.0' },
  'node_modules/for-another-system': { version: '1.0.0', optional: true },
};
const installed: Packages = {
  'exam-server': { version: '0.1.0' },
  'node_modules/exam-server': { link: true },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/a/node_modules/zod': { version: '3.0.0' },
};

test('the same packages, less the optional ones of other systems, are the same', () => {
  expect(differingPackages(locked, installed)).toEqual([]);
});

test.each([
  ['another version', { ...installed, 'node_modules/zod': { version: '4.6.8' } }, 'node_modules/zod'],
  [
    'a nested one missing',
    { ...installed, 'node_modules/a/node_modules/zod': undefined },
    'node_modules/a/node_modules/zod',
  ],
  [
    'a copy in place of a workspace',
    { ...installed, 'node_modules/exam-server': { version: '0.1.0' } },
    'node_modules/exam-server',
  ],
])('%s is noticed', (_what, found, place) => {
  expect(differingPackages(locked, found as Packages)).toEqual([place]);
});

test('a folder that npm believes to be there and is not is noticed', () => {
  expect(missingFolder(installed, () => true)).toBeUndefined();
  const gone = 'node_modules/a/node_modules/zod';
  expect(missingFolder(installed, (folder) => folder !== gone)).toBe(gone);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { lastLines } = jest.requireActual<{ lastLines: (file: string, count?: number) => string[] }>(
  './tail.cjs',
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kaotai-tail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const tail = (content: string, count?: number) => {
  const file = path.join(folder, 'server.log');
  writeFileSync(file, content);
  return lastLines(file, count);
};

test('a log line becomes time, weight, message and reason', () => {
  const line = { time: 1_700_000_000_000, level: 60, msg: 'cannot start', err: { message: 'no key' } };
  expect(tail(`${JSON.stringify(line)}\n`)).toEqual(['2023-11-14T22:13:20.000Z ERROR cannot start (no key)']);
});

test('only the last lines of a long log, and the broken one as it is', () => {
  const long = Array.from({ length: 5_000 }, (_, n) => JSON.stringify({ level: 30, msg: `line ${n}` })).join(
    '\n',
  );
  expect(tail(`${long}\nnot json {`, 3)).toEqual(['line 4998', 'line 4999', 'not json {']);
});

test('no log, no lines', () => {
  expect(lastLines(path.join(folder, 'none.log'))).toEqual([]);
});

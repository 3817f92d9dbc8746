import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUri } from './database-uri';

describe('where kaotai verify looks', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kaotai-verify-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const started = (folder: string, port: number) => {
    mkdirSync(join(dir, folder), { recursive: true });
    writeFileSync(join(dir, folder, 'mongo.json'), JSON.stringify({ port }));
  };
  const at = (port: number) => `mongodb://127.0.0.1:${port}/?replicaSet=kaotai`;

  it('is the system last started from here, wherever its data lies', () => {
    started('data', 1111);
    expect(databaseUri({}, dir)).toBe(at(1111));
    started('elsewhere', 2222);
    writeFileSync(join(dir, 'running.json'), JSON.stringify({ data: join(dir, 'elsewhere') }));
    expect(databaseUri({}, dir)).toBe(at(2222));
  });
  it('is what the environment or the option says', () => {
    started('mine', 3333);
    expect(databaseUri({ MONGODB_URI: 'mongodb://db' }, dir)).toBe('mongodb://db');
    expect(databaseUri({ MONGODB_URI: 'mongodb://db' }, dir, join(dir, 'mine'))).toBe(at(3333));
  });
  it('says what to give where there is nothing', () => {
    expect(() => databaseUri({}, dir)).toThrow(/--data DIR/);
  });
});

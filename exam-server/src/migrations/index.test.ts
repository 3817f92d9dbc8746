import { readdirSync } from 'node:fs';
import { migrations } from '.';

test('every migration file is in the list under its own name', () => {
  const files = readdirSync(__dirname).flatMap((f) =>
    /^(\d{4}-[\w-]+)\.ts$/.exec(f)?.[1] ? [f.slice(0, -3)] : [],
  );
  expect(migrations.map((m) => m.name).sort()).toEqual(files.sort());
});

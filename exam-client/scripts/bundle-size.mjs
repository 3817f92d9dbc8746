import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Budget of the first load: JavaScript before the welcome is on screen, gzip. */
const LIMIT_KB = 250;

const dist = path.join(import.meta.dirname, '../dist');
let manifest;
try {
  manifest = JSON.parse(readFileSync(path.join(dist, 'manifest.json'), 'utf8'));
} catch {
  console.error('No build found: run `npm run -w exam-client build` first.');
  process.exit(1);
}

const kb = (file) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length / 1024;
const first = new Set();
const follow = (key) => {
  const chunk = manifest[key];
  if (!chunk || first.has(chunk.file)) return;
  first.add(chunk.file);
  for (const other of chunk.imports ?? []) follow(other);
};
follow('index.html');

const rows = Object.values(manifest)
  .filter((c) => c.file.endsWith('.js'))
  .map((c) => ({ file: c.file, kB: Number(kb(c.file).toFixed(1)), firstLoad: first.has(c.file) }))
  .sort((a, b) => b.kB - a.kB);
console.table(rows);
const css = Object.values(manifest).flatMap((c) => c.css ?? []);
const total = rows.filter((r) => r.firstLoad).reduce((sum, r) => sum + r.kB, 0);
const all = rows.reduce((sum, r) => sum + r.kB, 0);
const style = [...new Set(css)].reduce((sum, f) => sum + kb(f), 0);
console.log(
  JSON.stringify({
    firstLoadKB: Number(total.toFixed(1)),
    limitKB: LIMIT_KB,
    allKB: Number(all.toFixed(1)),
    cssKB: Number(style.toFixed(1)),
  }),
);
if (total > LIMIT_KB) {
  console.error(`First load is ${total.toFixed(1)} kB of JavaScript (gzip); the budget is ${LIMIT_KB} kB.`);
  process.exit(1);
}

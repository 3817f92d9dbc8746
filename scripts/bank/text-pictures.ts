import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isTextPicture } from 'question-bank';

/**
 * Which pictures in the folders given the bank's check takes for mere text, with the time it takes a picture: one JSON line
 * a folder. For a folder of signs every name is a false alarm, for one of scanned texts every name that is missing an oversight.
 */
async function main(): Promise<void> {
  for (const folder of process.argv.slice(2)) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && /\.(?:png|jpe?g|gif|webp)$/i.test(e.name))
      .map((e) => join(e.parentPath, e.name));
    const began = performance.now();
    const text: string[] = [];
    for (const file of files) if (await isTextPicture(readFileSync(file))) text.push(relative(folder, file));
    const ms = Math.round((10 * (performance.now() - began)) / Math.max(1, files.length)) / 10;
    console.log(
      JSON.stringify({ folder, pictures: files.length, text: text.length, msEach: ms, names: text }),
    );
  }
}

main().catch((err: unknown) => {
  console.error(err);
  process.exitCode = 1;
});

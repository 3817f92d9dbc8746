import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '../exam-server/src/features/openapi';

const root = join(__dirname, '..');
const file = join(root, 'docs', 'protocol', 'openapi.json');

/** npm run openapi: writes docs/protocol/openapi.json out of the contract. */
async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const text = JSON.stringify(openApiDocument(version));
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  console.log(`docs/protocol/openapi.json: ${text.length} bytes`);
}

main().catch((err: unknown) => {
  console.error(err);
  process.exit(1);
});

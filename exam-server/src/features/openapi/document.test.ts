import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteContract } from 'exam-contract/http/route';
import { openApiDocument, routeGroups } from '.';

const root = join(__dirname, '../../../..');
const contract = join(root, 'exam-contract/src/http');
const every = Object.values<Record<string, RouteContract>>(routeGroups).flatMap((g) => Object.values(g));

test('the committed document is what the contract says now (npm run openapi)', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const committed: unknown = JSON.parse(readFileSync(join(root, 'docs/protocol/openapi.json'), 'utf8'));
  expect(JSON.parse(JSON.stringify(openApiDocument(version)))).toEqual(committed);
});

test('no route of the contract is left out', () => {
  const groups = new Set<unknown>(Object.values(routeGroups));
  for (const file of readdirSync(contract).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const exported = require(join(contract, file)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (name.endsWith('Routes')) expect([name, groups.has(value)]).toEqual([name, true]);
    }
  }
});

test('each method and path is one route, and each route has a summary', () => {
  const keys = every.map((r) => `${r.method} ${r.path.replace(/:\w+/g, ':')}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(every.filter((r) => r.summary.trim() === '')).toEqual([]);
});

test('what a route needs of its caller is in the document', () => {
  const { paths } = openApiDocument('0') as {
    paths: Record<string, Record<string, { security: unknown[]; description?: string }>>;
  };
  expect(paths['/api/v1/session']?.['post']?.security).toEqual([]);
  expect(paths['/api/v1/media/{sha256}']?.['get']?.security).toEqual([
    { staff: [] },
    { device: [] },
    { attempt: [] },
  ]);
  expect(paths['/api/v1/audit']?.['get']?.description).toBe('Roles: auditor, admin.');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { consolePushes, consoleRequests } from './console-socket';
import { errorStatus } from './errors';
import { kioskFrame, kioskPushes, kioskRequests } from './kiosk-socket';

const page = readFileSync(join(__dirname, '../../docs/protocol/sockets.md'), 'utf8');
const [, kiosk = '', console_ = ''] = page.split(/^## /m);

/** Rows of the table under a heading: the event, and the words in backticks of its second column. */
function rows(part: string, heading: string): Map<string, string[]> {
  const section = part.split(/^### /m).find((s) => s.startsWith(heading)) ?? '';
  const found = new Map<string, string[]>();
  for (const line of section.split('\n')) {
    const [, event = '', sent = ''] = line.split('|').map((c) => c.trim());
    const name = /^`([\w:]+)`$/.exec(event)?.[1];
    if (name) found.set(name, [...sent.matchAll(/`(\w+)`/g)].map((m) => m[1] ?? '').sort());
  }
  return found;
}
/** Names of the fields of an object, or of all shapes of a union. */
function fields(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap((o) => fields(o as z.ZodType)))].sort();
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).sort() : [];
}
const contract = (requests: Record<string, { in: z.ZodType }>) =>
  new Map(Object.entries(requests).map(([event, r]) => [event, fields(r.in)]));

test.each([
  ['/kiosk', kiosk, kioskRequests],
  ['/console', console_, consoleRequests],
] as const)(
  'every request of %s stands on the page with every field, and no other',
  (_ns, part, requests) => {
    const told = rows(part, 'Requests');
    const real = contract(requests);
    expect([...told.keys()].sort()).toEqual([...real.keys()].sort());
    for (const [event, sent] of real) expect([event, told.get(event)]).toEqual([event, sent]);
  },
);

test('what is sent without an answer stands there too', () => {
  const line = /^`frame` ← (.*?):/m.exec(kiosk)?.[1] ?? '';
  expect([...line.matchAll(/`(\w+)`/g)].map((m) => m[1])).toEqual(fields(kioskFrame));
});

test.each([
  ['/kiosk', kiosk, kioskPushes],
  ['/console', console_, consolePushes],
] as const)(
  'every push of %s stands on the page; where fields are named, they are all of them',
  (_ns, part, pushes) => {
    const told = rows(part, 'Pushes');
    expect([...told.keys()].sort()).toEqual(Object.keys(pushes).sort());
    for (const [event, schema] of Object.entries(pushes)) {
      const named = told.get(event) ?? [];
      if (named.length > 0) expect([event, named]).toEqual([event, fields(schema)]);
    }
  },
);

test('no code is promised that does not exist', () => {
  const codes = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map((m) => m[1] ?? '');
  const settings = ['EXAMINER_ABSENT_MS'];
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((c) => !(c in errorStatus) && !settings.includes(c))).toEqual([]);
});

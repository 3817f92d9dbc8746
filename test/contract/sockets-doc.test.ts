import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { consolePushes, consoleRequests } from 'exam-contract/console-socket';
import { kioskPushes, kioskRequests } from 'exam-contract/kiosk-socket';

const doc = readFileSync(join(__dirname, '../../docs/protocol/sockets.md'), 'utf8');
const named = new Set([...doc.matchAll(/^\| `([^`]+)`/gm)].map((m) => m[1]));
const events = [kioskRequests, kioskPushes, consoleRequests, consolePushes].flatMap((c) => Object.keys(c));

it('names every socket event and no other', () => {
  expect([...named].sort()).toEqual([...new Set(events)].sort());
});

import type { Caller } from '../../platform/http/route';

/** The caller as an audit row names it: a kind, an id, and for staff the name of the day. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'staff':
      return `staff/${caller.sub} ${caller.name}`;
    case 'device':
      return `terminal/${caller.sub}`;
    case 'attempt':
      return `attempt/${caller.sub}`;
    case 'public':
      return 'public';
  }
}

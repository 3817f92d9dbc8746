import type { Caller } from '../../platform/http/route';

/** Whether two actors are one person, whatever they were called at the time. */
export const samePerson = (a: string, b: string): boolean => a.split(' ')[0] === b.split(' ')[0];

/** Whether one of these is that person. */
export const isAmong = (actors: readonly string[], actor: string): boolean =>
  actors.some((other) => samePerson(other, actor));

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

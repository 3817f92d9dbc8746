import { AppError } from '../../platform/errors';
import { createTurns } from '../../platform/turns';
import { chain, GENESIS } from './domain/chain';
import { decide, type Command, type DecideEnv } from './domain/decide';
import type { AttemptEvent, EventData } from './domain/events';
import { apply, fold, type AttemptState } from './domain/state';
import type { GroupCommit } from './group-commit';

/** How often a command is decided again because another server wrote to the log in the same moment. */
const TRIES = 3;

export interface RunnerDeps {
  commit: GroupCommit<AttemptEvent>;
  load(attemptId: string): Promise<AttemptEvent[]>;
  judge(state: AttemptState, index: number, choice: string[]): boolean;
  now(): number;
  offlineGraceMs: number;
  /** Told of every event once it is durable, in order. */
  onEvents(state: AttemptState, before: AttemptState | null, events: AttemptEvent[]): void;
}

/**
 * Keeps the states of live attempts and runs their commands one at a time an attempt: decide, store durably,
 * then apply. A state in memory is never ahead of the log.
 */
export function createAttemptRunner(deps: RunnerDeps) {
  const states = new Map<string, AttemptState>();
  const turns = createTurns();
  /** Attempts whose last write has an unknown outcome: their log is read again before anything else. */
  const doubtful = new Set<string>();

  async function current(attemptId: string): Promise<AttemptState> {
    const known = states.get(attemptId);
    if (known && !doubtful.has(attemptId)) return known;
    const events = await deps.load(attemptId);
    if (events.length === 0) throw new AppError('ATTEMPT_NOT_FOUND');
    const state = fold(events);
    // What became durable without our knowing is announced now, so that walls and consoles do not miss it.
    if (known && state.seq > known.seq)
      deps.onEvents(
        state,
        known,
        events.filter((e) => e.seq > known.seq),
      );
    states.set(attemptId, state);
    doubtful.delete(attemptId);
    return state;
  }

  async function store(
    attemptId: string,
    before: AttemptState | null,
    events: AttemptEvent[],
  ): Promise<AttemptState> {
    try {
      await deps.commit.append(events);
    } catch (err) {
      if (before) doubtful.add(attemptId);
      throw err;
    }
    const after = events.reduce<AttemptState | null>(apply, before)!;
    states.set(attemptId, after);
    deps.onEvents(after, before, events);
    return after;
  }

  return {
    create(attemptId: string, data: EventData<'created'>): Promise<AttemptState> {
      const events = chain(attemptId, { seq: 0, hash: GENESIS }, deps.now(), [{ kind: 'created', data }]);
      return turns.run(attemptId, () => store(attemptId, null, events));
    },
    /** Runs a command. @returns the state after it and the events it made (none for a repeat). @throws AppError */
    run(attemptId: string, command: Command): Promise<{ state: AttemptState; events: AttemptEvent[] }> {
      return turns.run(attemptId, async () => {
        for (let tries = 1; ; tries++) {
          const state = await current(attemptId);
          const now = deps.now();
          const env: DecideEnv = {
            now,
            judge: (i, c) => deps.judge(state, i, c),
            offlineGraceMs: deps.offlineGraceMs,
          };
          const decision = decide(state, command, env);
          if (!decision.ok) throw new AppError(decision.code);
          if (decision.events.length === 0) return { state, events: [] };
          const events = chain(attemptId, state, now, decision.events);
          try {
            return { state: await store(attemptId, state, events), events };
          } catch (err) {
            // Another server wrote first: what the command means is decided again on what the log says now.
            if (tries === TRIES || !(err instanceof AppError) || err.code !== 'STALE_OWNER') throw err;
          }
        }
      });
    },
    state: (attemptId: string) =>
      states.has(attemptId) && !doubtful.has(attemptId)
        ? Promise.resolve(states.get(attemptId)!)
        : turns.run(attemptId, () => current(attemptId)),
    /** The state in memory, if any: for views that must not wait. */
    peek: (attemptId: string) => states.get(attemptId),
    live: () => [...states.values()],
    forget: (attemptId: string) => void (turns.busy(attemptId) || states.delete(attemptId)),
  };
}
export type AttemptRunner = ReturnType<typeof createAttemptRunner>;

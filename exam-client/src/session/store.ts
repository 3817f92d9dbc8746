import { useSyncExternalStore } from 'react';

/** One value that changes over time and whoever watches it. The value itself is never changed in place. */
export class Store<T> {
  #value: T;
  readonly #watchers = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  set(change: (value: T) => T): void {
    const next = change(this.#value);
    if (Object.is(next, this.#value)) return;
    this.#value = next;
    for (const tell of [...this.#watchers]) tell();
  }

  watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };
}

/** Part of a store inside a component. `pick` must return the same object as long as nothing changed. */
export const useStore = <T, P>(store: Store<T>, pick: (value: T) => P): P =>
  useSyncExternalStore(store.watch, () => pick(store.get()));

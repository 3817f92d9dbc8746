/**
 * A map whose values may be made anew each time they are asked for, so that a gigabyte of pictures can be looked
 * through one picture at a time. Iterating over values makes them one after another; `keys` makes none.
 */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  private readonly makers = new Map<string, () => V | undefined>();

  /** A map over the same values as these, of which a later one hides an earlier of the same key. */
  static over<V>(...maps: ReadonlyMap<string, V>[]): LazyMap<V> {
    const out = new LazyMap<V>();
    for (const map of maps) out.take(map);
    return out;
  }

  get size(): number {
    return this.makers.size;
  }
  set(key: string, value: V): this {
    return this.link(key, () => value);
  }
  /** A value that is made when it is asked for. */
  link(key: string, make: () => V | undefined): this {
    this.makers.set(key, make);
    return this;
  }
  /** Takes over the values of another map, all or those of some keys, without making them. */
  take(from: ReadonlyMap<string, V>, only?: ReadonlySet<string>): this {
    for (const key of from.keys()) {
      if (only && !only.has(key)) continue;
      const make = from instanceof LazyMap ? (from as LazyMap<V>).makers.get(key) : undefined;
      this.makers.set(key, make ?? (() => from.get(key)));
    }
    return this;
  }
  delete(key: string): boolean {
    return this.makers.delete(key);
  }
  has(key: string): boolean {
    return this.makers.has(key);
  }
  get(key: string): V | undefined {
    return this.makers.get(key)?.();
  }
  keys(): MapIterator<string> {
    return this.makers.keys();
  }
  *entries(): MapIterator<[string, V]> {
    for (const [key, make] of this.makers) {
      const value = make();
      if (value !== undefined) yield [key, value];
    }
  }
  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
  forEach(deed: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) deed(value, key, this);
  }
}

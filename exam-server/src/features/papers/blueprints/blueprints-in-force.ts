import type { Context } from '../../../context';
import type { BlueprintPublicationDoc, BlueprintStore, OfficeBlueprint } from './blueprints.store';
import { inForceOn, scheduledAfter } from '../versions/publications.store';

/** How long another server may draw by the former blueprint after one is published here. */
const LATEST_MS = 2000;

/** Which blueprint counts on which day; their contents never change and are kept. */
export function createBlueprintsInForce({ clock }: Pick<Context, 'clock'>, store: BlueprintStore) {
  const contents = new Map<string, Promise<OfficeBlueprint>>();
  let latest: { until: number; all: Promise<BlueprintPublicationDoc[]> } | null = null;

  const publications = (): Promise<BlueprintPublicationDoc[]> => {
    if (!latest || latest.until <= clock.now()) {
      const all = store.publications();
      latest = { until: clock.now() + LATEST_MS, all };
      all.catch(() => (latest = null));
    }
    return latest.all;
  };
  const load = async (hash: string): Promise<OfficeBlueprint> => {
    const doc = await store.version(hash);
    if (!doc) throw new Error(`there is no blueprint ${hash}`);
    return { hash, number: doc.number, content: doc.content };
  };
  const of = (hash: string): Promise<OfficeBlueprint> => {
    const known = contents.get(hash);
    if (known) return known;
    const fresh = load(hash);
    contents.set(hash, fresh);
    fresh.catch(() => contents.delete(hash));
    return fresh;
  };

  return {
    /** To be called when one was published or taken back: draws follow at once. */
    forgetLatest: () => {
      latest = null;
    },
    /** The blueprint a kind is drawn by on a day; null where the office made none. */
    async on(kindCode: string, day: string): Promise<OfficeBlueprint | null> {
      const own = (await publications()).filter((p) => p.kindCode === kindCode);
      const found = inForceOn(own, day);
      return found && of(found.hash);
    },
    /** What counts on a day, null for the kind's own shares, and the blueprints that take over later. */
    async from(kindCode: string, day: string): Promise<(OfficeBlueprint | null)[]> {
      const own = (await publications()).filter((p) => p.kindCode === kindCode);
      const turns = [inForceOn(own, day), ...scheduledAfter(own, day)];
      return Promise.all(turns.map((p) => (p ? of(p.hash) : Promise.resolve(null))));
    },
  };
}
export type BlueprintsInForce = ReturnType<typeof createBlueprintsInForce>;

import { createGroupCommit } from './group-commit';

const at = () => 0;
// A timer may be due before the turn in which the batch is written; an immediate asked for later runs later.
const nextTurn = () => new Promise<void>((r) => setImmediate(r));
const gate = () => {
  let open!: () => void;
  const wait = new Promise<void>((r) => (open = r));
  return { open, wait };
};

describe('group commit', () => {
  it('writes what arrives during an insert together in the next one', async () => {
    const batches: number[][] = [];
    const first = gate();
    const commit = createGroupCommit<number>(
      async (docs) => {
        batches.push(docs);
        if (batches.length === 1) await first.wait;
        return docs.map(() => null);
      },
      { maxBatch: 100, lanes: 1, now: at },
    );
    const a = commit.append([1]);
    await nextTurn();
    const rest = [commit.append([2]), commit.append([3, 4])];
    await nextTurn();
    expect(batches).toEqual([[1]]);
    first.open();
    await Promise.all([a, ...rest]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });
  it('refuses only the group whose document was refused', async () => {
    const commit = createGroupCommit<number>(
      (docs) => Promise.resolve(docs.map((d) => (d === 2 ? new Error('no') : null))),
      { maxBatch: 10, lanes: 1, now: at },
    );
    const results = await Promise.allSettled([commit.append([1]), commit.append([2]), commit.append([3])]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
  it('tells everybody when nothing is known of the batch, and goes on', async () => {
    let fail = true;
    const commit = createGroupCommit<number>(
      (docs) => (fail ? Promise.reject(new Error('down')) : Promise.resolve(docs.map(() => null))),
      { maxBatch: 10, lanes: 1, now: at },
    );
    await expect(Promise.all([commit.append([1]), commit.append([2])])).rejects.toThrow('down');
    fail = false;
    await expect(commit.append([3])).resolves.toBeUndefined();
    await commit.drain();
  });
});

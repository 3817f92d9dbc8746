const os = require('node:os');
const { HOST, SET_NAME } = require('./process.cjs');

const NOT_YET_INITIALIZED = 94;

/** One look at the set, and the step that brings it nearer to what we want. True: it is there. */
async function settle(admin, address) {
  const members = [{ _id: 0, host: address }];
  const hello = await admin.command({ hello: 1 });
  if (hello.isWritablePrimary && hello.me === address) return true;
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0]?.host !== address) {
      const moved = { ...config, members, version: config.version + 1 };
      await admin.command({ replSetReconfig: moved, force: true });
    }
  } catch (error) {
    if (error.code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: SET_NAME, members } });
  }
  return false;
}

/**
 * Makes the mongod on this port the primary of its set of one: begins the set where there is none, and
 * tells it its new address where it was started on another port than before.
 * @param {number} port
 * @param {{ timeoutMs?: number, ended?: () => boolean }} [options] ended: whether mongod has gone meanwhile
 */
async function ensurePrimary(port, { timeoutMs = 60_000, ended = () => false } = {}) {
  // Only here: setup loads this file before there are any packages. Mongoose's own driver, as in the server.
  const { MongoClient } = require('mongoose').mongo;
  const address = `${HOST}:${port}`;
  const deadline = performance.now() + timeoutMs;
  for (let last; ;) {
    if (ended()) throw new Error('mongod ended while it was starting.');
    if (performance.now() > deadline)
      throw new Error('mongod did not become primary in time.', { cause: last });
    // A client whose first connection was refused stays closed for good: each look takes a new one.
    const client = new MongoClient(`mongodb://${address}/?directConnection=true`, {
      serverSelectionTimeoutMS: 500,
      // Handed in, as the driver would import it dynamically, which a test runner's module system cannot.
      runtimeAdapters: { os },
    });
    try {
      if (await settle(client.db('admin'), address)) return;
    } catch (error) {
      last = error;
    } finally {
      await client.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

module.exports = { ensurePrimary };

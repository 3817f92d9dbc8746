const { startOwnMongod } = require('./mongod.cjs');

/** One MongoDB for all suites of a run; each suite uses a database name of its own. */
module.exports = async () => {
  const mongod = await startOwnMongod();
  process.env.KAOTAI_TEST_MONGODB_URI = mongod.uri;
  globalThis.kaotaiTestMongod = mongod;
};

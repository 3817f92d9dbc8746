const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

const SET_NAME = 'kaotai';
const HOST = '127.0.0.1';

/** Why nobody could listen on the port (EADDRINUSE, EACCES, EADDRNOTAVAIL, …), or undefined. */
function portProblem(port, host = HOST) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/**
 * Below what systems give to outgoing connections (from 32768 on Linux): none of those takes the port before somebody
 * listens, or while who listened is killed and started again.
 */
const PORTS = { from: 20_000, count: 12_000 };
/** Each process looks in a part of its own: of two that look at one moment, neither takes what the other has found. */
const PARTS = 8;
const TRIES = 100;

/** A TCP port that nobody listens on at this moment. */
async function freePort() {
  let problem;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const part = PORTS.count / PARTS;
    const port = PORTS.from + (process.pid % PARTS) * part + Math.floor(Math.random() * part);
    problem = await portProblem(port);
    if (problem === undefined) return port;
  }
  throw new Error(`no free port on ${HOST}: ${problem}`);
}

const uriOf = (port) => `mongodb://${HOST}:${port}/?replicaSet=${SET_NAME}`;

/**
 * Starts mongod as a member of a replica set of one, on the loopback only. Not yet a primary: see
 * `ensurePrimary`.
 * @param {{ mongod: string, dbPath: string, port: number, logFile: string, cacheGb?: number,
 *   ownGroup?: boolean, more?: string[] }} options cacheGb: WiredTiger's cache; ownGroup: Ctrl-C on the
 *   terminal does not reach it, so that whoever started it can end the server before it
 */
function spawnMongod({ mongod, dbPath, port, logFile, cacheGb = 1, ownGroup = false, more = [] }) {
  fs.mkdirSync(dbPath, { recursive: true, mode: 0o700 });
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  return spawn(
    mongod,
    [
      ...['--replSet', SET_NAME, '--bind_ip', HOST, '--port', String(port), '--nounixsocket'],
      ...['--dbpath', dbPath, '--logpath', logFile, '--logappend'],
      ...['--wiredTigerCacheSizeGB', String(cacheGb), '--oplogSize', '1024'],
      // A set of one has nobody to hand over to; without this it waits 15 s before it ends.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
      ...more,
    ],
    { stdio: 'ignore', detached: ownGroup },
  );
}

module.exports = { SET_NAME, HOST, freePort, portProblem, uriOf, spawnMongod };

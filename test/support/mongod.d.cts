/** A mongod that belongs to one test: a replica set of one in a temporary folder. */
export interface OwnMongod {
  /** Without a database name: choose one with the driver's or mongoose's `dbName`. */
  readonly uri: string;
  readonly port: number;
  readonly pid: () => number | undefined;
  /** kill -9; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** The same folder and port again; resolves when it is primary. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
}
export function startOwnMongod(): Promise<OwnMongod>;
/** A TCP port that nobody listens on at this moment. */
export function freePort(): Promise<number>;

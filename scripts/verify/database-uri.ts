import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const readJson = <T>(file: string, shape: z.ZodType<T>): T | null =>
  existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;

/**
 * Address of the database to look at: the environment's, else that of a data folder of `npm start`: the one given, the
 * one last started from this checkout, or the usual one.
 * @throws Error that says what to give where none of them has a database
 */
export function databaseUri(env: NodeJS.ProcessEnv, stateDir: string, data?: string): string {
  const given = env['KAOTAI_MONGODB_URI'] ?? env['MONGODB_URI'];
  if (given && !data) return given;
  const last = readJson(join(stateDir, 'running.json'), z.object({ data: z.string() }));
  const folder = resolve(env['INIT_CWD'] ?? '.', data ?? last?.data ?? join(stateDir, 'data'));
  const note = readJson(join(folder, 'mongo.json'), z.object({ port: z.number() }));
  if (!note)
    throw new Error(
      `${folder} holds no database of npm start. Start the system, or say where: --data DIR, MONGODB_URI=…, or --file LOG.json`,
    );
  return `mongodb://127.0.0.1:${note.port}/?replicaSet=kaotai`;
}

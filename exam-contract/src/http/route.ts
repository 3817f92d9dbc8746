import type { z } from 'zod';
import type { Role } from './roles';

/** Who may call a route: nobody in particular, an enrolled terminal, an attempt's own terminal, or staff of the listed roles. */
export type Access = 'public' | 'device' | 'attempt' | readonly Role[];

/** One HTTP route as both sides know it. The server registers it with a handler; OpenAPI is generated from it. */
export interface RouteContract {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Express-style path below /api/v1. */
  path: string;
  access: Access | readonly ('device' | 'attempt' | Role)[];
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** JSON body. */
  body?: z.ZodType;
  /** Name of the multipart field that carries one file, its size limit in bytes; `large` if it may not fit in memory. */
  file?: { field: string; maxBytes: number; large?: true };
  /** JSON answer, or the MIME type of a binary one. */
  out: z.ZodType | { mime: string };
}

/** Keeps literal types of a contract while checking its shape. */
export const route = <const R extends RouteContract>(r: R): R => r;

import type { z } from 'zod';
import type { RouteContract } from 'exam-contract/http/route';
import { Failure, failureOf } from './failure';
import { session } from './session';

type In<S> = S extends z.ZodType ? z.input<S> : undefined;
export interface CallInput<R extends RouteContract> {
  params?: In<R['params']>;
  query?: In<R['query']>;
  body?: In<R['body']>;
  file?: File;
}
type Out<R extends RouteContract> = R['out'] extends z.ZodType ? z.output<R['out']> : Blob;

function addressOf(route: RouteContract, params: unknown, query: unknown): string {
  const filled = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  const asked = (query ?? {}) as Record<string, string | number | boolean | undefined>;
  for (const [k, v] of Object.entries(asked)) if (v !== undefined && v !== '') search.set(k, String(v));
  const tail = search.size > 0 ? `?${search.toString()}` : '';
  return `/api/v1${filled}${tail}`;
}

/** Calls one route of the contract; the answer is checked by its schema. @throws Failure */
export async function call<const R extends RouteContract>(
  route: R,
  input: CallInput<R> = {},
): Promise<Out<R>> {
  const headers: Record<string, string> = {};
  const token = session.get()?.token;
  if (token && route.access !== 'public') headers['authorization'] = `Bearer ${token}`;
  let body: BodyInit | undefined;
  if (input.file && route.file) {
    const form = new FormData();
    form.append(route.file.field, input.file);
    body = form;
  } else if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(input.body);
  }
  let res: Response;
  try {
    res = await fetch(addressOf(route, input.params, input.query), {
      method: route.method.toUpperCase(),
      headers,
      ...(body === undefined ? {} : { body }),
    });
  } catch {
    throw new Failure('OFFLINE');
  }
  if (!res.ok) {
    const failure = failureOf(res.status, await res.json().catch(() => null));
    if (failure.code === 'UNAUTHENTICATED' && token) session.expire();
    throw failure;
  }
  if ('mime' in route.out) return (await res.blob()) as Out<R>;
  const parsed = route.out.safeParse(await res.json().catch(() => null));
  if (!parsed.success) throw new Failure('INTERNAL');
  return parsed.data as Out<R>;
}

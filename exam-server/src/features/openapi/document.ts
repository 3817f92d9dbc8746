import { extendZodWithOpenApi, OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { errorCode, errorDetail, errorStatus, type ErrorCode } from 'exam-contract/errors';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { bankExportRoutes } from 'exam-contract/http/bank-exports';
import { bankRoutes } from 'exam-contract/http/banks';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { candidateRoutes } from 'exam-contract/http/candidates';
import { importRoutes } from 'exam-contract/http/imports';
import { lawChangeRoutes } from 'exam-contract/http/law-changes';
import { mappingRoutes } from 'exam-contract/http/mapping';
import { mendingRoutes } from 'exam-contract/http/mending';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { questionRoutes } from 'exam-contract/http/questions';
import { regradeRoutes } from 'exam-contract/http/regrades';
import type { RouteContract } from 'exam-contract/http/route';
import { siteRoutes } from 'exam-contract/http/sites';
import { staffRoutes } from 'exam-contract/http/staff';
import { statisticsRoutes } from 'exam-contract/http/statistics';
import { withdrawalRoutes } from 'exam-contract/http/withdrawals';

extendZodWithOpenApi(z);

type Groups = Record<string, Record<string, RouteContract>>;
type PathInput = Parameters<OpenAPIRegistry['registerPath']>[0];

/** Every route of the server, by the file of the contract it stands in. */
export const routeGroups = {
  staff: staffRoutes,
  statistics: statisticsRoutes,
  sites: siteRoutes,
  candidates: candidateRoutes,
  banks: bankRoutes,
  bankExports: bankExportRoutes,
  withdrawals: withdrawalRoutes,
  mapping: mappingRoutes,
  mending: mendingRoutes,
  imports: importRoutes,
  lawChanges: lawChangeRoutes,
  blueprints: blueprintRoutes,
  questions: questionRoutes,
  attempts: attemptRoutes,
  regrades: regradeRoutes,
  proctoring: proctoringRoutes,
} as const satisfies Groups;

const bearers = {
  staff: 'Token of a member of staff, from POST /session; the roles a route admits are in its description.',
  device: 'Token of an enrolled terminal, from POST /terminals.',
  attempt: 'Token of one attempt, given to its own terminal.',
} as const;

function admitted(access: RouteContract['access']): { schemes: (keyof typeof bearers)[]; roles: string[] } {
  const all: readonly string[] = typeof access === 'string' ? [access] : access;
  const roles = all.filter((a) => a !== 'device' && a !== 'attempt' && a !== 'public');
  return {
    roles,
    schemes: [
      ...(roles.length > 0 ? (['staff'] as const) : []),
      ...(['device', 'attempt'] as const).filter((s) => all.includes(s)),
    ],
  };
}

/** The codes a route may answer by its shape; those of its own business are in the closed list all the same. */
function failures(r: RouteContract, isPublic: boolean): Record<string, { description: string }> {
  const codes: ErrorCode[] = ['INTERNAL', 'UNAVAILABLE'];
  if (!isPublic) codes.push('UNAUTHENTICATED', 'FORBIDDEN');
  if (r.params ?? r.query ?? r.body ?? r.file) codes.push('BAD_REQUEST');
  if (r.params) codes.push('NOT_FOUND');
  if (r.file) codes.push('PAYLOAD_TOO_LARGE');
  const out: Record<string, { description: string }> = {};
  for (const c of codes.sort((a, b) => errorStatus[a] - errorStatus[b]))
    out[errorStatus[c]] = { description: c };
  return out;
}

function requestOf(r: RouteContract): PathInput['request'] {
  const file = r.file && {
    required: true,
    content: {
      'multipart/form-data': {
        schema: z.object({
          [r.file.field]: z
            .string()
            .openapi({ format: 'binary', description: `at most ${r.file.maxBytes} bytes` }),
        }),
      },
    },
  };
  const json = r.body && { required: true, content: { 'application/json': { schema: r.body } } };
  const body = file ?? json;
  return {
    ...(r.params ? { params: r.params as z.ZodObject } : {}),
    ...(r.query ? { query: r.query as z.ZodObject } : {}),
    ...(body ? { body } : {}),
  };
}

function pathOf(tag: string, name: string, r: RouteContract, failure: z.ZodType): PathInput {
  const { roles, schemes } = admitted(r.access);
  const content: Record<string, { schema: z.ZodType }> =
    r.out instanceof z.ZodType
      ? { 'application/json': { schema: r.out } }
      : { [r.out.mime]: { schema: z.string().openapi({ format: 'binary' }) } };
  const responses: PathInput['responses'] = { 200: { description: 'Done', content } };
  for (const [status, { description }] of Object.entries(failures(r, schemes.length === 0)))
    responses[status] = { description, content: { 'application/json': { schema: failure } } };
  return {
    method: r.method,
    path: `/api/v1${r.path.replace(/:(\w+)/g, '{$1}')}`,
    operationId: `${tag}.${name}`,
    tags: [tag],
    summary: r.summary,
    ...(roles.length > 0 ? { description: `Roles: ${roles.join(', ')}.` } : {}),
    security: schemes.map((s) => ({ [s]: [] })),
    request: requestOf(r),
    responses,
  };
}

/** The HTTP interface as OpenAPI 3.1, out of the same schemas that check every request. */
export function openApiDocument(version: string): object {
  const registry = new OpenAPIRegistry();
  for (const [name, description] of Object.entries(bearers)) {
    registry.registerComponent('securitySchemes', name, {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description,
    });
  }
  const failure = registry.register(
    'Failure',
    z.object({ ok: z.literal(false), code: errorCode, detail: errorDetail.optional() }),
  );
  for (const [tag, routes] of Object.entries<Record<string, RouteContract>>(routeGroups)) {
    for (const [name, r] of Object.entries(routes)) registry.registerPath(pathOf(tag, name, r, failure));
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Kaotai 考台', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
  });
}

import type { VendorDialect } from './dialect.ts';
import { type Answer, type Collection, createResourceHandler } from './resource-handler.ts';
import { createResourceStore, type ResourceStore } from './resource-store.ts';
import { discoveryAnswer } from './scim-discovery.ts';
import { errorSchema, ScimFault } from './scim-types.ts';

/** What a SCIM server needs from around it. */
export interface ScimServerOptions {
  readonly dialect: VendorDialect;
  /** Milliseconds since 1970 in the tenant's time. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly isAuthorized: (token: string | null) => boolean;
}

/** A SCIM 2.0 server without a socket. */
export interface ScimServer {
  readonly users: ResourceStore;
  readonly groups: ResourceStore;
  fetch(request: Request): Promise<Response>;
}

const scimContentType = 'application/scim+json; charset=utf-8';

/**
 * Makes the server of one vendor.
 * Takes the dialect, the time, an id maker and the check of bearer tokens; gives a function from Request to Response.
 * Its answers are SCIM answers, errors too; it never rejects.
 * Source: RFC 7644; learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export function createScimServer(options: ScimServerOptions): ScimServer {
  const { dialect } = options;
  const users = createResourceStore([
    { attribute: 'userName', caseExact: dialect.userNameCaseExact },
    { attribute: 'externalId', caseExact: true },
  ]);
  const groups = createResourceStore([
    { attribute: 'displayName', caseExact: false },
    { attribute: 'externalId', caseExact: true },
  ]);
  const handle = createResourceHandler(options);

  const answer = async (request: Request): Promise<Answer> => {
    const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
    if (!options.isAuthorized(token)) throw new ScimFault(401, 'The bearer token is missing, wrong or revoked.');
    const url = new URL(request.url);
    const [kind, id] = url.pathname.slice(dialect.basePath.length + 1).split('/');
    const discovery = discoveryAnswer(kind ?? '', dialect);
    if (discovery !== null) return { status: 200, body: discovery };
    if (kind === 'Bulk') throw new ScimFault(501, 'Bulk requests are not supported.');
    const collection: Collection | null =
      kind === 'Users'
        ? { type: 'User', store: users, dialect: dialect.user }
        : kind === 'Groups' && dialect.group !== null
          ? { type: 'Group', store: groups, dialect: dialect.group }
          : null;
    if (collection === null) throw new ScimFault(404, `There is no endpoint /${kind ?? ''}.`);
    const call = { method: request.method, query: url.searchParams, body: await readBody(request) };
    return handle(collection, call, id === undefined || id === '' ? null : decodeId(id));
  };

  return {
    users,
    groups,
    async fetch(request) {
      try {
        return toResponse(await answer(request));
      } catch (cause) {
        return toErrorResponse(cause);
      }
    },
  };
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ScimFault(404, `There is no resource '${text}'.`);
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ScimFault(400, 'The body is not JSON.', 'invalidSyntax');
  }
}

function toResponse(answer: Answer): Response {
  const headers: Record<string, string> = answer.location === undefined ? {} : { location: answer.location };
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  headers['content-type'] = scimContentType;
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

/**
 * A SCIM error answer.
 * Takes whatever was thrown; gives a Response with the fault's status, or 500 for anything that is not a ScimFault.
 */
export function toErrorResponse(cause: unknown): Response {
  const fault =
    cause instanceof ScimFault ? cause : new ScimFault(500, cause instanceof Error ? cause.message : 'Unknown');
  const body = {
    schemas: [errorSchema],
    status: String(fault.status),
    detail: fault.message,
    ...(fault.scimType === null ? {} : { scimType: fault.scimType }),
  };
  const headers: Record<string, string> = { 'content-type': scimContentType };
  if (fault.status === 401) headers['www-authenticate'] = 'Bearer';
  return new Response(JSON.stringify(body), { status: fault.status, headers });
}

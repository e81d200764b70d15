/** What checks read of a body: members of resources, of lists and of errors, whichever it is. */
export interface ScimBody {
  readonly id: string;
  readonly schemas: readonly string[];
  readonly totalResults: number;
  readonly Resources: readonly ScimBody[];
  readonly members?: readonly { readonly value: string }[];
  readonly 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { readonly manager?: unknown };
  readonly [attribute: string]: unknown;
}

/** An answer of a SCIM server, with its body read. */
export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ScimBody;
}

/** What the checks know of each other: ids of resources that earlier checks made. */
export interface KnownIds {
  ada: string;
  bob: string;
  admins: string;
}

/** Sends requests as Entra does. */
export interface ScimCaller {
  readonly ids: KnownIds;
  call(method: string, path: string, body?: unknown): Promise<ScimAnswer>;
  patch(path: string, ...operations: readonly Record<string, unknown>[]): Promise<ScimAnswer>;
  find(type: 'Users' | 'Groups', filter: string, more?: string): Promise<ScimAnswer>;
  anonymous(path: string): Promise<ScimAnswer>;
}

/** One check of the conformance suite. */
export interface Check {
  readonly name: string;
  readonly run: (scim: ScimCaller) => Promise<void>;
}

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const userSchemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];

export function createScimCaller(base: string, token: string): ScimCaller {
  const send = async (path: string, init: RequestInit): Promise<ScimAnswer> => {
    const response = await fetch(base + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/scim+json; charset=utf-8',
    accept: 'application/scim+json',
  };
  const call = (method: string, path: string, body?: unknown): Promise<ScimAnswer> =>
    send(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return {
    ids: { ada: '', bob: '', admins: '' },
    call,
    patch: (path, ...operations) =>
      call('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }),
    find: (type, filter, more = '') => call('GET', `/${type}?${more}filter=${encodeURIComponent(filter)}`),
    anonymous: (path) => send(path, { method: 'GET' }),
  };
}

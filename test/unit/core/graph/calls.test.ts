import { describe, expect, it } from 'vitest';
import { instantiateApplicationTemplate, searchApplicationTemplates } from '#core/graph/calls/application-templates';
import { getApplicationByAppId } from '#core/graph/calls/applications';
import { findGroups, findUsers, listMyRoles } from '#core/graph/calls/directory';
import { provisioningLogPages } from '#core/graph/calls/provisioning-logs';
import { addAssignments } from '#core/graph/calls/service-principals';
import { provisionOnDemand, restartJob } from '#core/graph/calls/synchronization-jobs';
import { readSchema, withoutODataMembers, writeSchema } from '#core/graph/calls/synchronization-schema';
import {
  validateNewCredentials,
  validateSavedCredentials,
  writeSecrets,
} from '#core/graph/calls/synchronization-secrets';
import { createGraph } from '#core/graph/create-graph';
import type { BatchOutcome } from '#core/graph/graph';
import { SynchronizationSchema } from '#core/graph/shapes';
import type { NetworkRequest } from '#core/ports';
import { CoreError, toWireError } from '#core/rpc/errors';
import {
  createFakeIdentity,
  createFakePorts,
  createScriptedNetwork,
  globalCloud,
  graphError,
  json,
  type Scripted,
} from './fake-world.ts';

const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
const spId = id(1);
const job = { servicePrincipalId: spId, jobId: 'scim.1.2' };

const worldOf = (script: readonly Scripted[]) => {
  const { network, sent } = createScriptedNetwork(script);
  return { sent, graph: createGraph(createFakePorts({ network })) };
};
const lineOf = (request: NetworkRequest | undefined): string => {
  const url = new URL(request?.url ?? '');
  return `${request?.method} ${decodeURIComponent(url.pathname.replace('/v1.0', ''))}${decodeURIComponent(url.search)}`;
};
const bodyOf = (request: NetworkRequest | undefined): unknown => JSON.parse(request?.body ?? 'null');

describe('gallery and application calls', () => {
  it('double the quotes of a searched name', async () => {
    const { graph, sent } = worldOf([json(200, { value: [] }), json(200, { value: [] })]);
    await searchApplicationTemplates(graph, { displayName: "O'Reilly & Co", match: 'exact' });
    await searchApplicationTemplates(graph, { displayName: 'air', match: 'contains' });
    expect(sent.map(lineOf)).toEqual([
      "GET /applicationTemplates?$filter=displayName eq 'O''Reilly & Co'",
      "GET /applicationTemplates?$filter=contains(displayName,'air')",
    ]);
  });

  it('give both new objects with the request id', async () => {
    const made = {
      application: { id: id(2), appId: id(3), displayName: 'A', unknownMember: 1 },
      servicePrincipal: { id: spId, appId: id(3), displayName: 'A' },
    };
    const { graph, sent } = worldOf([json(201, made)]);
    const result = await instantiateApplicationTemplate(graph, { templateId: id(9), displayName: 'A' });
    expect(result).toEqual({ ...made, requestId: 'r-201' });
    expect(lineOf(sent[0])).toBe(`POST /applicationTemplates/${id(9)}/instantiate`);
  });

  it('say where an answer is not as documented', async () => {
    const { graph } = worldOf([json(200, { id: id(2), appId: id(3) })]);
    const fault = await getApplicationByAppId(graph, { appId: id(3) }).catch(toWireError);
    expect(fault).toMatchObject({ code: 'graph_error', reason: 'unreadableAnswer', requestId: 'r-200' });
    expect((fault as { message: string }).message).toContain('displayName');
  });
});

describe('directory calls', () => {
  const person = (digit: number) => ({
    id: id(digit),
    displayName: `P${digit}`,
    userPrincipalName: `p${digit}@x.example`,
  });
  const batch = (...answers: readonly { status: number; body: unknown }[]) =>
    json(200, { responses: answers.map((one, index) => ({ id: String(index), ...one })) });

  it('leave out names that the directory does not know', async () => {
    const { graph } = worldOf([
      batch(
        { status: 200, body: person(1) },
        { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } },
      ),
    ]);
    const found = await findUsers(graph, { names: ['p1@x.example', 'gone@x.example', 'p1@x.example'] });
    expect([...found.keys()]).toEqual(['p1@x.example']);
  });

  it('raise any other fault of a name', async () => {
    const { graph } = worldOf([
      batch({ status: 403, body: { error: { code: 'Authorization_RequestDenied', message: '' } } }),
    ]);
    await expect(findUsers(graph, { names: ['p1@x.example'] })).rejects.toMatchObject({ code: 'role_missing' });
  });

  it('find groups by name or id and show all that share a name', async () => {
    const { graph, sent } = worldOf([
      batch(
        { status: 200, body: { value: [person(4), person(5)] } },
        { status: 200, body: person(6) },
        { status: 200, body: { value: [] } },
      ),
    ]);
    const found = await findGroups(graph, { names: ["Team's", id(6), 'nobody'] });
    expect([...found].map(([name, groups]) => [name, groups.map((group) => group.id)])).toEqual([
      ["Team's", [id(4), id(5)]],
      [id(6), [id(6)]],
    ]);
    expect(sent[0]?.body).toContain(encodeURIComponent("displayName eq 'Team''s'"));
  });

  it('take only directory roles out of the memberships', async () => {
    const { graph } = worldOf([
      json(200, {
        value: [
          { '@odata.type': '#microsoft.graph.group', id: id(7), displayName: 'A group' },
          {
            '@odata.type': '#microsoft.graph.directoryRole',
            id: id(8),
            displayName: 'Application Administrator',
            roleTemplateId: id(9),
          },
          { '@odata.type': '#microsoft.graph.directoryRole', id: id(8), displayName: null },
        ],
      }),
    ]);
    expect(await listMyRoles(graph)).toEqual([
      { displayName: 'Application Administrator', roleTemplateId: id(9) },
      { displayName: id(8), roleTemplateId: null },
    ]);
  });
});

describe('assignments', () => {
  const told = (outcome: BatchOutcome) =>
    outcome.ok
      ? 'made'
      : outcome.error instanceof CoreError
        ? `${outcome.error.code} ${outcome.error.details.reason}`
        : 'fault';
  const doubled = {
    error: { code: 'Request_BadRequest', message: 'Permission being assigned already exists on the object' },
  };
  const pairs = (count: number) => Array.from({ length: count }, () => ({ principalId: id(2), appRoleId: id(3) }));

  it('are posted one by one when they are few, and one that is there already is told apart', async () => {
    const { graph, sent } = worldOf([json(201, {}), json(400, doubled), graphError(400, 'Request_BadRequest')]);
    const outcomes = await addAssignments(graph, { servicePrincipalId: spId, assignments: pairs(3) });
    expect(outcomes.map(told).sort()).toEqual(['conflict alreadyAssigned', 'graph_error requestRefused', 'made']);
    expect(sent).toHaveLength(3);
    expect(bodyOf(sent[0])).toEqual({ principalId: id(2), resourceId: spId, appRoleId: id(3) });
  });

  it('go as a batch when they are many', async () => {
    const answers = [
      { id: '0', status: 201, body: {} },
      { id: '1', status: 400, body: doubled },
    ];
    const rest = [2, 3].map((index) => ({ id: String(index), status: 201, body: {} }));
    const { graph, sent } = worldOf([json(200, { responses: [...answers, ...rest] })]);
    const outcomes = await addAssignments(graph, { servicePrincipalId: spId, assignments: pairs(4) });
    expect(outcomes.map(told)).toEqual(['made', 'conflict alreadyAssigned', 'made', 'made']);
    expect(sent).toHaveLength(1);
  });
});

describe('job calls', () => {
  it('send the reset scope as it is', async () => {
    const { graph, sent } = worldOf([json(204, null)]);
    expect(await restartJob(graph, { ...job, resetScope: 'ForceDeletes' })).toEqual({ requestId: 'r-204' });
    expect(bodyOf(sent[0])).toEqual({ criteria: { resetScope: 'ForceDeletes' } });
  });

  it('send a person, or a group with its members, on demand', async () => {
    const { graph, sent } = worldOf([json(200, { key: 'k', value: 'v' }), json(200, {})]);
    const subject = { objectId: id(2), objectTypeName: 'User' };
    expect(await provisionOnDemand(graph, { ...job, ruleId: 'r', subject })).toEqual({ key: 'k', value: 'v' });
    const members = [{ objectId: id(3), objectTypeName: 'User' }];
    await provisionOnDemand(graph, {
      ...job,
      ruleId: 'r',
      subject: { objectId: id(4), objectTypeName: 'Group', members },
    });
    expect(sent.map(bodyOf)).toEqual([
      { parameters: [{ ruleId: 'r', subjects: [subject] }] },
      { parameters: [{ ruleId: 'r', subjects: [{ objectId: id(4), objectTypeName: 'Group', links: { members } }] }] },
    ]);
  });
});

describe('schema calls', () => {
  it('read the directories on their own when the schema lacks them', async () => {
    const { graph, sent } = worldOf([json(200, { id: 's', own: 1 }), json(200, { value: [{ name: 'customappsso' }] })]);
    expect(await readSchema(graph, job)).toEqual({ id: 's', own: 1, directories: [{ name: 'customappsso' }] });
    expect(lineOf(sent[1])).toBe(`GET /servicePrincipals/${spId}/synchronization/jobs/scim.1.2/schema/directories`);
  });

  it('write everything back but what the service added', async () => {
    const schema = SynchronizationSchema.parse({
      '@odata.context': 'x',
      id: 's',
      directories: [
        {
          name: 'd',
          'objects@odata.navigationLink': 'y',
          metadata: [{ key: 'a', 'value@odata.type': '#Collection(String)' }],
        },
      ],
    });
    const { graph, sent } = worldOf([json(204, null)]);
    await writeSchema(graph, { ...job, schema });
    expect(sent[0]?.method).toBe('PUT');
    expect(bodyOf(sent[0])).toEqual({
      id: 's',
      directories: [{ name: 'd', metadata: [{ key: 'a', 'value@odata.type': '#Collection(String)' }] }],
    });
    expect(withoutODataMembers(null)).toBeNull();
  });
});

describe('connection tests', () => {
  const secret = 'secret-token-abcdefghijklmnop';
  const credentials = [
    { key: 'BaseAddress', value: 'https://scim.example/v2' },
    { key: 'SecretToken', value: secret },
  ];
  const answerOf = (status: number, code: string, message: string) => json(status, { error: { code, message } });
  const unavailable = 'CredentialValidationUnavailable';
  const rows: readonly { readonly text: string; readonly code: string; readonly reason: string }[] = [
    {
      text: 'The remote name could not be resolved: scim.example',
      code: 'target_unreachable',
      reason: 'targetDnsFailure',
    },
    { text: 'getaddrinfo ENOTFOUND scim.example', code: 'target_unreachable', reason: 'targetDnsFailure' },
    { text: 'connect ECONNREFUSED', code: 'target_unreachable', reason: 'targetUnreachable' },
    { text: 'the remote server refused the connection', code: 'target_unreachable', reason: 'targetUnreachable' },
    {
      text: 'We received this unexpected response from your application: GET /Users answered 500.',
      code: 'target_unreachable',
      reason: 'targetServerFault',
    },
    { text: 'The remote certificate is invalid', code: 'target_unreachable', reason: 'targetTlsFailure' },
    { text: 'The request timed out', code: 'target_unreachable', reason: 'targetTimeout' },
    { text: 'StatusCode: 401 Unauthorized', code: 'target_refused', reason: 'targetUnauthorized' },
    { text: 'Your credentials are invalid', code: 'target_refused', reason: 'targetUnauthorized' },
    { text: 'HTTP status code 404', code: 'target_refused', reason: 'targetNotFound' },
    { text: 'Received an HTML document', code: 'target_refused', reason: 'targetNotScim' },
    { text: 'Something of its own', code: 'target_refused', reason: 'targetRefused' },
  ];
  it.each(rows)('say "$text" as $code', async ({ text, code, reason }) => {
    const { graph } = worldOf([answerOf(400, unavailable, text)]);
    const fault = await validateSavedCredentials(graph, job).catch(toWireError);
    expect(fault).toMatchObject({ code, reason, requestId: 'r-400' });
    expect((fault as { message: string }).message).toContain(text);
  });

  const ours: readonly {
    readonly status: number;
    readonly errorCode: string;
    readonly text: string;
    readonly code: string;
  }[] = [
    { status: 403, errorCode: 'Authorization_RequestDenied', text: 'Insufficient privileges', code: 'role_missing' },
    { status: 404, errorCode: 'Request_ResourceNotFound', text: 'not visible', code: 'not_found' },
    { status: 400, errorCode: 'RequestMissingRequiredParameter', text: 'templateId', code: 'graph_error' },
    {
      status: 500,
      errorCode: 'InternalError',
      text: "Requested value 'baseAddress' was not found.",
      code: 'graph_error',
    },
    { status: 500, errorCode: 'InternalError', text: 'something broke', code: 'graph_error' },
  ];
  it.each(ours)('do not blame the target for $status $errorCode', async ({ status, errorCode, text, code }) => {
    const { graph } = worldOf([answerOf(status, errorCode, text)]);
    await expect(
      validateNewCredentials(graph, { servicePrincipalId: spId, templateId: 'scim', credentials }),
    ).rejects.toMatchObject({ code });
  });

  it('send the documented body and never show the token, even when the service repeats it', async () => {
    const { graph, sent } = worldOf([answerOf(400, unavailable, `401 for Bearer ${secret}`)]);
    const fault = await validateNewCredentials(graph, {
      servicePrincipalId: spId,
      templateId: 'scim',
      credentials,
    }).catch(toWireError);
    expect(bodyOf(sent[0])).toEqual({ useSavedCredentials: false, templateId: 'scim', credentials });
    expect(JSON.stringify(fault)).not.toContain('abcdefghijkl');
    expect(fault).toMatchObject({ reason: 'targetUnauthorized' });
  });

  it('keep secrets out of the fault of a write too, but not the tenant URL', async () => {
    const { graph, sent } = worldOf([answerOf(400, 'Request_BadRequest', `${secret} at https://scim.example/v2`)]);
    const fault = await writeSecrets(graph, { servicePrincipalId: spId, values: credentials }).catch(toWireError);
    expect(bodyOf(sent[0])).toEqual({ value: credentials });
    expect((fault as { message: string }).message).toContain('(secret) at https://scim.example/v2');
  });
});

describe('the provisioning log', () => {
  const firstPage = async (cloud: typeof globalCloud, answer: Response) => {
    const { network, sent } = createScriptedNetwork([answer]);
    const graph = createGraph(createFakePorts({ network, identity: createFakeIdentity({ cloud }) }));
    const pages = provisioningLogPages(graph, { filter: "jobId eq 'x'", top: 5, orderBy: 'activityDateTime desc' });
    const result = await pages.next().catch(toWireError);
    return { result, sent };
  };

  it('is asked for with its filter, page size and order', async () => {
    const rows = [{ id: '1', activityDateTime: '2026-01-01T00:00:00Z', extra: { kept: true } }];
    const { result, sent } = await firstPage(globalCloud, json(200, { value: rows }));
    expect(result).toEqual({ done: false, value: rows });
    expect(lineOf(sent[0])).toBe(
      "GET /auditLogs/provisioning?$filter=jobId eq 'x'&$orderby=activityDateTime desc&$top=5",
    );
  });

  it('may be missing in another cloud, which is not called a fault', async () => {
    const china = { ...globalCloud, name: 'China' };
    const { result } = await firstPage(china, graphError(404, 'NotFound'));
    expect(result).toMatchObject({ code: 'unsupported_in_cloud', reason: 'provisioningLogMissing' });
    expect((await firstPage(globalCloud, graphError(404, 'NotFound'))).result).toMatchObject({ code: 'not_found' });
  });
});

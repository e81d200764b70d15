import { describe, expect, it } from 'vitest';
import {
  validateNewCredentials,
  validateSavedCredentials,
  writeSecrets,
} from '#core/graph/calls/synchronization-secrets';
import { toWireError } from '#core/rpc/errors';
import { json } from '#test/unit/core/graph/fake-world';
import { bodyOf, job, spId, worldOf } from './calls-fixture.ts';

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

import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { preflightWorld, resultOf, troubles } from './preflight-world.ts';

const userName = 'preflight.test@contoso.example';
const writes = (sent: readonly { readonly method: string }[]) =>
  sent.map(({ method }) => method).filter((method) => method !== 'GET');

/** Steps and results of a journal, one a line. */
const journalled = (lines: readonly string[]): string[] =>
  lines.map((line) => {
    const { kind, step, result } = JSON.parse(line) as { kind: string; step: string; result?: string };
    return `${kind} ${step}${result === undefined ? '' : ` ${result}`}`;
  });

describe('a write check', () => {
  it('makes, reads back, disables and deletes one person, each write in the journal first', async () => {
    const { run, sent, target, journal } = preflightWorld();
    const report = await run({ userName });
    expect(resultOf(report, 'write')).toMatchObject({ verdict: 'passed' });
    expect(writes(sent)).toEqual(['POST', 'PATCH', 'DELETE']);
    expect(target.users()).toEqual([]);
    expect(journalled(journal)).toEqual([
      'intent preflight.createPerson',
      'outcome preflight.createPerson done',
      'intent preflight.disablePerson',
      'outcome preflight.disablePerson done',
      'intent preflight.deletePerson',
      'outcome preflight.deletePerson done',
    ]);
    expect(JSON.parse(sent.find(({ method }) => method === 'PATCH')?.body ?? '')).toMatchObject({
      Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    });
  });

  it('disables as the service does where the tenant URL carries its flag', async () => {
    const { run, sent } = preflightWorld();
    await run({ userName, tenantUrl: 'https://scim.demo.example/scim?aadOptscim062020' });
    expect(sent.find(({ method }) => method === 'PATCH')?.body).toContain('"value":false');
  });

  it('changes nothing about somebody who exists', async () => {
    const { run, sent, target } = preflightWorld();
    await run({ userName });
    const { token } = preflightWorld();
    target.acceptToken(token);
    const body = JSON.stringify({ userName: userName.toUpperCase() });
    await target.fetch(
      new Request('https://scim.demo.example/scim/Users', {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}` },
      }),
    );
    const before = writes(sent).length;
    expect(troubles(await run({ userName }))).toEqual(['write: nameTaken']);
    expect([writes(sent).length, target.users().length]).toEqual([before, 1]);
  });

  it.each([
    ['the creation is refused', 'POST', 400, 'write: createRefused', 0],
    ['the disabling is refused', 'PATCH', 400, 'write: disableRefused', 0],
    ['the disabling breaks', 'PATCH', 500, 'write: disableRefused', 0],
    ['the deletion is refused', 'DELETE', 403, 'write: leftBehind', 1],
  ])('cleans up, or says that it could not, when %s', async (...[, method, status, expected, left]) => {
    const { run, target } = preflightWorld({
      answer: (request) =>
        request.method === method ? Response.json({ scimType: 'invalidValue', detail: 'no' }, { status }) : null,
    });
    const report = await run({ userName });
    expect(troubles(report)).toEqual([expected]);
    expect(target.users()).toHaveLength(left);
    expect(report.leftBehind).toEqual(left === 0 ? null : { userName, id: target.users()[0]?.id });
  });

  it('finds by its made-up external id what a creation left whose answer never came', async () => {
    const world = preflightWorld({
      answer: async (request) => {
        if (request.method !== 'POST') return null as never;
        await world.target.fetch(request);
        return new Response(null, { status: 504 });
      },
    });
    expect(troubles(await world.run({ userName }))).toEqual(['write: createRefused']);
    expect(world.target.users()).toEqual([]);
  });

  it('deletes nobody whom it may not have made', async () => {
    const world = preflightWorld({
      answer: async (request) => {
        if (request.method !== 'POST') return null as never;
        // Somebody else makes an account of that name at the same moment.
        const headers = { authorization: request.headers.get('authorization') ?? '' };
        await world.target.fetch(
          new Request(request.url, {
            method: 'POST',
            headers,
            body: JSON.stringify({ userName, externalId: 'theirs' }),
          }),
        );
        return new Response(null, { status: 504 });
      },
    });
    const report = await world.run({ userName });
    expect(troubles(report)).toEqual(['write: leftBehind']);
    expect(world.target.users()).toHaveLength(1);
    expect(writes(world.sent)).toEqual(['POST']);
  });

  it('deletes nobody under an id that a target gives for somebody else', async () => {
    const world = preflightWorld({
      answer: async (request) => {
        if (request.method !== 'POST') return null as never;
        const headers = { authorization: request.headers.get('authorization') ?? '' };
        const made = await world.target.fetch(
          new Request(request.url, { method: 'POST', headers, body: JSON.stringify({ userName: 'the.boss' }) }),
        );
        return Response.json(await made.json(), { status: 201 });
      },
    });
    const report = await world.run({ userName });
    expect(troubles(report)).toEqual(['write: leftBehind']);
    expect(world.target.users()).toHaveLength(1);
  });

  it('removes the person after a cancel, and says so', async () => {
    const world = preflightWorld({
      answer: (request) => {
        if (request.method === 'POST') world.controller.abort();
        return null;
      },
    });
    await expect(world.run({ userName })).rejects.toMatchObject({
      code: 'cancelled',
      message: 'The preflight was cancelled. The test person was removed again and is gone.',
    });
    expect(writes(world.sent)).toEqual(['POST', 'DELETE']);
    expect(world.target.users()).toEqual([]);
  });

  it('writes nothing without a journal, and keeps what was seen before', async () => {
    const journalFault = new CoreError('conflict', 'Another process writes.', { reason: 'journalLocked' });
    const { run, sent } = preflightWorld({ journalFault });
    expect(troubles(await run({ userName }))).toEqual(['write: journalLocked']);
    expect(writes(sent)).toEqual([]);
  });

  it('writes nothing where the filter cannot tell whether the person exists', async () => {
    const { run, sent } = preflightWorld({
      answer: (request) =>
        request.url.includes(encodeURIComponent(userName)) ? Response.json({}, { status: 501 }) : null,
    });
    expect(troubles(await run({ userName }))).toEqual(['write: cannotLookFirst']);
    expect(writes(sent)).toEqual([]);
  });
});

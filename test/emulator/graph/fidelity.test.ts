import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownDifferences } from '#emulator/graph/known-differences';
import { createTenant } from '#emulator/tenant';
import { enumProblems } from './enum-spelling.ts';
import { openWorld, sample, samplesFolder, type World } from './fidelity-fixture.ts';
import { shapeProblems } from './json-shape.ts';
import { openSession } from './tenant-session.ts';

const seen = new Set<string>();

/** Problems that no known difference explains; notes which entries were needed. */
function unexplained(file: string, problems: readonly string[]): string[] {
  return problems.filter((problem) => {
    const path = problem.slice(0, problem.indexOf(':'));
    const known = knownDifferences.find((entry) => entry.sample?.file === file && entry.sample.path === path);
    if (known !== undefined) seen.add(`${file} ${path}`);
    return known === undefined;
  });
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

describe('answers have the shape of the published samples', () => {
  it.each([
    ['applicationTemplate-instantiate.response.json', 'instance'],
    ['appRoleAssignedTo-list.response.json', 'assignments'],
    ['synchronization-secrets-get.response.json', 'secrets'],
    ['synchronization-job-create.response.json', 'created'],
    ['synchronization-job-create-apiref.response.json', 'created'],
    ['synchronization-job-get-notrun.response.json', 'notRun'],
    ['synchronization-job-get-active.response.json', 'active'],
    ['synchronization-job-get-quarantine.response.json', 'quarantined'],
    ['synchronization-jobs-list.response.json', 'jobs'],
    ['synchronization-schema-get-scim.response.json', 'schema'],
    ['synchronization-schema-get-apiref.response.json', 'schema'],
    ['synchronization-provisionOnDemand-array.response.json', 'onDemandArray'],
    ['synchronization-provisionOnDemand-skipped.response.json', 'onDemand'],
    ['auditLogs-provisioning-success.response.json', 'logs'],
    ['auditLogs-provisioning-failure.response.json', 'logs'],
    ['auditLogs-provisioning-scoping-steps.response.json', 'logs'],
  ])('%s', (file, name) => {
    expect(unexplained(file, shapeProblems(sample(file), world.answers[name]))).toEqual([]);
    expect(enumProblems(world.answers[name])).toEqual([]);
  });

  it.each([
    ['applicationTemplates-list.response.json', '/applicationTemplates?$top=1'],
    [
      'applicationTemplates-filter-displayName.response.json',
      "/applicationTemplates?$filter=displayName eq 'Airstack'",
    ],
    [
      'servicePrincipals-by-template.response.json',
      "/servicePrincipals?$filter=applicationTemplateId eq '8adf8e6e-67b2-4cf2-a259-e3dc5476c621'" +
        '&$select=id,appId,displayName,applicationTemplateId,appRoleAssignmentRequired,tags',
    ],
    ['synchronization-templates-list.response.json', 'ROOT/templates'],
    ['synchronization-template-with-metadata.response.json', 'ROOT/templates/scim'],
    ['synchronization-schema-filterOperators.response.json', 'JOB/schema/filterOperators'],
    ['synchronization-schema-functions.response.json', 'JOB/schema/functions'],
  ])('%s', async (file, path) => {
    const { root, job } = world.application;
    const { status, body } = await world.session('GET', path.replace('ROOT', root).replace('JOB', job));
    expect(status).toBe(200);
    expect(unexplained(file, shapeProblems(sample(file), body))).toEqual([]);
    expect(enumProblems(body)).toEqual([]);
  });

  it('decoded on-demand answers: synchronization-provisionOnDemand-skipped.value-decoded.json', () => {
    const file = 'synchronization-provisionOnDemand-skipped.value-decoded.json';
    const { key, value } = world.answers.onDemand as { key: string; value: string };
    const decoded = { key: JSON.parse(key), value: JSON.parse(value) };
    expect(unexplained(file, shapeProblems(sample(file), decoded))).toEqual([]);
  });

  it('the array inside an on-demand answer', () => {
    const file = 'synchronization-provisionOnDemand-array.response.json';
    const { value } = world.answers.onDemandArray as { value: string };
    expect(shapeProblems(JSON.parse(sample(file).value), JSON.parse(value))).toEqual([]);
  });

  it('synchronization-directory-discover.response.json', async () => {
    const { directories } = world.answers.schema as { directories: { id: string }[] };
    const path = `${world.application.job}/schema/directories/${directories[1]?.id}/discover`;
    const { body } = await world.session('POST', path);
    const file = 'synchronization-directory-discover.response.json';
    expect(unexplained(file, shapeProblems(sample(file), body))).toEqual([]);
  });

  it.each([
    ['synchronization-schema-parseExpression.response.json', undefined],
    ['synchronization-schema-parseExpression-failure.response.json', 'Replace('],
  ])('%s', async (file, expression) => {
    const request = sample('synchronization-schema-parseExpression.request.json');
    const body = expression === undefined ? request : { ...request, expression };
    const answer = await world.session('POST', `${world.application.job}/schema/parseExpression`, { body });
    expect(unexplained(file, shapeProblems(sample(file), answer.body))).toEqual([]);
  });

  it('the published expression gives the published tree and value', async () => {
    const body = sample('synchronization-schema-parseExpression.request.json');
    const answer = await world.session('POST', `${world.application.job}/schema/parseExpression`, { body });
    const { '@odata.context': _context, ...reply } = answer.body;
    expect(reply).toEqual(sample('synchronization-schema-parseExpression.response.json'));
  });
});

describe('states that the samples show', () => {
  it('a job that is paused keeps its quarantine: synchronization-job-get-quarantine.response.json', () => {
    const published = sample('synchronization-job-get-quarantine.response.json').status;
    const { schedule, status } = world.answers.pausedInQuarantine as {
      schedule: { state: string };
      status: { code: string; quarantine: { reason: string } };
    };
    expect([status.code, schedule.state]).toEqual([published.code, 'Paused']);
    expect(shapeProblems(published.quarantine, status.quarantine)).toEqual([]);
    expect(status.quarantine.reason).toBe('EncounteredQuarantineException');
  });

  it('"never" is a zero date, and a job that has not run yet did not fail', () => {
    const published = sample('synchronization-job-get-notrun.response.json').status;
    const { status } = world.answers.notRun as { status: Record<string, unknown> };
    expect(status).toMatchObject({
      code: 'NotRun',
      steadyStateFirstAchievedTime: '0001-01-01T00:00:00Z',
      lastExecution: { state: 'Failed', timeBegan: '0001-01-01T00:00:00Z', error: { code: 'None' } },
    });
    expect(published.lastExecution).toMatchObject({ state: 'Failed', error: { code: 'None' } });
  });

  it('object mappings have every member of objectMapping-salesforce.json', () => {
    const { synchronizationRules: rules } = world.answers.schema as { synchronizationRules: { objectMappings: [] }[] };
    const file = 'objectMapping-salesforce.json';
    expect(unexplained(file, shapeProblems([sample(file)], rules[0]?.objectMappings))).toEqual([]);
  });
});

describe('the samples', () => {
  const listed = readFileSync(`${samplesFolder}README.md`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, file = '', , kind = ''] = line.split('|');
      return kind.startsWith('DOC') ? [file] : [];
    });
  const tests = ['fidelity.test.ts', 'published-requests.test.ts'].map((name) =>
    readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8'),
  );

  it.each(listed)('%s is held against the tenant', (file) => {
    // Names of two request samples are put together from a common part.
    const part = file.replace(/-(user|group)\.request\.json$/, '');
    expect(tests.some((text) => text.includes(part))).toBe(true);
  });

  it('spell their enumerations as the metadata does, but for what is known', () => {
    const others = listed
      .filter((file) => file.endsWith('.response.json'))
      .flatMap((file) => enumProblems(sample(file)));
    expect([...new Set(others)].toSorted()).toEqual([
      "/directories[]/objects[]/attributes[]/type: 'string'",
      "/value[]/provisioningSteps[]/provisioningStepType: 'Export'",
      "/value[]/provisioningSteps[]/provisioningStepType: 'Import'",
    ]);
  });
});

describe('errors have the published shape, code and words', () => {
  const compare = (file: string, answer: { body: { error: { code: string; message: string } } }) => {
    const { error } = sample(file);
    expect(unexplained(file, shapeProblems({ error }, answer.body))).toEqual([]);
    expect([answer.body.error.code, answer.body.error.message]).toEqual([error.code, error.message]);
  };

  it('error-graph-generic.json', async () => {
    const reader = await openSession(world.tenant, 'sofia.nyberg', ['Synchronization.ReadWrite.All']);
    compare('error-graph-generic.json', await reader('GET', `${world.application.root}/jobs`));
  });

  it('error-validateCredentials-badkey.json', async () => {
    const body = { credentials: [{ key: 'baseAddress', value: 'https://example.com' }] };
    const answer = await world.session('POST', `${world.application.job}/validateCredentials`, { body });
    expect(answer.status).toBe(500);
    compare('error-validateCredentials-badkey.json', answer);
  });

  it('error-throttled.json', async () => {
    world.tenant.faults.inject({ fault: { kind: 'throttle', retryAfterSeconds: 10 }, path: '/me' });
    const answer = await world.session('GET', '/me');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '10']);
    compare('error-throttled.json', answer);
  });

  it('error-provisioning-log-no-license.json', async () => {
    const seed = fileURLToPath(new URL('../../../assets/tenants/contoso.json', import.meta.url));
    const contoso = JSON.parse(readFileSync(seed, 'utf8'));
    const tenant = createTenant({ clockMode: 'warp', seed: { ...contoso, premium: false } });
    const session = await openSession(tenant);
    const answer = await session('GET', '/auditLogs/provisioning');
    expect(answer.status).toBe(403);
    compare('error-provisioning-log-no-license.json', answer);
  });
});

describe('the list of known differences', () => {
  afterAll(() => seen.clear());

  it('never grows: take one away, and take one off this number', () => {
    expect(knownDifferences.length).toBe(15);
  });

  it('has a reason and a source for each', () => {
    for (const { difference, reason, source } of knownDifferences) {
      expect(
        [difference, reason, source].every((text) => text.length > 10),
        difference,
      ).toBe(true);
    }
  });

  it('names no difference from a sample that is gone', () => {
    const listed = knownDifferences.flatMap(({ sample: at }) => (at === null ? [] : [`${at.file} ${at.path}`]));
    expect([...seen].toSorted()).toEqual(listed.toSorted());
  });
});

import { describe, expect, it } from 'vitest';
import { readSchema, withoutODataMembers, writeSchema } from '#core/graph/calls/synchronization-schema';
import { SynchronizationSchema } from '#core/graph/shapes';
import { json } from '#test/unit/core/graph/fake-world';
import { bodyOf, job, lineOf, spId, worldOf } from './calls-fixture.ts';

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

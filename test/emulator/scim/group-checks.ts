import { expect } from 'vitest';
import { type Check, type ScimCaller, userSchemas } from './scim-caller.ts';

const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const legacyGroupSchema = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

const readGroup = (scim: ScimCaller, query = '') => scim.call('GET', `/Groups/${scim.ids.admins}${query}`);
const patchGroup = (scim: ScimCaller, operation: Record<string, unknown>) =>
  scim.patch(`/Groups/${scim.ids.admins}`, operation);
const membersOf = async (scim: ScimCaller): Promise<readonly string[]> =>
  (await readGroup(scim)).body.members?.map((each) => each.value) ?? [];

/** Requests for groups, deletes, discovery and load. */
export const groupChecks: readonly Check[] = [
  {
    name: "creates a group with Entra's own group schema",
    run: async (scim) => {
      const schemas = [groupSchema, legacyGroupSchema];
      const body = { schemas, externalId: 'g-1', displayName: 'Admins', meta: { resourceType: 'Group' } };
      const answer = await scim.call('POST', '/Groups', body);
      scim.ids.admins = answer.body.id;
      expect(answer.status).toBe(201);
    },
  },
  {
    name: 'creates a group with the core schema alone',
    run: async (scim) => {
      const body = { schemas: [groupSchema], externalId: 'g-2', displayName: 'Readers' };
      expect((await scim.call('POST', '/Groups', body)).status).toBe(201);
    },
  },
  {
    name: "keeps a group's externalId",
    run: async (scim) => expect((await readGroup(scim)).body.externalId).toBe('g-1'),
  },
  {
    name: 'leaves out members when asked',
    run: async (scim) => {
      const answer = await readGroup(scim, '?excludedAttributes=members');
      expect(answer.status).toBe(200);
      expect(answer.body.members).toBeUndefined();
    },
  },
  {
    name: 'filters groups by displayName without members',
    run: async (scim) => {
      const answer = await scim.find('Groups', 'displayName eq "admins"', 'excludedAttributes=members&');
      expect(answer.body).toMatchObject({ totalResults: 1 });
      expect(answer.body.Resources[0]?.members).toBeUndefined();
    },
  },
  {
    name: 'adds a member whose $ref is null',
    run: async (scim) => {
      const value = [{ $ref: null, value: scim.ids.ada }];
      expect((await patchGroup(scim, { op: 'Add', path: 'members', value })).status).toBe(204);
      expect(await membersOf(scim)).toEqual([scim.ids.ada]);
    },
  },
  {
    name: 'adds a member once, however often it is sent',
    run: async (scim) => {
      const value = [{ value: scim.ids.bob }, { value: scim.ids.ada }];
      await patchGroup(scim, { op: 'Add', path: 'members', value });
      expect(await membersOf(scim)).toEqual([scim.ids.ada, scim.ids.bob]);
    },
  },
  {
    name: 'answers the reference check members eq',
    run: async (scim) => {
      const filter = `id eq "${scim.ids.admins}" and members eq "${scim.ids.ada}"`;
      expect((await scim.find('Groups', filter, 'excludedAttributes=members&')).body.totalResults).toBe(1);
    },
  },
  {
    name: 'answers the reference check members.value eq',
    run: async (scim) => {
      const filter = `id eq "${scim.ids.admins}" and members.value eq "${scim.ids.ada}"`;
      expect((await scim.find('Groups', filter)).body.totalResults).toBe(1);
    },
  },
  {
    name: 'removes members given as a list',
    run: async (scim) => {
      await patchGroup(scim, { op: 'Remove', path: 'members', value: [{ $ref: null, value: scim.ids.bob }] });
      expect(await membersOf(scim)).toEqual([scim.ids.ada]);
    },
  },
  {
    name: 'removes a member named by a filter',
    run: async (scim) => {
      await patchGroup(scim, { op: 'Add', path: 'members', value: [{ value: scim.ids.bob }] });
      await patchGroup(scim, { op: 'remove', path: `members[value eq "${scim.ids.bob}"]` });
      expect(await membersOf(scim)).toEqual([scim.ids.ada]);
    },
  },
  {
    name: 'takes the removal of an absent member as done',
    run: async (scim) => {
      const answer = await patchGroup(scim, { op: 'remove', path: 'members[value eq "nobody"]' });
      expect(answer.status).toBe(204);
      expect(await membersOf(scim)).toEqual([scim.ids.ada]);
    },
  },
  {
    name: 'renames a group and answers 204',
    run: async (scim) => {
      expect((await patchGroup(scim, { op: 'Replace', path: 'displayName', value: 'Admins2' })).status).toBe(204);
      expect((await readGroup(scim)).body.displayName).toBe('Admins2');
    },
  },
  {
    name: 'deletes a group and a user, and then knows neither',
    run: async (scim) => {
      const statuses = [
        (await scim.call('DELETE', `/Groups/${scim.ids.admins}`)).status,
        (await scim.call('DELETE', `/Users/${scim.ids.bob}`)).status,
        (await scim.call('GET', `/Users/${scim.ids.bob}`)).status,
        (await scim.call('DELETE', `/Users/${scim.ids.bob}`)).status,
      ];
      expect(statuses).toEqual([204, 204, 404, 404]);
    },
  },
  {
    name: 'answers the three discovery endpoints',
    run: async (scim) => {
      const paths = ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'];
      const answers = await Promise.all(paths.map((path) => scim.call('GET', path)));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    },
  },
  {
    name: 'answers bulk requests with 501',
    run: async (scim) => {
      const operation = { method: 'POST', path: '/Users', bulkId: 'q', data: { userName: 'bulk@x' } };
      expect((await scim.call('POST', '/Bulk', { Operations: [operation] })).status).toBe(501);
    },
  },
  {
    name: 'creates 50 users sent at once',
    run: async (scim) => {
      const bodies = Array.from({ length: 50 }, (_, index) => ({ schemas: userSchemas, userName: `p${index}@x` }));
      const answers = await Promise.all(bodies.map((body) => scim.call('POST', '/Users', body)));
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    },
  },
];

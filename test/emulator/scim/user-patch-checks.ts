import { expect } from 'vitest';
import { type Check, enterprise, type ScimCaller, userSchemas } from './scim-caller.ts';

type Operation = Record<string, unknown>;

/** A check that patches Ada and compares what she looks like afterwards. */
const patchesAda = (name: string, operations: readonly Operation[], after: Record<string, unknown>): Check => ({
  name,
  run: async (scim) => {
    const answer = await scim.patch(`/Users/${scim.ids.ada}`, ...operations);
    expect(answer.status).toBeLessThan(300);
    expect((await readAda(scim)).body).toMatchObject(after);
  },
});

const readAda = (scim: ScimCaller) => scim.call('GET', `/Users/${scim.ids.ada}`);
const element = (type: string, more: Operation) => expect.arrayContaining([expect.objectContaining({ type, ...more })]);

/** PATCH and PUT on users, in the dialects Entra speaks. */
export const userPatchChecks: readonly Check[] = [
  patchesAda(
    'replaces the value of an existing element',
    [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@contoso.demo.example' },
      { op: 'Replace', path: 'name.familyName', value: 'Updated' },
    ],
    { emails: element('work', { value: 'new@contoso.demo.example' }), name: { familyName: 'Updated' } },
  ),
  patchesAda(
    'adds an element that a filter names and that does not exist yet',
    [{ op: 'Add', path: 'emails[type eq "other"].value', value: 'o@x' }],
    { emails: element('other', { value: 'o@x' }) },
  ),
  patchesAda(
    'replaces the value of an element that does not exist yet',
    [{ op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+1' }],
    { phoneNumbers: element('mobile', { value: '+1' }) },
  ),
  patchesAda(
    'adds a sub-attribute to an existing element',
    [{ op: 'Replace', path: 'addresses[type eq "work"].postalCode', value: '53111' }],
    { addresses: element('work', { postalCode: '53111', locality: 'Bonn' }) },
  ),
  patchesAda('disables with the string "False"', [{ op: 'Replace', path: 'active', value: 'False' }], {
    active: false,
  }),
  {
    name: 'still finds a disabled user',
    run: async (scim) => {
      const answer = await scim.find('Users', 'userName eq "Ada@contoso.demo.example"');
      expect(answer.body).toMatchObject({ totalResults: 1, Resources: [{ active: false }] });
    },
  },
  patchesAda('enables with a boolean', [{ op: 'replace', path: 'active', value: true }], { active: true }),
  patchesAda(
    'enables with the string "True"',
    [
      { op: 'replace', path: 'active', value: false },
      { op: 'Add', path: 'active', value: 'True' },
    ],
    { active: true },
  ),
  patchesAda(
    'replaces several attributes in one operation without a path',
    [
      {
        op: 'replace',
        value: {
          displayName: 'Dotted',
          'name.givenName': 'G2',
          'name.familyName': 'F2',
          [`${enterprise}:employeeNumber`]: '900',
        },
      },
    ],
    {
      displayName: 'Dotted',
      name: { givenName: 'G2', familyName: 'F2' },
      [enterprise]: { employeeNumber: '900', department: 'IT' },
    },
  ),
  patchesAda('adds an attribute that was absent', [{ op: 'Add', path: 'nickName', value: 'Babs' }], {
    nickName: 'Babs',
  }),
  patchesAda(
    'replaces an attribute of the extension',
    [{ op: 'Replace', path: `${enterprise}:department`, value: 'HR' }],
    { [enterprise]: { department: 'HR' } },
  ),
  {
    name: 'takes the manager as a plain id',
    run: async (scim) => {
      const operation = { op: 'Add', path: `${enterprise}:manager`, value: scim.ids.bob };
      expect((await scim.patch(`/Users/${scim.ids.ada}`, operation)).status).toBe(200);
      expect((await readAda(scim)).body[enterprise].manager).toEqual({ value: scim.ids.bob });
    },
  },
  {
    name: 'takes the manager as a list of one',
    run: async (scim) => {
      const value = [{ $ref: `http://x/Users/${scim.ids.bob}`, value: scim.ids.bob }];
      const operation = { op: 'Add', path: `${enterprise}:manager`, value };
      expect((await scim.patch(`/Users/${scim.ids.ada}`, operation)).status).toBe(200);
      expect((await readAda(scim)).body[enterprise].manager).toEqual({ value: scim.ids.bob });
    },
  },
  {
    name: 'removes the manager',
    run: async (scim) => {
      await scim.patch(`/Users/${scim.ids.ada}`, { op: 'Remove', path: `${enterprise}:manager` });
      expect((await readAda(scim)).body[enterprise].manager).toBeUndefined();
    },
  },
  {
    name: 'removes an attribute',
    run: async (scim) => {
      await scim.patch(`/Users/${scim.ids.ada}`, { op: 'Remove', path: 'title' });
      expect((await readAda(scim)).body.title).toBeUndefined();
    },
  },
  patchesAda(
    'adds a primary role that does not exist yet',
    [{ op: 'Add', path: 'roles[primary eq "True"].value', value: 'admin' }],
    { roles: [{ primary: true, value: 'admin' }] },
  ),
  {
    name: 'takes or refuses a custom extension, but never fails on it',
    run: async (scim) => {
      const path = 'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:tag';
      const answer = await scim.patch(`/Users/${scim.ids.ada}`, { op: 'Add', path, value: '701984' });
      expect([200, 204, 400]).toContain(answer.status);
    },
  },
  patchesAda(
    'replaces a whole list',
    [{ op: 'Replace', path: 'emails', value: [{ type: 'work', primary: true, value: 'w@x' }] }],
    { emails: [{ type: 'work', primary: true, value: 'w@x' }] },
  ),
  patchesAda('accepts a change to the same value', [{ op: 'Replace', path: 'displayName', value: 'Dotted' }], {
    displayName: 'Dotted',
  }),
  {
    name: 'refuses an unknown operation with 400',
    run: async (scim) => {
      const operation = { op: 'Frob', path: 'displayName', value: 'x' };
      expect((await scim.patch(`/Users/${scim.ids.ada}`, operation)).status).toBe(400);
    },
  },
  {
    name: 'answers 404 to a change of an unknown user',
    run: async (scim) => {
      const operation = { op: 'Replace', path: 'displayName', value: 'x' };
      expect((await scim.patch('/Users/nope', operation)).status).toBe(404);
    },
  },
  {
    name: 'replaces a user by PUT',
    run: async (scim) => {
      const body = { schemas: userSchemas, id: scim.ids.bob, userName: 'bob@contoso.demo.example', displayName: 'Bob' };
      const answer = await scim.call('PUT', `/Users/${scim.ids.bob}`, body);
      expect(answer).toMatchObject({ status: 200, body: { displayName: 'Bob', id: scim.ids.bob } });
      expect(answer.body.name).toBeUndefined();
    },
  },
];

import { expect } from 'vitest';
import { type Check, enterprise, type ScimCaller, userSchemas } from './scim-caller.ts';

const ada = {
  schemas: [...userSchemas, enterprise],
  externalId: 'ext-1',
  userName: 'Ada@contoso.demo.example',
  active: true,
  displayName: 'Ada',
  title: 'Admin',
  preferredLanguage: 'en',
  emails: [{ primary: true, type: 'work', value: 'ada@contoso.demo.example' }],
  addresses: [{ type: 'work', locality: 'Bonn', country: 'DE' }],
  phoneNumbers: [{ type: 'work', value: '+49 1' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Ada A', familyName: 'A', givenName: 'Ada' },
  roles: [],
  [enterprise]: { employeeNumber: '701', department: 'IT' },
};

const newUser = (userName: string, more: Record<string, unknown> = {}) => ({ schemas: userSchemas, userName, ...more });

const findsOne = (filter: string) => async (scim: ScimCaller) => {
  const answer = await scim.find('Users', filter);
  expect(answer.body).toMatchObject({ totalResults: 1 });
};

/** Requests for users other than PATCH, in the order in which they build on each other. */
export const userChecks: readonly Check[] = [
  {
    name: 'refuses a request without a token with 401',
    run: async (scim) => expect((await scim.anonymous('/Users?filter=userName%20eq%20%22x%22')).status).toBe(401),
  },
  {
    name: 'answers the connection test with 200 and an empty list',
    run: async (scim) =>
      expect(await scim.find('Users', 'userName eq "6e0a6f9e-9c2b-4f5e-8d1a-000000000000"')).toMatchObject({
        status: 200,
        body: { totalResults: 0 },
      }),
  },
  {
    name: 'writes Resources in an empty list',
    run: async (scim) => expect((await scim.find('Users', 'userName eq "none"')).body.Resources).toEqual([]),
  },
  {
    name: 'creates a user with the enterprise extension',
    run: async (scim) => {
      const answer = await scim.call('POST', '/Users', ada);
      expect(answer).toMatchObject({
        status: 201,
        body: { meta: { resourceType: 'User' }, [enterprise]: { employeeNumber: '701' } },
      });
      scim.ids.ada = answer.body.id;
    },
  },
  {
    name: 'answers as application/scim+json',
    run: async (scim) =>
      expect((await scim.call('GET', `/Users/${scim.ids.ada}`)).headers.get('content-type')).toMatch(/scim\+json/),
  },
  {
    name: 'names the place of a new user in Location',
    run: async (scim) => {
      const name = { familyName: 'B', givenName: 'Bob' };
      const answer = await scim.call('POST', '/Users', newUser('bob@contoso.demo.example', { active: true, name }));
      scim.ids.bob = answer.body.id;
      expect(answer.headers.get('location')).toBe(`https://scim.demo.example/scim/Users/${answer.body.id}`);
    },
  },
  {
    name: 'takes active "True" on create as a boolean',
    run: async (scim) =>
      expect(await scim.call('POST', '/Users', newUser('cat@contoso.demo.example', { active: 'True' }))).toMatchObject({
        status: 201,
        body: { active: true },
      }),
  },
  {
    name: 'takes roles as a list of strings',
    run: async (scim) => {
      const roles = ['{"id":"1","value":"Admin","displayName":"Admin"}'];
      expect((await scim.call('POST', '/Users', newUser('dan@contoso.demo.example', { roles }))).status).toBe(201);
    },
  },
  {
    name: 'takes roles as complex values',
    run: async (scim) => {
      const type = 'WindowsAzureActiveDirectoryRole';
      const roles = [
        { primary: false, type, display: 'User', value: 'user' },
        { primary: false, type, display: 'Admin', value: 'admin' },
      ];
      const answer = await scim.call('POST', '/Users', newUser('eve@contoso.demo.example', { roles }));
      expect(answer).toMatchObject({ status: 201, body: { roles } });
    },
  },
  {
    name: 'refuses a second user with the same userName in another case with 409',
    run: async (scim) =>
      expect(await scim.call('POST', '/Users', newUser('ada@contoso.demo.example'))).toMatchObject({
        status: 409,
        body: { scimType: 'uniqueness' },
      }),
  },
  {
    name: 'reads a user by id',
    run: async (scim) =>
      expect(await scim.call('GET', `/Users/${scim.ids.ada}`)).toMatchObject({
        status: 200,
        body: { id: scim.ids.ada },
      }),
  },
  {
    name: 'answers 404 with a SCIM error for an unknown id',
    run: async (scim) => {
      const answer = await scim.call('GET', '/Users/nope');
      expect(answer).toMatchObject({ status: 404, body: { status: '404' } });
      expect(answer.body.schemas[0]).toMatch(/:Error$/);
    },
  },
  { name: 'filters by userName in any case', run: findsOne('userName eq "ada@CONTOSO.demo.example"') },
  { name: 'filters by externalId', run: findsOne('externalId eq "ext-1"') },
  { name: 'filters by the work address', run: findsOne('emails[type eq "work"].value eq "ada@contoso.demo.example"') },
  { name: 'filters by an attribute of the extension', run: findsOne(`${enterprise}:employeeNumber eq "701"`) },
  {
    name: 'filters by two attributes joined by and',
    run: findsOne('userName eq "Ada@contoso.demo.example" and externalId eq "ext-1"'),
  },
  {
    name: 'reads a filter whose spaces are sent as plus signs',
    run: async (scim) => {
      const answer = await scim.call('GET', '/Users?filter=userName+eq+%22Ada%40contoso.demo.example%22');
      expect(answer.body).toMatchObject({ totalResults: 1 });
    },
  },
  {
    name: 'refuses a filter it cannot read with 400',
    run: async (scim) =>
      expect(await scim.find('Users', 'userName zz "x"')).toMatchObject({
        status: 400,
        body: { scimType: 'invalidFilter' },
      }),
  },
  {
    name: 'returns a page of the size asked for',
    run: async (scim) => {
      const answer = await scim.call('GET', '/Users?startIndex=1&count=2');
      expect(answer.body).toMatchObject({ itemsPerPage: 2, totalResults: 5 });
      expect(answer.body.Resources).toHaveLength(2);
    },
  },
  {
    name: 'returns a later page',
    run: async (scim) => {
      const answer = await scim.call('GET', '/Users?startIndex=3&count=2');
      expect(answer.body).toMatchObject({ startIndex: 3, itemsPerPage: 2 });
    },
  },
  {
    name: 'returns only the attributes asked for',
    run: async (scim) => {
      const answer = await scim.call('GET', `/Users/${scim.ids.ada}?attributes=userName`);
      expect(answer.body.userName).toBe('Ada@contoso.demo.example');
      expect(answer.body.emails).toBeUndefined();
    },
  },
];

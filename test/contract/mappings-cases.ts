import { expect } from 'vitest';
import { type GoodCase, good, keptIn } from './good-case.ts';

const samples = [
  { id: 'a', name: 'A', origin: 'invented' as const, values: { givenName: 'Ada', surname: 'Admin' } },
  { id: 'b', name: 'B', origin: 'invented' as const, values: { givenName: 'Bo', surname: null } },
];
const expression = 'Join(" ", [givenName], ToUpper([surname]))';

/** Mappings and expressions of the application that the earlier cases set up. */
export const mappingsCases: readonly GoodCase[] = [
  good('mappings.read', {
    input: (story) => ({ application: keptIn(story, 'servicePrincipal') }),
    check: (view, { kept }) => {
      expect(view).toMatchObject({ application: 'Airstack', vendor: 'airstack', version: expect.any(String) });
      const [user] = view.objects;
      expect(user).toMatchObject({ source: 'User', enabled: true, editable: true });
      expect(user?.actions).toContain('create');
      expect(user?.mappings.some(({ matchingPriority }) => (matchingPriority ?? 0) > 0)).toBe(true);
      expect(user?.sourceAttributes.map(({ name }) => name)).toContain('userPrincipalName');
      kept.set('job', view.jobId);
    },
  }),
  good('configuration.compare', {
    input: (story) => {
      const application = keptIn(story, 'servicePrincipal');
      return { before: { application }, after: { application } };
    },
    check: ({ differences }) => expect(differences).toEqual([]),
  }),
  good('expressions.functions', {
    check: ({ functions }) => {
      const join = functions.find(({ name }) => name === 'Join');
      expect(join?.signature).toMatch(/^Join\(separator, /);
    },
  }),
  good('expressions.evaluate', {
    input: () => ({ expression, attributes: ['givenName', 'surname'], samples }),
    check: ({ diagnostics, outcomes }) => {
      expect(diagnostics).toEqual([]);
      expect(outcomes[0]).toEqual({ id: 'a', outcome: { kind: 'value', values: ['Ada ADMIN'], note: null } });
    },
  }),
  good('expressions.askService', {
    input: (story) => ({
      servicePrincipalId: keptIn(story, 'servicePrincipal') as never,
      jobId: keptIn(story, 'job') as never,
      expression,
      samples,
    }),
    check: ({ verdicts }) => {
      expect(verdicts.map(({ agrees }) => agrees)).toEqual([true, true]);
      expect(verdicts[0]?.service).toEqual({ kind: 'value', values: ['Ada ADMIN'], note: null });
    },
  }),
  good('expressions.inventSamples', {
    input: () => ({ attributes: ['mail', 'extensionAttribute3'] }),
    check: ({ samples: invented }) => {
      expect(invented).toHaveLength(3);
      expect(invented.every(({ origin, values }) => origin === 'invented' && 'extensionAttribute3' in values)).toBe(
        true,
      );
    },
  }),
  good('expressions.readSample', {
    input: () => ({
      user: 'sofia.nyberg@contoso.demo.example',
      attributes: ['mail', 'department', 'IsSoftDeleted'],
      permission: 'basic',
    }),
    check: ({ sample, withoutValue }) => {
      expect(sample).toMatchObject({ origin: 'basic', values: { IsSoftDeleted: 'False', department: null } });
      expect(sample.values.mail).toContain('@');
      expect(withoutValue).toEqual(['department']);
    },
  }),
];

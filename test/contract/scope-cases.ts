import { expect } from 'vitest';
import { type GoodCase, good, keptIn, type Story } from './good-case.ts';

const application = (story: Story) => ({ application: keptIn(story, 'servicePrincipal') });

/** Who is in scope, and what a change of it comes to. */
export const scopeCases: readonly GoodCase[] = [
  good('scope.show', {
    input: application,
    check: ({ application: name, people, assignments, objects, operators }, { kept }) => {
      expect({ name, people }).toEqual({ name: 'Airstack', people: 'assigned' });
      expect(assignments.length).toBeGreaterThan(0);
      expect(objects.map(({ source }) => source)).toContain('User');
      expect(operators.map((operator) => operator.name)).toContain('EQUALS');
      kept.set('assignment', assignments[0]?.id ?? '');
    },
  }),
  good('why.explain', {
    input: (story) => ({ ...application(story), person: 'sofia.nyberg@contoso.demo.example' }),
    check: ({ person, gates }) => {
      expect(person).toMatchObject({ displayName: 'Sofia Nyberg', found: 'directory' });
      expect(gates.map(({ gate }) => gate).slice(0, 3)).toEqual(['job', 'person', 'assignment']);
      expect(gates.find(({ gate }) => gate === 'assignment')).toMatchObject({ verdict: 'passed', byUs: false });
    },
  }),
  good('scope.checkFilter', {
    input: () => ({
      filter: { groups: [{ name: 'Sales', clauses: [{ operatorName: 'EQUALS', sourceOperandName: 'department' }] }] },
    }),
    check: ({ findings }) => expect(findings).toMatchObject([{ severity: 'refused', code: 'valueMissing', group: 0 }]),
  }),
  good('scope.readAssignments', {
    input: (story) => ({
      ...application(story),
      text: 'userPrincipalName,role\nsofia.nyberg@contoso.demo.example,msiam_access\nnobody@contoso.demo.example,\n',
    }),
    check: ({ rows, faults }) => {
      expect(rows).toMatchObject([{ line: 2, kind: 'person', role: 'msiam_access' }]);
      expect(faults).toMatchObject([{ line: 3, code: 'unknown' }]);
    },
  }),
  good('scope.planUnassign', {
    input: (story) => ({ ...application(story), assignments: [keptIn(story, 'assignment')] }),
    check: (plan) => {
      expect(plan).toMatchObject({ purpose: 'unassign', writes: 1 });
      expect(plan.steps[0]?.confirmation).toBeDefined();
    },
  }),
  good('scope.impact', {
    input: (story) => ({ ...application(story), people: 'everyone' }),
    check: ({ people, cycle, effects }) => {
      expect(people.after).toBeGreaterThan(people.before);
      expect(people.entering).toBe(people.after - people.before);
      expect(effects.creates).toBeGreaterThan(0);
      expect(cycle.kind).toBe('initial');
    },
  }),
];

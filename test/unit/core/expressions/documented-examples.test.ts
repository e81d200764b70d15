import { describe, expect, it } from 'vitest';
import { evaluateExpression } from '#core/expressions/evaluator';
import { parseExpression } from '#core/expressions/parser';
import { printExpression } from '#core/expressions/printer';
import { sameExpression } from '#core/expressions/syntax-tree';
import type { DocumentedCase } from './documented-case.ts';
import { conditionCases } from './documented-condition-cases.ts';
import { dateCases } from './documented-date-cases.ts';
import { textCases } from './documented-text-cases.ts';

// The moment at which the examples of DateDiff with Now() were taken.
const now = Date.UTC(2021, 7, 25, 17, 41, 18);

const evaluate = ({ text, attributes = {}, context = {} }: DocumentedCase) => {
  const { tree, diagnostics } = parseExpression(text);
  if (tree === undefined) throw new Error(`no tree: ${JSON.stringify(diagnostics)}`);
  return { diagnostics, tree, result: evaluateExpression(tree, { attributes, now, ...context }) };
};

describe('the examples of the public documentation', () => {
  it.each([...textCases, ...conditionCases, ...dateCases])('$text gives $expected', (example) => {
    const { diagnostics, tree, result } = evaluate(example);
    expect(diagnostics).toEqual([]);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.value).toEqual(example.expected);
    const again = parseExpression(printExpression(tree)).tree;
    expect(again !== undefined && sameExpression(tree, again)).toBe(true);
  });

  it('drops an attribute with IgnoreFlowIfNullOrEmpty and says so', () => {
    const text = 'IgnoreFlowIfNullOrEmpty(Switch([prefix], "", "3443", "Dr."))';
    expect(evaluate({ text, expected: null }).result).toEqual({ ok: true, value: null, flowIgnored: true });
  });

  it('marks a redacted value for the provisioning log', () => {
    const text = 'Redact([userPrincipalName])';
    const { result } = evaluate({ text, attributes: { userPrincipalName: 'ada@contoso.com' }, expected: null });
    expect(result).toEqual({ ok: true, value: 'ada@contoso.com', redacted: true });
  });

  it.each([
    { taken: [], expected: 'John.Smith@contoso.com' },
    { taken: ['John.Smith@contoso.com'], expected: 'J.Smith@contoso.com' },
    { taken: ['John.Smith@contoso.com', 'J.Smith@contoso.com'], expected: 'Jo.Smith@contoso.com' },
  ])('SelectUniqueValue gives $expected when $taken exist', ({ taken, expected }) => {
    const rule = (first: string) =>
      `Join("@", NormalizeDiacritics(StripSpaces(Join(".",  ${first}, [PreferredLastName]))), "contoso.com")`;
    const text = `SelectUniqueValue( \n ${rule('[PreferredFirstName]')}, ${rule('Mid([PreferredFirstName], 1, 1)')},\n ${rule('Mid([PreferredFirstName], 1, 2)')} )`;
    const attributes = { PreferredFirstName: 'John', PreferredLastName: 'Smith' };
    const context = { isUnique: (value: string) => !taken.includes(value) };
    expect(evaluate({ text, attributes, context, expected }).result).toEqual({ ok: true, value: expected });
  });

  // Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#provisioning-a-role-to-a-scim-app
  it.each([
    { name: 'AppRoleAssignmentsComplex', extra: {} },
    { name: 'AssertiveAppRoleAssignmentsComplex', extra: { replacesTarget: true } },
  ])('$name gives all roles, none of them primary', ({ name, extra }) => {
    const appRoleAssignments = [
      { value: 'User', displayName: 'User' },
      { value: null, displayName: 'Default Access' },
    ];
    const { result } = evaluate({
      text: `${name}([appRoleAssignments])`,
      context: { appRoleAssignments },
      expected: [],
    });
    const type = 'WindowsAzureActiveDirectoryRole';
    const value = [
      { primary: false, type, display: 'User', value: 'User' },
      { primary: false, type, display: 'Default Access', value: 'Default Access' },
    ];
    expect(result).toEqual({ ok: true, value, ...extra });
  });

  it('RandomString(6,3,0,0,3) makes three digits and three small letters', () => {
    const { result } = evaluate({ text: 'RandomString(6,3,0,0,3)', expected: '' });
    const value = result.ok ? String(result.value) : '';
    expect([...value].toSorted().join('')).toMatch(/^\d{3}[a-z]{3}$/);
  });

  it('RandomString(10,2,2,2,1,"?,") keeps the minimums and avoids the characters', () => {
    for (let round = 0; round < 50; round += 1) {
      const { result } = evaluate({ text: 'RandomString(10,2,2,2,1,"?,")', expected: '' });
      const value = result.ok ? String(result.value) : '';
      expect(value).toHaveLength(10);
      expect(value.match(/\d/g)?.length).toBeGreaterThanOrEqual(2);
      expect(value.match(/[A-Z]/g)?.length).toBeGreaterThanOrEqual(2);
      expect(value.match(/[a-z]/g)?.length).toBeGreaterThanOrEqual(1);
      expect(value.match(/[^A-Za-z0-9]/g)?.length).toBeGreaterThanOrEqual(2);
      expect(value).not.toMatch(/[?,]/);
    }
  });

  it('Guid makes a new version 4 GUID each time', () => {
    const made = [1, 2].map(() => evaluate({ text: 'Guid()', expected: '' }).result).map((one) => one.ok && one.value);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made[0]).not.toBe(made[1]);
  });
});

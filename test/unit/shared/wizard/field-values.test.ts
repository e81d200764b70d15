import { describe, expect, it } from 'vitest';
import type { GuideField } from '#shared/model/vendor-guide';
import { fieldValue, filledTemplate } from '#shared/wizard/field-values';
import { tenantUrlProblem } from '#shared/wizard/tenant-url-problem';

const field = (value: Partial<GuideField['value']>): GuideField => ({
  key: 'BaseAddress',
  label: 'Tenant URL',
  vendorLabel: null,
  secret: false,
  required: true,
  value: {
    kind: 'free',
    value: null,
    choices: [],
    template: null,
    variables: [],
    examples: [],
    lifetime: null,
    ...value,
  },
});

describe('a template', () => {
  const template = '{site}/scim/v2';
  const rows: readonly (readonly [typed: string, value: string])[] = [
    ['https://contoso.vendor.example', 'https://contoso.vendor.example/scim/v2'],
    ['https://contoso.vendor.example/', 'https://contoso.vendor.example/scim/v2'],
    ['contoso.vendor.example', 'https://contoso.vendor.example/scim/v2'],
    ['  contoso.vendor.example  ', 'https://contoso.vendor.example/scim/v2'],
    ['https://contoso.vendor.example/scim/v2', 'https://contoso.vendor.example/scim/v2'],
    ['https://contoso.vendor.example/SCIM/v2/', 'https://contoso.vendor.example/scim/v2'],
    ['http://contoso.vendor.example', 'http://contoso.vendor.example/scim/v2'],
    ['', ''],
    ['   ', ''],
  ];
  it.each(rows)('makes of "%s" "%s"', (typed, value) => {
    expect(filledTemplate(template, () => typed)).toBe(value);
  });

  it('puts a variable in the middle in as it is', () => {
    expect(filledTemplate('https://api.example/{id}/scim', () => 'contoso')).toBe('https://api.example/contoso/scim');
  });

  it('gives nothing while one variable of several is missing', () => {
    expect(filledTemplate('https://{a}.example/{b}', (name) => (name === 'a' ? 'x' : ''))).toBe('');
  });
});

describe('the value of a field', () => {
  const choices = [
    { label: 'one', value: 'https://one.example' },
    { label: 'two', value: 'https://two.example' },
  ];
  const rows = [
    {
      name: 'fixed',
      value: { kind: 'fixed', value: 'https://fixed.example' },
      fields: {},
      is: 'https://fixed.example',
    },
    {
      name: 'fixed, typed over',
      value: { kind: 'fixed', value: 'https://fixed.example' },
      fields: { BaseAddress: ' https://new.example ' },
      is: 'https://new.example',
    },
    { name: 'one of two not chosen', value: { kind: 'choice', choices }, fields: {}, is: '' },
    {
      name: 'the only choice',
      value: { kind: 'choice', choices: choices.slice(0, 1) },
      fields: {},
      is: 'https://one.example',
    },
    {
      name: 'template',
      value: { kind: 'template', template: '{site}/scim' },
      fields: { 'BaseAddress.site': 'a.example' },
      is: 'https://a.example/scim',
    },
    { name: 'from the vendor, not typed', value: { kind: 'fromVendor' }, fields: {}, is: '' },
  ] as const;
  it.each(rows)('is known when it is $name', ({ value, fields, is }) => {
    const { choices: given = [], ...rest } = { choices: [], ...value };
    expect(fieldValue(field({ ...rest, choices: [...given] }), { fields })).toBe(is);
  });
});

describe('a tenant URL', () => {
  const rows = [
    ['https://a.example/scim', null],
    ['https://a.example/scim?aadOptscim062020', null],
    ['a.example/scim', 'notUrl'],
    ['https://half a URL', 'notUrl'],
    ['', 'notUrl'],
    ['http://a.example', 'notHttps'],
    ['ftp://a.example', 'notHttps'],
    ['https://ada:secret@a.example', 'hasCredentials'],
    ['https://a.example/#scim', 'hasFragment'],
  ] as const;
  it.each(rows)('"%s" has the problem %s', (url, problem) => {
    expect(tenantUrlProblem(url)).toBe(problem);
  });
});

import { describe, expect, it } from 'vitest';
import { isClientId, isTenantName } from '#renderer/features/first-run/ids';

describe('what is typed on the first run', () => {
  it.each([
    ['0b9d6e52-1c4f-4f0a-8d3b-7a6e5c4d3b2a', true],
    [' 0B9D6E52-1C4F-4F0A-8D3B-7A6E5C4D3B2A ', true],
    ['0b9d6e52', false],
    ['{0b9d6e52-1c4f-4f0a-8d3b-7a6e5c4d3b2a}', false],
    ['', false],
  ])('"%s" as an application id', (typed, right) => {
    expect(isClientId(typed)).toBe(right);
  });

  it.each([
    ['contoso.com', true],
    ['0b9d6e52-1c4f-4f0a-8d3b-7a6e5c4d3b2a', true],
    ['contoso', false],
    ['https://contoso.com', false],
    ['contoso.com/../x', false],
    ['', false],
  ])('"%s" as a tenant', (typed, right) => {
    expect(isTenantName(typed)).toBe(right);
  });
});

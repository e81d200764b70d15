import { describe, expect, it } from 'vitest';
import { questionFor } from '#core/confirm/questions';
import { contract } from '#shared/contract/index';

const asked = (more: object) =>
  questionFor(
    'preflight.run',
    contract['preflight.run'].input.parse({ vendor: 'airstack', tenantUrl: 'https://scim.vendor.example/v2', ...more }),
    null,
  );

describe('what a person is asked before a preflight', () => {
  it('is nothing when it only reads on the internet', () => {
    expect(asked({})).toBeNull();
  });

  it('names the private addresses and the host', () => {
    const question = asked({ allowPrivate: ['10.0.0.5', 'fe80::1'] });
    expect(question?.title).toContain('scim.vendor.example');
    expect(question?.lines.join(' ')).toContain('10.0.0.5, fe80::1');
  });

  it('names the test person and every step', () => {
    const question = asked({ write: { userName: 'test.person@contoso.example' } });
    expect(question?.title).toBe('Make and delete the test person test.person@contoso.example at scim.vendor.example?');
    expect(question?.lines).toHaveLength(4);
  });

  it.each(['ab', 'a"b or x', 'a b', 'a\nb', '../../x', ''])('takes "%s" for no name of a test person', (userName) => {
    expect(() => asked({ write: { userName } })).toThrow();
  });

  it.each(['10.0.0.5/8', 'localhost', '1', 'x'])('takes "%s" for no address', (address) => {
    expect(() => asked({ allowPrivate: [address] })).toThrow();
  });
});

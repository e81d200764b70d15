import { describe, expect, it } from 'vitest';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { WizardAnswers } from '#shared/model/wizard';
import { mustAcknowledge } from '#shared/wizard/own-profile';

const asked = (overrides: readonly string[] | null, acknowledged?: readonly string[]): boolean =>
  mustAcknowledge({ overrides } as VendorGuide, (acknowledged === undefined ? {} : { acknowledged }) as WizardAnswers);

describe('a profile of one’s own', () => {
  it.each([
    ['replaces nothing', null, undefined, false],
    ['says the same in host, fields and roles', [], undefined, false],
    ['differs and was not looked at', ['Hosts: a instead of b'], undefined, true],
    ['differs as it was agreed to', ['Hosts: a instead of b'], ['Hosts: a instead of b'], false],
    ['differs in another host since', ['Hosts: c instead of b'], ['Hosts: a instead of b'], true],
    ['differs in one more thing since', ['Hosts: a instead of b', 'Roles: x'], ['Hosts: a instead of b'], true],
    ['differs in one thing less', ['Hosts: a instead of b'], ['Hosts: a instead of b', 'Roles: x'], true],
  ])('that %s: asked about %j', (...row) => {
    const [_what, overrides, acknowledged, expected] = row;
    expect(asked(overrides, acknowledged)).toBe(expected);
  });
});

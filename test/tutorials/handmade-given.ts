import type { VendorFacts } from '#core/profiles/profile-schema';

/** One row: name, type, filterable, required. */
export type Row = readonly [string, string, boolean | null, boolean | null];

/** What a hand-made article has to become. */
export interface ExpectedFacts {
  readonly name: string;
  readonly kind: VendorFacts['connection']['authenticationType'];
  readonly fields: readonly string[];
  /** What the tenant URL is: its kind, and the address, choice or pattern; null without such a field. */
  readonly address: readonly [string, ...(readonly string[])] | null;
  readonly users: readonly Row[];
  readonly groups?: readonly Row[];
  readonly groupSupport: VendorFacts['capabilities']['groups'];
  readonly warnings: readonly string[];
}

export const token = ['BaseAddress', 'SecretToken'] as const;
export const userName: Row = ['userName', 'String', null, null];
export const given = { kind: 'bearerToken', fields: token, address: ['fromVendor'], users: [userName] } as const;
export const group: readonly Row[] = [
  ['displayName', 'String', true, null],
  ['members', 'Reference', false, null],
];
export const plainGroup: readonly Row[] = [
  ['displayName', 'String', null, null],
  ['members', 'Reference', null, null],
];

export const pattern = (name: string, template: string): ExpectedFacts => ({
  ...given,
  name,
  address: ['template', template],
  groupSupport: 'none',
  warnings: ['missingFilterColumn'],
});

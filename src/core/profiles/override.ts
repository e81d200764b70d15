import type { EffectiveProfile } from './effective-profile.ts';

/** How an administrator's own profile differs from the built-in one whose place it takes, where that matters for safety. */
export interface ProfileOverride {
  /** Each in one sentence; empty where host, fields and roles are the same. */
  readonly differences: readonly string[];
}

/** Takes a profile; gives the hosts that its fields name, patterns as they are. Pure. */
export const hostsOf = ({ connection }: EffectiveProfile): readonly string[] => {
  const values = connection.fields.flatMap(({ value }) => [
    ...(value.value === undefined ? [] : [value.value]),
    ...(value.choices ?? []).map((choice) => choice.value),
    ...(value.template === undefined ? [] : [value.template]),
  ]);
  return [...new Set(values.filter((value) => /^https?:|^\{/i.test(value)).map(hostOf))];
};

/** A pattern has no host that a URL could state: what stands before the path is compared. */
const hostOf = (value: string): string =>
  value
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();

const fieldsOf = ({ connection }: EffectiveProfile): readonly string[] =>
  connection.fields.map(({ key, secret }) => (secret ? `${key} (secret)` : key));

const rolesOf = ({ assignment }: EffectiveProfile): readonly string[] => [
  ...assignment.appRoles,
  ...(assignment.defaultAccessExcluded === true ? ['no Default Access'] : []),
];

function difference(what: string, builtIn: readonly string[], own: readonly string[]): readonly string[] {
  const same = builtIn.length === own.length && builtIn.every((one) => own.includes(one));
  const said = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(', '));
  return same ? [] : [`${what}: ${said(own)} instead of ${said(builtIn)}`];
}

/** Takes the built-in profile of a vendor and the administrator's own; gives how host, fields, way to sign in and roles differ. Pure. */
export function overrideOf(builtIn: EffectiveProfile, own: EffectiveProfile): ProfileOverride {
  return {
    differences: [
      ...difference('Application in the gallery', [builtIn.displayName], [own.displayName]),
      ...difference('Hosts', hostsOf(builtIn), hostsOf(own)),
      ...difference('Fields', fieldsOf(builtIn), fieldsOf(own)),
      ...difference('Way to sign in', [builtIn.connection.authenticationType], [own.connection.authenticationType]),
      ...difference('Roles', rolesOf(builtIn), rolesOf(own)),
    ],
  };
}

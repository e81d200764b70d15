import { readPerson } from '#core/graph/calls/directory';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { type SourceReading, sourceReading } from '#core/scope/source-values';
import type { SamplePerson } from '#shared/model/mappings';

type Values = SamplePerson['values'];

interface Invention {
  readonly id: string;
  readonly name: string;
  readonly values: Values;
}

/** Names and values that expressions trip over: an ordinary person, accents and spaces, and one who has next to nothing. */
const inventions: readonly Invention[] = [
  {
    id: 'invented-1',
    name: 'Alex Example',
    values: {
      displayName: 'Alex Example',
      givenName: 'Alex',
      surname: 'Example',
      mail: 'alex.example@contoso.example',
      userPrincipalName: 'alex.example@contoso.example',
      mailNickname: 'alex.example',
      jobTitle: 'Engineer',
      department: 'Sales',
      companyName: 'Contoso',
      employeeId: '100042',
      country: 'NO',
      city: 'Bergen',
      preferredLanguage: 'en-US',
      accountEnabled: 'True',
      IsSoftDeleted: 'False',
    },
  },
  {
    id: 'invented-2',
    name: "Zoë d'Ångström-Müller",
    values: {
      displayName: "Zoë d'Ångström-Müller",
      givenName: 'Zoë Maria',
      surname: "d'Ångström-Müller",
      mail: 'zoe@contoso.example',
      userPrincipalName: 'zoe.angstrom@contoso.example',
      mailNickname: 'zoe.angstrom',
      jobTitle: '  Head of "R&D"  ',
      department: 'Research, Development',
      companyName: 'Contoso \\ Nordics',
      employeeId: '007',
      country: 'SE',
      city: 'Göteborg',
      preferredLanguage: 'sv-SE',
      accountEnabled: 'True',
      IsSoftDeleted: 'False',
    },
  },
  {
    id: 'invented-3',
    name: 'Somebody without values, who has left',
    values: {
      displayName: 'Kim',
      userPrincipalName: 'kim@contoso.example',
      mailNickname: 'kim',
      accountEnabled: 'False',
      IsSoftDeleted: 'True',
    },
  },
];

/** The person without values has null where the others have something to show. */
function inventedValue(name: string, { id, values }: Invention): Values[string] {
  const known = values[name];
  if (known !== undefined) return known;
  if (id === 'invented-3') return null;
  if (name === 'objectId') return `00000000-0000-4000-8000-00000000000${id.slice(-1)}`;
  if (name === 'proxyAddresses' || name === 'otherMails')
    return [`SMTP:${String(values.mail)}`, `smtp:${id}@contoso.example`];
  if (name === 'appRoleAssignments') return ['User'];
  return `${name} of ${String(values.givenName)}`;
}

/** Takes the names of source attributes; gives invented people with a value for each, the last one almost without. Pure. */
export const inventedPeople = (attributes: readonly string[]): readonly SamplePerson[] =>
  inventions.map((invention) => ({
    id: invention.id,
    name: invention.name,
    origin: 'invented',
    values: {
      ...invention.values,
      ...Object.fromEntries(attributes.map((name) => [name, inventedValue(name, invention)])),
    },
  }));

/** The service writes switches of a person as text. */
const asService = (value: Values[string] | undefined): Values[string] => {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value ?? null;
};

function sampleOf(record: Readonly<Record<string, unknown>>, names: readonly string[], reading: SourceReading) {
  const read = reading.of(record);
  return Object.fromEntries(
    names.map((name) => {
      const value = read(name);
      return [name, asService(Array.isArray(value) ? [...value] : (value as Values[string] | undefined))];
    }),
  );
}

/**
 * Takes a person's object id or user principal name and the names of source attributes; gives the values that mappings take, and the
 * names that Graph or the permission does not give. `full` needs User.Read.All. Raises `consent_required`, `not_found` and what
 * Graph raises.
 */
export async function readSample(
  graph: Graph,
  asked: {
    readonly user: string;
    readonly attributes: readonly string[];
    readonly full: boolean;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly sample: SamplePerson; readonly withoutValue: readonly string[] }> {
  const { user, attributes, full, signal } = asked;
  const reading = sourceReading(attributes, { kind: 'person', full });
  const record = await readPerson(graph, {
    user,
    select: reading.select,
    scope: full ? scopes.peopleInFull : scopes.people,
    signal,
  });
  const { id, displayName, userPrincipalName } = record;
  return {
    sample: {
      id,
      name: (displayName ?? userPrincipalName ?? id).slice(0, 300),
      origin: full ? 'directory' : 'basic',
      values: sampleOf(record, attributes, reading),
    },
    withoutValue: [...reading.unreadable, ...reading.hidden],
  };
}

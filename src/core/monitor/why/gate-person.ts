import { scopes } from '#core/graph/permissions';
import type { GateSeen, WhyGate } from '#shared/model/why';
import type { PersonFacts, WhyFacts } from './facts.ts';
import { fixAt, gateOf, sawThat } from './gate.ts';

const guestNote =
  'Guests are provisioned by the same rules. Their user principal name has "#EXT#" in it, which some applications refuse.';

const stateOf = ({ found, enabled }: PersonFacts): string | null => {
  if (found === 'deleted') return 'deleted';
  if (found === 'log') return 'not in the directory';
  return enabled === null ? null : enabled ? 'enabled' : 'disabled';
};

function seenOf(person: PersonFacts): GateSeen[] {
  return [
    sawThat('Object id', person.id),
    sawThat('User principal name', person.userPrincipalName),
    sawThat(
      'Account',
      stateOf(person),
      stateOf(person) === null ? { verdict: 'unknown', note: 'It could not be read.' } : {},
    ),
    ...(person.guest === true ? [sawThat('Kind', 'guest', { note: guestNote })] : []),
  ];
}

const restore = 'Restore the person in Microsoft Entra ID; that is possible for 30 days after the deletion.';

/** Takes what was read; says whether the person is in the directory and active. Pure. Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works */
export function personGate({ person, access }: WhyFacts): WhyGate {
  const seen = seenOf(person);
  if (person.found === 'deleted') {
    const since = person.deletedAt === null ? '' : ` on ${person.deletedAt.slice(0, 10)}`;
    const why = `${person.displayName} was deleted in Microsoft Entra ID${since}, so accounts are switched off or removed.`;
    return gateOf('person', ['failed', why], { seen, fix: fixAt('elsewhere', restore) });
  }
  if (person.found === 'log') {
    const why = `Microsoft Entra ID has nobody by this name${access.full ? ', not even among those who were deleted' : ''}; only the log knows ${person.displayName}.`;
    return gateOf('person', ['failed', why], {
      seen,
      needs: access.full ? [] : [scopes.peopleInFull],
      fix: fixAt('elsewhere', `Check the name. ${restore}`),
    });
  }
  if (person.enabled === false)
    return gateOf('person', ['failed', 'The account is disabled in Microsoft Entra ID, so it is not provisioned.'], {
      seen,
      fix: fixAt('elsewhere', 'Enable the account in Microsoft Entra ID.'),
    });
  if (person.enabled === null)
    return gateOf(
      'person',
      ['unknown', 'The person is in the directory; whether the account is enabled is not known.'],
      {
        seen,
        needs: access.full ? [] : [scopes.peopleInFull],
      },
    );
  return gateOf('person', ['passed', 'The person is in the directory, and the account is enabled.'], { seen });
}

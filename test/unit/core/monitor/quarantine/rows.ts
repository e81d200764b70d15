import { type ArchivedRow, archivedRowOf } from '#core/archive/archived-row';

interface Given {
  readonly id: string;
  readonly at: string;
  readonly person: string;
  readonly cycle?: string;
  readonly type?: string;
}

/** A row of the provisioning log about a deletion that is held back, as the service writes it. */
export const stagedDeleteRow = ({ id, at, person, cycle = 'cycle-1', type = 'User' }: Given) => ({
  id,
  activityDateTime: at,
  cycleId: cycle,
  provisioningAction: 'stagedDelete',
  servicePrincipal: { id: 'sp', displayName: 'Airstack' },
  sourceIdentity: {
    id: person,
    displayName: `Name of ${person}`,
    identityType: type,
    details: { UserPrincipalName: `${person}@contoso.example` },
  },
  provisioningStatusInfo: {
    status: 'skipped',
    errorInformation: { errorCode: 'TooManyDeletes', reason: 'The threshold was met.' },
  },
});

/** The same as it is searched. */
export function stagedDelete(given: Given): ArchivedRow {
  const row = archivedRowOf(stagedDeleteRow(given));
  if (row === null) throw new Error('The row cannot be read.');
  return row;
}

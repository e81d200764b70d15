interface ErrorAdvice {
  readonly codes: readonly string[];
  readonly remedy: string;
}

const retriedLater = 'Nothing to do now: the service tries again in its next cycle, about 40 minutes later.';

/**
 * What the documentation advises for each error code, in our words.
 * Source: learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs
 */
const advice: readonly ErrorAdvice[] = [
  {
    codes: ['Conflict', 'EntryConflict'],
    remedy:
      'The target has this value on another account. Change it here or there; if that account is the same person, mend the matching attribute so that it is found.',
  },
  { codes: ['TooManyRequests'], remedy: 'The target is overloaded. Nothing to do: the service tries again by itself.' },
  { codes: ['InternalServerError'], remedy: `The target met a fault of its own. ${retriedLater}` },
  {
    codes: ['InsufficientRights', 'MethodNotAllowed', 'NotPermitted', 'Unauthorized'],
    remedy:
      'The target knows the token but does not let it do this. Follow what the vendor asks for the rights of the token, or make a new token with them.',
  },
  {
    codes: ['UnprocessableEntity'],
    remedy: 'The target did not understand the values. Check the attribute mappings against what the vendor documents.',
  },
  { codes: ['WebExceptionProtocolError'], remedy: `The connection to the target broke. ${retriedLater}` },
  {
    codes: ['InvalidAnchor'],
    remedy:
      'The account that this person was linked to is gone in the target. Restore it there, or restart provisioning so that everybody is matched anew.',
  },
  {
    codes: ['NotImplemented'],
    remedy: 'The target does not offer this operation. Check the set-up against the article of the vendor.',
  },
  {
    codes: ['MandatoryFieldsMissing', 'MissingValues'],
    remedy:
      'A value that the target requires is empty. Fill it in for this person, or give the attribute mapping a default value.',
  },
  {
    codes: ['SchemaAttributeNotFound'],
    remedy:
      'A mapping writes an attribute that the target does not have. Remove the mapping or mend the attribute name.',
  },
  { codes: ['InternalError'], remedy: `The provisioning service met a fault of its own. ${retriedLater}` },
  {
    codes: ['InvalidDomain'],
    remedy: 'The target does not accept the domain of this value. Change the value, or allow the domain in the target.',
  },
  { codes: ['Timeout'], remedy: `The target was too slow. ${retriedLater}` },
  { codes: ['LicenseLimitExceeded'], remedy: 'The target has no licence left. Buy more, or assign fewer people.' },
  {
    codes: ['DuplicateTargetEntries'],
    remedy:
      'More than one account in the target matches this person. Remove the doubled account, or match by an attribute that is unique.',
  },
  {
    codes: ['DuplicateSourceEntries'],
    remedy:
      'More than one person matches the same account. Mend the doubled values, or match by an attribute that is unique.',
  },
  {
    codes: ['ImportSkipped'],
    remedy: 'This person has no value for the matching attribute, so nothing was evaluated. Fill it in.',
  },
  {
    codes: ['EntrySynchronizationSkipped'],
    remedy:
      'This person is out of scope or unchanged. Check assignment and scoping filters if that is not what you expect.',
  },
  {
    codes: ['SystemForCrossDomainIdentityManagementMultipleEntriesInResponse'],
    remedy:
      'The target answered a search for one account with several. Remove the doubled account, or ask the vendor to honour filters.',
  },
  {
    codes: ['SystemForCrossDomainIdentityManagementServiceIncompatible'],
    remedy: 'The answer of the target cannot be read as SCIM. The vendor has to mend its endpoint.',
  },
  {
    codes: ['SchemaPropertyCanOnlyAcceptValue'],
    remedy: 'Several values go to an attribute that takes one. Change the mapping, for example with Item or Join.',
  },
  { codes: ['RedundantExport'], remedy: 'Nothing to do: this account already has the same values in the target.' },
  {
    codes: ['NotEffectivelyEntitled'],
    remedy:
      'This person is not assigned to the application, or not with a usable role. Assign them, or remove the assignment and make it again.',
  },
  {
    codes: ['UnableToResolveReferenceAttributeValue'],
    remedy:
      'A referenced object, for example the manager, is not in the target yet. It is filled in once that object is provisioned.',
  },
];

const entries = advice
  .flatMap(({ codes, remedy }) => codes.map((code) => ({ code: code.toLowerCase(), remedy })))
  .sort((a, b) => b.code.length - a.code.length);

/**
 * Takes an error code of the provisioning service, which may carry the connector's name in front; gives what helps, or null when
 * the code is not documented.
 * Source: learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs
 */
export function remedyFor(errorCode: string | null | undefined): string | null {
  const code = errorCode?.toLowerCase() ?? '';
  return entries.find((entry) => code.endsWith(entry.code))?.remedy ?? null;
}

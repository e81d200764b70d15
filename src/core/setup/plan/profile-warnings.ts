import { durationInWords } from '#core/monitor/secret-care/add-duration';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { settingKeys } from '#core/setup/settings';
import { tenantUrlWarning } from '#core/setup/tenant-url';
import type { Warning } from '#shared/model/plan';
import type { SettingsDecision } from './settings-decision.ts';

/** Slips that change what a reader would do; those about the table's layout are of no interest here. */
const noted: ReadonlySet<string> = new Set(['renamedApplication', 'contradictoryCredentials', 'contradictoryGroups']);

/** Doubts about an imported document that stay open until a person has looked at them and written a correction. */
const notedUntilReviewed: ReadonlySet<string> = new Set([
  'wrongVendorName',
  'exampleUrlOnly',
  'nonProductionUrl',
  'tenantUrlNotStated',
  'unresolvedInclude',
]);

function slips(profile: EffectiveProfile): readonly Warning[] {
  const corrected = profile.corrections.map(({ slip, correction }) => `${slip}; what is meant: ${correction}`);
  const reviewed = profile.corrections.length > 0;
  const open = profile.importWarnings
    .filter(({ code }) => noted.has(code) || (!reviewed && notedUntilReviewed.has(code)))
    .map((warning) => warning.message);
  return [...corrected, ...open].map((text) => ({
    code: 'documentSlip',
    message: `In the document of ${profile.displayName}: ${text}.`,
  }));
}

/** A profile from the administrator's folder decides where secrets go, so it is never taken silently. */
function ownProfile({ displayName, override }: EffectiveProfile): readonly Warning[] {
  if (override === null) return [];
  const mark: Warning = {
    code: 'ownProfile',
    message: `The profile of ${displayName} comes from your own folder and takes the place of the built-in one.`,
  };
  const differences = override.differences.map(
    (difference): Warning => ({
      code: 'ownProfileDiffers',
      message: `Your own profile of ${displayName} differs. ${difference}.`,
      nextStep: 'Check this before the first use.',
    }),
  );
  return [mark, ...differences];
}

/** A set-up sends people from Microsoft Entra ID to an endpoint that the service reaches by itself; a document may be about something else. */
function otherShape({ displayName, direction, connectivity }: EffectiveProfile): readonly Warning[] {
  const agent: readonly Warning[] =
    connectivity === 'onPremisesAgent'
      ? [
          {
            code: 'agentNeeded',
            message: `${displayName} is reached through a provisioning agent on your own network, which is not installed from here.`,
            nextStep: 'Install the agent and connect it in the admin center first.',
          },
        ]
      : [];
  return direction === 'outbound'
    ? agent
    : [
        {
          code: 'otherDirection',
          message: `The document of ${displayName} is about sending people into Microsoft Entra ID (${direction}); set-ups from here send them the other way.`,
          nextStep: 'Set it up in the admin center; a plan is refused.',
        },
        ...agent,
      ];
}

/** Takes a profile; raises `bad_request` (directionNotSupported) when its document is about sending people into Microsoft Entra ID. Pure. */
export function checkDirection({ displayName, direction }: EffectiveProfile): void {
  if (direction === 'outbound') return;
  throw new CoreError(
    'bad_request',
    `${displayName} sends people into Microsoft Entra ID (${direction}), which is not set up from here.`,
    { reason: 'directionNotSupported', nextStep: 'Set it up in the admin center.' },
  );
}

/** Takes a profile; gives what a person should know about the vendor's document before its application is set up. Pure. */
export function documentWarnings(profile: EffectiveProfile): readonly Warning[] {
  const noTable = profile.objectMappings.some((mapping) => mapping.attributesSource === 'image');
  return [
    ...ownProfile(profile),
    ...otherShape(profile),
    ...(noTable
      ? [
          {
            code: 'noAttributeTable',
            message: `The document of ${profile.displayName} gives no table of attributes, only a picture: the mappings are those that the application comes with.`,
            nextStep: 'Review the mappings after the setup.',
          },
        ]
      : []),
    ...slips(profile),
    ...(profile.status.state === 'supported'
      ? []
      : [
          {
            code: 'vendorStatus',
            message: `${profile.displayName} is ${profile.status.state}${profile.status.note === undefined ? '' : `: ${profile.status.note}`}.`,
          },
        ]),
  ];
}

/** Takes a profile and the decision about the settings; gives what a person should know before secrets are sent. Pure. */
export function connectionWarnings(
  profile: EffectiveProfile,
  decision: SettingsDecision,
  rotate: boolean,
): readonly Warning[] {
  if (decision.kind !== 'write') return [];
  const warnings: Warning[] = [];
  const tenantUrl = decision.open.get(settingKeys.tenantUrl);
  const field = profile.connection.fields.find((candidate) => candidate.key === settingKeys.tenantUrl);
  const unexpected =
    tenantUrl === undefined || field === undefined || !URL.canParse(tenantUrl)
      ? null
      : tenantUrlWarning(tenantUrl, field.value, profile.displayName);
  if (unexpected !== null) warnings.push(unexpected);
  if (rotate && profile.tokenOverlap !== null) {
    warnings.push({
      code: 'tokenOverlap',
      message: `${profile.displayName} stops taking the old token ${durationInWords(profile.tokenOverlap)} after a new one was made.`,
      nextStep: 'Save the new one before that.',
    });
  }
  if (rotate && decision.secrets.length === 0) {
    warnings.push({
      code: 'nothingToRotate',
      message: `${profile.displayName} has no secret that is saved from here.`,
      nextStep: 'Authorize again in the admin center.',
    });
  }
  return warnings;
}

import { canonicalJson, sha256 } from '#core/journal/canonical-json';
import type { LiveApplication, LiveState } from './live-state.ts';
import { isQuarantined } from './plan/running.ts';

const byText = (values: readonly unknown[]): readonly string[] => values.map(canonicalJson).sort();

const liveFacts = (live: LiveApplication): unknown => ({
  roles: byText(live.application?.appRoles ?? []),
  jobs: byText(live.jobs.map((job) => [job.id, job.schedule?.state ?? null, isQuarantined(job)])),
  secrets: byText(live.secrets.map(({ key, value }) => [key, value ?? null])),
  schemaVersion: live.schema?.version ?? null,
  rules: live.schema?.synchronizationRules ?? null,
  credentials: live.savedCredentials.kind,
  assignments: byText(live.assignments.map(({ principalId, appRoleId }) => [principalId, appRoleId])),
});

/**
 * Takes a live state; gives a hash of everything in it that a plan depends on. What moves by itself (progress, counts, times)
 * is left out, so that a running job does not make a plan stale.
 */
export const fingerprint = (state: LiveState): Promise<string> =>
  sha256(
    canonicalJson({
      template: state.template?.id ?? null,
      instances: byText(state.instances.map(({ id, displayName }) => [id, displayName])),
      choice: state.choice.kind === 'use' ? state.choice.servicePrincipal.id : null,
      roles: state.choice.kind === 'use' ? byText(state.choice.servicePrincipal.appRoles ?? []) : [],
      live: state.live === null ? null : liveFacts(state.live),
      users: [...state.principals.users].map(([name, { id }]) => [name, id]),
      groups: [...state.principals.groups].map(([name, groups]) => [name, groups.map(({ id }) => id)]),
    }),
  );

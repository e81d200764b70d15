import { join } from 'node:path';
import { anchorKeeperOf, missingTail, missingTailWords } from '#core/journal/anchor';
import { readChain } from '#core/journal/chain';
import type { JournalEntry } from '#core/journal/entry';
import { createdId, journalFacts } from '#core/journal/facts';
import { listKept, readContent } from '#core/snapshots/keep-snapshot';
import type { ServedTenant } from '#emulator/serve';
import { createJournalStore } from '#platform/journal-file';
import { createSealedStore } from '#platform/sealed-files';

/** Everything of a tenant that setting up changes, with ids and times that differ from run to run left out. */
export function finalState(served: ServedTenant, tokens: readonly string[]) {
  const { state, provisioning } = served.tenant;
  const roleNames = new Map(
    [...state.applications.values()].flatMap(({ appRoles }) => appRoles.map((role) => [role.id, role.displayName])),
  );
  const appOf = (servicePrincipalId: string): string =>
    state.servicePrincipals.get(servicePrincipalId)?.displayName ?? servicePrincipalId;
  return {
    applications: [...state.applications.values()]
      .map(({ displayName, appRoles }) => ({ displayName, appRoles: appRoles.map(({ id: _id, ...role }) => role) }))
      .sort(byText),
    servicePrincipals: [...state.servicePrincipals.values()]
      .map(({ displayName, preferredSingleSignOnMode, owners, properties = {} }) => ({
        displayName,
        preferredSingleSignOnMode,
        owners,
        properties,
      }))
      .sort(byText),
    jobs: [...state.jobs.values()].map((job) => {
      const { schedule, synchronizationJobSettings } = provisioning.jobResource(job);
      const { version: _version, ...schema } = job.schema;
      return {
        of: appOf(job.servicePrincipalId),
        templateId: job.templateId,
        schedule,
        synchronizationJobSettings,
        schema: { ...schema, id: null },
      };
    }),
    settings: [...state.secrets]
      .flatMap(([id, settings]) => [...settings].map(([key, value]) => [appOf(id), key, withoutTokens(value, tokens)]))
      .sort(byText),
    assignments: [...state.assignments.values()]
      .map(({ servicePrincipalId, principalId, appRoleId }) => [
        appOf(servicePrincipalId),
        principalId,
        roleNames.get(appRoleId) ?? appRoleId,
      ])
      .sort(byText),
  };
}

const byText = (one: unknown, other: unknown): number => JSON.stringify(one).localeCompare(JSON.stringify(other));

const withoutTokens = (value: string, tokens: readonly string[]): string =>
  tokens.includes(value) ? '(the token)' : value;

/** Takes where a world keeps its files; gives its journal, its faults, and what it says we made and did not see the end of. */
export async function journalState(served: ServedTenant, dataFolder: string) {
  const { authority, graph } = served.endpoints;
  const { tenantId } = served.tenant.state;
  const key = { authority: new URL(authority).origin, graph, tenantId };
  const content = await createJournalStore({ folder: join(dataFolder, 'journal') }).read(key);
  const sealed = createSealedStore({ folder: join(dataFolder, 'sealed'), vault: null });
  const chain = await readChain(content.lines);
  const { entries, fault } = chain;
  const { created, openIntents } = journalFacts(entries);
  const tail = missingTail(chain, content.tornTail !== null, await anchorKeeperOf(sealed, key).read());
  const { snapshots, setAside } = await listKept({ sealed }, key);
  const before = new Set(snapshots.filter(({ head }) => head.moment === 'before').map(({ head }) => head.run));
  const runs = new Set(entries.filter((entry) => entry.kind === 'intent').map(({ run }) => run));
  await Promise.all(snapshots.map((kept) => readContent({ sealed }, key, kept)));
  return {
    entries: entries as readonly JournalEntry[],
    fault,
    tornTail: content.tornTail,
    openSteps: openIntents.map((intent) => intent.step),
    created: created.map((object) => object.type).sort(),
    createdIds: created.map(createdId),
    missing: tail === null ? null : missingTailWords(tail),
    records: { setAside, runsWithoutSnapshot: [...runs].filter((run) => !before.has(run)).length },
  };
}

import { useUnassignRun } from '#renderer/lib/change-run';
import { type ApplicationTab, places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useSettled } from '#renderer/lib/use-settled';
import { useTask } from '#renderer/lib/use-task';
import type { ScopingFilter } from '#shared/model/attribute-mapping';
import type { ScopedObject, ScopeView } from '#shared/model/scope';

/** Takes an application's object id; gives who is in scope, and by which rules. */
export const useScope = (id: string) => useRead('scope.show', { application: id });

/** Takes an application's object id and the part that is edited; gives the computation of what a change comes to, which goes on when the page is left. */
export const useImpact = (id: string, tab: ApplicationTab) =>
  useTask('scope.impact', {
    slot: `impact:${tab}:${id}`,
    label: text('impact.label'),
    href: places.application(id, tab),
  });

/** Takes an application's object id; gives reading a CSV of assignments. */
export const useReadAssignments = (id: string) =>
  useTask('scope.readAssignments', {
    slot: `assignments:${id}`,
    label: text('scope.csvLabel'),
    href: places.application(id, 'scope'),
  });

/** Takes an application's object id; gives removing assignments, from plan to report. */
export const useUnassign = (id: string) =>
  useUnassignRun({ slot: `unassign:${id}`, label: text('change.title'), href: places.application(id, 'scope') });

/** Takes a filter that is being edited; gives what the rules say about it, once nobody has typed for a moment. */
export const useFilterCheck = (
  filter: ScopingFilter,
  { attributes }: Pick<ScopedObject, 'attributes'>,
  { operators }: Pick<ScopeView, 'operators'>,
) => {
  const settled = useSettled(filter);
  const asked = new Set(settled.groups.flatMap(({ clauses }) => clauses.map((clause) => clause.sourceOperandName)));
  // The rules look at the attributes of the clauses only; a schema that lists none says nothing.
  const known = attributes.length === 0 ? null : attributes.filter(({ name }) => asked.has(name));
  return useRead(
    'scope.checkFilter',
    { filter: settled, attributes: known, operators: [...operators] },
    { enabled: settled.groups.length > 0, keepPrevious: true, freshForMs: Number.POSITIVE_INFINITY },
  );
};

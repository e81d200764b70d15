import type { SynchronizationSchema } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import type { FilterAttribute } from '#shared/model/scope';
import { type ObjectMappingEdit, objectMappingName } from './edit-schema.ts';
import { filterFindings } from './filter-rules.ts';

/** Takes a schema, a directory's name and an object of it; gives the attributes a filter can look at, or null when the schema does not say. Pure. */
export function filterAttributes(
  schema: Pick<SynchronizationSchema, 'directories'>,
  place: { readonly directory: string | null | undefined; readonly object: string },
): readonly FilterAttribute[] | null {
  const directory = schema.directories?.find(({ name }) => name === place.directory);
  const attributes = directory?.objects?.find(({ name }) => name === place.object)?.attributes ?? [];
  if (attributes.length === 0) return null;
  return attributes.map(({ name, type, multivalued }) => ({
    name,
    type: type ?? null,
    multivalued: multivalued === true,
  }));
}

/**
 * Takes the schema and the edit of one object mapping; raises `bad_request` (brokenFilter) for a scoping filter
 * that the service would refuse or that cannot do what it says. A filter that does not change is never refused. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 */
export function checkScopeEdit(schema: SynchronizationSchema, edit: ObjectMappingEdit): void {
  const { before, after, rule } = edit;
  const name = objectMappingName({ source: before.sourceObjectName, target: before.targetObjectName });
  const filter = after.scope;
  if (!edit.scopeChanged || filter === null || filter === undefined) return;
  const attributes = filterAttributes(schema, { directory: rule.sourceDirectoryName, object: before.sourceObjectName });
  const found = filterFindings(filter, { attributes, operators: null }).find(({ severity }) => severity === 'refused');
  if (found === undefined) return;
  const title = filter.groups[found.group]?.name;
  const where = title === null || title === undefined || title === '' ? `group ${found.group + 1}` : `"${title}"`;
  throw new CoreError('bad_request', `The scoping filter ${where} of ${name} cannot be used: ${found.message}`, {
    reason: 'brokenFilter',
    nextStep: 'Correct that clause or remove it.',
  });
}

import type { ObjectFlowAction } from '#shared/model/configuration';

/** Source: learn.microsoft.com/graph/api/resources/synchronization-objectmapping (flowTypes is a comma-separated set of flags) */
const flags: Readonly<Record<ObjectFlowAction, string>> = { create: 'Add', update: 'Update', delete: 'Delete' };
const order: readonly ObjectFlowAction[] = ['create', 'update', 'delete'];

const flagNames = (flowTypes: string | null | undefined): readonly string[] =>
  (flowTypes ?? '')
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '' && flag.toLowerCase() !== 'none');

/** Takes `flowTypes` as the service writes it; gives the actions, or null when it has a flag that is not known here. Pure. */
export function flowActions(flowTypes: string | null | undefined): readonly ObjectFlowAction[] | null {
  const names = flagNames(flowTypes).map((name) => name.toLowerCase());
  const actions = order.filter((action) => names.includes(flags[action].toLowerCase()));
  return actions.length === names.length ? actions : null;
}

/** Takes actions; gives `flowTypes` as the service writes it; flags of the old value that are not known here are kept. Pure. */
export function flowTypesOf(actions: readonly ObjectFlowAction[], old: string | null | undefined): string {
  const own = new Set(Object.values(flags).map((flag) => flag.toLowerCase()));
  const kept = flagNames(old).filter((name) => !own.has(name.toLowerCase()));
  const all = [...order.filter((action) => actions.includes(action)).map((action) => flags[action]), ...kept];
  return all.length === 0 ? 'None' : all.join(', ');
}

/** Takes `flowTypes` and wanted actions; says whether they are the same set; flags that are not known here do not count. Pure. */
export function sameFlowActions(flowTypes: string | null | undefined, wanted: readonly ObjectFlowAction[]): boolean {
  const names = flagNames(flowTypes).map((name) => name.toLowerCase());
  return order.every((action) => names.includes(flags[action].toLowerCase()) === wanted.includes(action));
}

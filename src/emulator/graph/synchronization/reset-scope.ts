import { GraphFault } from '#emulator/graph/graph-fault';

const flags = ['None', 'ConnectorDataStore', 'Escrows', 'Watermark', 'QuarantineState', 'Full', 'ForceDeletes'];

/** What the portal's "Restart provisioning" resets, and what an empty scope means. */
const portalRestart = ['QuarantineState', 'Watermark', 'Escrows'];

/**
 * Reads `resetScope`: flags by name, separated by commas. `ForceDeletes` must be sent alone. Raises a GraphFault 400.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria
 */
export function readResetScope(value: unknown): ReadonlySet<string> {
  if (value === undefined || value === null || value === '') return new Set(portalRestart);
  if (typeof value !== 'string') throw invalidScope(`'${JSON.stringify(value)}' is not a text.`);
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !flags.includes(name));
  if (unknown !== undefined) throw invalidScope(`Requested value '${unknown}' was not found.`);
  if (names.includes('ForceDeletes') && names.length > 1) throw invalidScope('ForceDeletes must be the only scope.');
  return new Set(names);
}

function invalidScope(message: string): GraphFault {
  return new GraphFault(400, 'BadRequest', { message: `Invalid value for resetScope: ${message}` });
}

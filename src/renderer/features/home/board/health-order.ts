import type { FleetRow } from '#shared/model/fleet';
import type { JobHealth } from '#shared/model/job';

const order: readonly JobHealth[] = [
  'quarantine',
  'errors',
  'unknown',
  'initialCycle',
  'off',
  'notConfigured',
  'healthy',
];

/** Days that a quarantine lasts at most, so that one with fewer days left comes first. */
const quarantineDays = 28;

/** Takes a line; gives a number by which the worst comes first, a quarantine by the days that it has left. Pure. */
export function byHealth({ health, quarantine }: Pick<FleetRow, 'health' | 'quarantine'>): number {
  const left = quarantine?.daysLeft ?? quarantineDays;
  return order.indexOf(health) + (health === 'quarantine' ? Math.min(left, quarantineDays) / (quarantineDays + 1) : 0);
}

import { useFleet } from '#renderer/lib/fleet';
import { places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { Input } from '#shared/contract/index';
import { type VendorId, VendorId as VendorIdSchema } from '#shared/model/ids';

/** What a preflight is about, as the contract takes it. */
export type About = Pick<Input<'preflight.prepare'>, 'application' | 'vendor'>;

/** Takes what was chosen; gives it as the contract takes it, or null for nothing. Pure. */
export function aboutOf(chosen: string): About | null {
  const [kind, ...rest] = chosen.split(':');
  const id = rest.join(':');
  if (kind === 'app' && id !== '') return { application: id };
  const vendor = VendorIdSchema.safeParse(id);
  return kind === 'vendor' && vendor.success ? { vendor: vendor.data } : null;
}

/** Gives the applications that there are to choose from. */
export const useApplications = () => useFleet().data?.applications ?? [];

/** Gives the vendors that there are profiles of. */
export const useVendors = () => useRead('vendors.list', {}).data?.vendors ?? [];

const nobody = '-' as VendorId;

/** Takes what was chosen; reads what would be asked. */
export const useSubject = (about: About | null) =>
  useRead('preflight.prepare', about ?? { vendor: nobody }, { enabled: about !== null });

/** Takes what it is about; gives the run, which goes on when the page is left. */
export const usePreflight = (name: string) =>
  useTask('preflight.run', {
    slot: 'preflight',
    label: text('preflight.label', { name }),
    href: places.preflight(),
    stale: ['journal.list'],
  });

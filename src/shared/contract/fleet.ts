import { z } from 'zod';
import { FleetReport, FleetView } from '#shared/model/fleet';
import { ServicePrincipalId } from '#shared/model/ids';
import { query, task } from './define.ts';

/** Applications whose owners are asked for at once: what a page shows. */
export const mostOwnersAsked = 60;

/** Procedures about all applications of the tenant. */
export const fleetContract = {
  'fleet.show': query({
    summary:
      'All applications of the tenant that provision people as far as they are known, what needs attention first',
    input: z.strictObject({
      /** Where nothing is known yet the tenant is looked through: until there is a line to show, or to the end. */
      wait: z.enum(['firstRows', 'all']).default('all'),
    }),
    output: FleetView,
  }),
  'fleet.discover': task({
    summary: 'Look at every application of the tenant for one that provisions people',
    input: z.strictObject({}),
    output: FleetReport,
  }),
  'fleet.refresh': task({
    summary: 'Read the applications that provision people again, and look for new ones',
    input: z.strictObject({
      /** Nothing is asked where the fleet was read less than so many seconds ago. */
      olderThanSeconds: z.int().min(0).max(3_600).default(0),
    }),
    output: FleetReport,
  }),
  'fleet.owners': query({
    summary: 'Who owns some applications',
    input: z.strictObject({ applications: z.array(ServicePrincipalId).min(1).max(mostOwnersAsked) }),
    output: z.strictObject({
      applications: z.array(
        z.strictObject({
          servicePrincipalId: ServicePrincipalId,
          /** Names; null for one that this role may not read. The list is null where it could not be read. */
          owners: z.array(z.string().nullable()).nullable(),
        }),
      ),
    }),
  }),
} as const;

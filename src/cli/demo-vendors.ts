import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { CliSession } from './session.ts';

/** Vendors of the demo story, in the order in which it sets them up; each has an example of that name. */
export const demoVendorIds = ['schoolstream-asa', 'cloud-academy-sso', 'airstack', 'askspoke', 'atea'] as const;

/** One vendor of the demo story. */
export interface DemoVendor {
  readonly vendorId: string;
  /** Text of its example, as it is shipped. */
  readonly text: string;
  readonly configuration: ProvisioningConfiguration;
  /** Display name in the tenant. */
  readonly application: string;
  /** Who is tried first. */
  readonly firstPerson: string;
  /** Labels of the secrets that its console gives; none where a person authorizes instead. */
  readonly secretLabels: readonly string[];
}

/** Takes the session, the package's folder and a vendor; gives its example, read as any configuration is. Raises what reading and parsing raise. */
export async function readDemoVendor(session: CliSession, packageRoot: string, vendorId: string): Promise<DemoVendor> {
  const text = await readFile(join(packageRoot, 'assets', 'examples', `${vendorId}.yaml`), 'utf8');
  const configuration = await session.call('configuration.parse', { text });
  const { vendors } = await session.call('vendors.list', {});
  const application = vendors.find((vendor) => vendor.id === vendorId)?.displayName;
  const firstPerson = configuration.assignments.find((assignment) => assignment.user !== undefined)?.user;
  if (application === undefined || firstPerson === undefined) {
    throw new Error(`The example of "${vendorId}" names no known vendor or no person.`);
  }
  const secretLabels = Object.values(configuration.connection.secrets).map((secret) => secret.label);
  return { vendorId, text, configuration, application, firstPerson, secretLabels };
}

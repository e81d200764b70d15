import { readFile } from 'node:fs/promises';
import type { Clock } from '#core/ports';
import { builtInClouds, cloudByName, demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { cloudKey, type Settings } from '#platform/settings';
import type { Cloud } from '#shared/model/session';
import type { DemoTenant } from './demo.ts';
import { failure } from './failure.ts';
import type { GlobalFlags } from './flags.ts';

/** The cloud that a command works on. */
export interface Target {
  readonly cloud: Cloud;
  readonly loopback: Readonly<Record<string, string>>;
  /** Public https origin of a vendor → origin on this machine. */
  readonly targets: Readonly<Record<string, string>>;
  /** The tenant of `--demo`, which lives in this process; null everywhere else. */
  readonly demo: DemoTenant | null;
  /** The tenant's own clock, where this process can have it. */
  readonly clock: Clock | null;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Takes the flags, the settings and what is told when a demo page cannot be visited; gives the cloud to work on, a demo
 * tenant started for it when `--demo` was given.
 * Raises `bad_request` (reason cloudUnknown, cloudAmbiguous, endpointsFileUnreadable, endpointsFileInvalid).
 */
export async function chooseTarget(
  flags: GlobalFlags,
  settings: Settings,
  onFault: (message: string) => void,
): Promise<Target> {
  const chosen = [
    flags.demo ? '--demo' : '',
    flags.endpoints ? '--endpoints' : '',
    flags.cloud ? '--cloud' : '',
  ].filter(Boolean);
  if (chosen.length > 1) {
    throw failure('bad_request', 'cloudAmbiguous', {
      message: `${chosen.join(' and ')} each name a cloud.`,
      nextStep: 'Give only one of them.',
    });
  }
  if (flags.demo) return demoTarget(onFault);
  if (flags.endpoints !== undefined) return fileTarget(flags.endpoints);
  return {
    cloud: namedCloud(flags.cloud ?? settings.cloud ?? builtInClouds[0].name),
    loopback: {},
    targets: {},
    demo: null,
    clock: null,
  };
}

/**
 * Takes the flags, the settings and the cloud; gives the application (client) id to sign in with, or null when none is
 * known. An id of somebody else is never borrowed. Raises `bad_request` (reason clientIdInvalid).
 */
export function chooseClientId(flags: GlobalFlags, settings: Settings, target: Target): string | null {
  if (flags.clientId !== undefined && !guid.test(flags.clientId)) {
    throw failure('bad_request', 'clientIdInvalid', {
      message: 'The value of --client-id is not an application (client) id.',
      nextStep: 'Copy the id (a GUID) from the overview page of the app registration.',
    });
  }
  const known = flags.clientId ?? settings.clientIds[cloudKey(target.cloud)];
  if (known !== undefined) return known;
  return Object.hasOwn(target.loopback, target.cloud.authority) ? demoClientId : null;
}

async function demoTarget(onFault: (message: string) => void): Promise<Target> {
  const { startDemoTenant } = await import('./demo.ts');
  const demo = await startDemoTenant({ clockMode: 'warp', onFault });
  const { loopback, targets } = demo.endpoints;
  return { cloud: toCloud(demo.endpoints), loopback, targets, demo, clock: demo.clock };
}

async function fileTarget(path: string): Promise<Target> {
  const custom = parseEndpointsFile(await readEndpoints(path));
  const { loopback, targets } = custom;
  return { cloud: toCloud(custom), loopback, targets, demo: null, clock: null };
}

async function readEndpoints(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw failure('bad_request', 'endpointsFileUnreadable', {
      message: `The endpoints file ${path} cannot be read.`,
      nextStep: 'Give the path that "demo serve" printed; it ends with that command.',
    });
  }
}

function namedCloud(name: string): Cloud {
  const cloud = cloudByName(name);
  if (cloud !== null) return cloud;
  throw failure('bad_request', 'cloudUnknown', {
    message: `There is no cloud called "${name}".`,
    nextStep: `Use one of ${builtInClouds.map((known) => known.name.replace(' ', '-')).join(', ')}, or --endpoints FILE.`,
  });
}

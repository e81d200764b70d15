import { z } from 'zod';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { parseJsonText } from './json-text.ts';

/**
 * The clouds that people can choose by name. US Government L4 and L5 share one authority but not one Graph.
 * Source: learn.microsoft.com/graph/deployments, learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
export const builtInClouds = [
  {
    name: 'Global',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    adminCenter: 'https://entra.microsoft.com',
    builtIn: true,
  },
  {
    name: 'USGov L4',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    adminCenter: 'https://entra.microsoft.us',
    builtIn: true,
  },
  {
    name: 'USGov L5',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    adminCenter: 'https://entra.microsoft.us',
    builtIn: true,
  },
  {
    name: 'China',
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    adminCenter: 'https://entra.microsoftonline.cn',
    builtIn: true,
  },
] as const satisfies readonly Cloud[];

/**
 * Hosts that belong to Microsoft's sign-in service or Graph, the aliases that MSAL treats as the same included.
 * A file must never send what is meant for one of them elsewhere, nor borrow its name.
 */
const microsoftHosts = [
  ...builtInClouds
    .flatMap((cloud) => [cloud.authority, cloud.graph, cloud.adminCenter])
    .map((url) => new URL(url).host),
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'login-us.microsoftonline.com',
  'login.usgovcloudapi.net',
  'login.chinacloudapi.cn',
  'login.microsoftonline.de',
  'graph.microsoft.de',
  'graph.windows.net',
];

/** A cloud that a file describes. `loopback` maps a public https origin to the server on this machine that stands in for it. */
export interface CustomCloud {
  readonly name: string;
  readonly authority: string;
  readonly graph: string;
  readonly loopback: Readonly<Record<string, string>>;
  /** Servers on this machine that stand in for vendors' endpoints, by public https origin. */
  readonly targets: Readonly<Record<string, string>>;
}

const loopbackTarget = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):([1-9]\d{0,4})$/;

const HttpsOrigin = z.string().transform((text, context): string => {
  const fault = originFault(text);
  if (fault === null) return new URL(text).origin;
  context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

const LoopbackTarget = z.string().refine(isLoopbackTarget, {
  message: 'only http://127.0.0.1:PORT or http://[::1]:PORT, so that nothing leaves this machine',
});

const OriginMap = z
  .custom<object>((value) => typeof value === 'object' && value !== null && !Object.hasOwn(value, '__proto__'), {
    // zod leaves this key out without a word.
    message: 'an object with https origins as its keys',
  })
  .pipe(z.record(z.string(), LoopbackTarget));

const EndpointsFile = z.strictObject({
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u, 'letters, digits, spaces, ".", "_" and "-", at most 60')
    .refine((name) => cloudByName(name) === null, { message: 'this name belongs to a built-in cloud' }),
  authority: HttpsOrigin,
  graph: HttpsOrigin,
  loopback: OriginMap.optional(),
  targets: OriginMap.optional(),
});

/**
 * Takes a cloud's name in any case, spaces and hyphens left out or not; gives the built-in cloud or null.
 */
export function cloudByName(name: string): Cloud | null {
  return builtInClouds.find((cloud) => plainName(cloud.name) === plainName(name)) ?? null;
}

const plainName = (name: string): string => name.toLowerCase().replace(/[ _.-]/g, '');

/**
 * Takes the text of an endpoints file: JSON `{name, authority, graph, loopback?, targets?}`; gives the custom cloud with canonical
 * origins. Raises `bad_request` (reason endpointsFileInvalid) when it is not JSON, has an unknown key, is not https,
 * names or maps a host of Microsoft's own clouds, or maps to anything but this machine.
 */
export function parseEndpointsFile(text: string): CustomCloud {
  const parsed = EndpointsFile.safeParse(
    parseJsonText(text, { what: 'The endpoints file', reason: 'endpointsFileInvalid' }),
  );
  if (!parsed.success) throw invalidFile(parsed.error);
  const { name, authority, graph, loopback = {}, targets = {} } = parsed.data;
  if (authority === graph) throw refusedFile('graph', 'authority and graph are the same host');
  return {
    name,
    authority,
    graph,
    loopback: canonicalMap('loopback', loopback),
    targets: canonicalMap('targets', targets),
  };
}

/**
 * Takes a custom cloud; gives it as core knows clouds. Its admin center is the one other host that it maps; where there is
 * none, or more than one, it stands beside the sign-in pages.
 */
export function toCloud(custom: CustomCloud): Cloud {
  const { name, authority, graph, loopback } = custom;
  const others = Object.keys(loopback).filter((origin) => origin !== authority && origin !== graph);
  const [only] = others;
  const adminCenter = only !== undefined && others.length === 1 ? only : authority;
  return { name, authority, graph, adminCenter, builtIn: false };
}

/** Takes a host name in any spelling that a URL may hold; says whether it is one of Microsoft's own, or below one. */
export function isMicrosoftHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  return microsoftHosts.some((known) => host === known || host.endsWith(`.${known}`));
}

/** What is wrong with an origin of an endpoints file; null when nothing is. */
function originFault(text: string): string | null {
  if (!URL.canParse(text)) return 'not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'only https is allowed here';
  if (url.username !== '' || url.password !== '') return 'a user name or password has no place here';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    return 'only scheme and host, no path';
  if (url.hostname.endsWith('.')) return 'write the host without the dot at its end';
  if (isMicrosoftHost(url.hostname)) return `${url.hostname} belongs to a built-in cloud; choose that one with --cloud`;
  return null;
}

function isLoopbackTarget(text: string): boolean {
  const port = loopbackTarget.exec(text)?.[1];
  return port !== undefined && Number(port) <= 65_535;
}

function canonicalMap(member: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(given).map(([origin, target]): [string, string] => {
    const fault = originFault(origin);
    if (fault !== null) throw refusedFile(`${member}.${origin}`, fault);
    return [new URL(origin).origin, target];
  });
  const map = Object.fromEntries(entries);
  if (Object.keys(map).length !== entries.length) throw refusedFile(member, 'one host is mapped twice');
  return map;
}

function invalidFile(error: z.ZodError): CoreError {
  const [issue] = error.issues;
  return refusedFile((issue?.path ?? []).map(String).join('.'), issue?.message ?? 'not an endpoints file');
}

function refusedFile(path: string, message: string): CoreError {
  const where = path === '' ? '' : `${path}: `;
  return new CoreError('bad_request', `The endpoints file cannot be used: ${where}${message}.`, {
    reason: 'endpointsFileInvalid',
    nextStep: 'Use the file that "demo serve" names, or write {"name", "authority", "graph"} with https origins.',
    ...(path === '' ? {} : { location: { path } }),
  });
}

/** Application (client) id that demo tenants know. No real tenant does. */
export const demoClientId = '7d0c1f52-3c5a-4a66-9a3e-de3000000001';

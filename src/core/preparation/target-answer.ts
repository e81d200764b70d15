import { z } from 'zod';
import { CoreError } from '#core/rpc/errors';
import type { ConnectionCheck, ConnectionLayer } from '#shared/model/preparation';

const check = (
  layer: ConnectionLayer,
  state: ConnectionCheck['state'],
  rest: { readonly detail: string; readonly nextStep?: string | undefined; readonly requestId?: string | undefined },
): ConnectionCheck => ({
  layer,
  state,
  detail: rest.detail,
  nextStep: rest.nextStep ?? null,
  requestId: rest.requestId ?? null,
});

/** A layer that was passed. */
export const passed = (layer: ConnectionLayer, detail: string, requestId?: string): ConnectionCheck =>
  check(layer, 'passed', { detail, requestId });

/** A layer that failed, and what to do. */
export const failed = (layer: ConnectionLayer, detail: string, nextStep?: string): ConnectionCheck =>
  check(layer, 'failed', { detail, nextStep });

/** A layer that a person should look at although it stops nothing. */
export const warned = (layer: ConnectionLayer, detail: string, nextStep?: string): ConnectionCheck =>
  check(layer, 'warning', { detail, nextStep });

/** A layer that was not tried, and why. */
export const notTried = (layer: ConnectionLayer, detail: string): ConnectionCheck =>
  check(layer, 'notTried', { detail });

const layers = ['name', 'connection', 'tls'] as const;
type NetworkLayer = (typeof layers)[number];

const layerOfReason: Readonly<Record<string, NetworkLayer>> = {
  dnsFailure: 'name',
  tlsUntrusted: 'tls',
  tlsFailure: 'tls',
};

const words: Readonly<Record<NetworkLayer, string>> = {
  name: 'The name of the host was found.',
  connection: 'The host takes connections.',
  tls: 'Its certificate is trusted here.',
};

/** Gives the three layers of a network on which an answer came. */
export const reached = (): ConnectionCheck[] => layers.map((layer) => passed(layer, words[layer]));

/**
 * Takes what the way to the target raised; gives the layers up to the one that failed, and those behind it as not tried.
 * Raises the cause itself when it says nothing about the network. Pure.
 */
export function networkChecks(cause: unknown): ConnectionCheck[] {
  if (!(cause instanceof CoreError) || (cause.code !== 'offline' && cause.code !== 'timeout')) throw cause;
  const { reason = '', nextStep } = cause.details;
  const broken = (Object.hasOwn(layerOfReason, reason) ? layerOfReason[reason] : undefined) ?? 'connection';
  const at = layers.indexOf(broken);
  return layers.map((layer, index) => {
    if (index < at) return passed(layer, words[layer]);
    if (index === at) return failed(layer, cause.message, nextStep);
    return notTried(layer, 'Not reached.');
  });
}

const ListResponse = z.looseObject({ totalResults: z.number().nullish(), Resources: z.array(z.unknown()).nullish() });

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const byStatus: readonly {
  readonly matches: (status: number) => boolean;
  readonly judge: (status: number) => ConnectionCheck;
}[] = [
  {
    matches: (status) => status === 401 || status === 403,
    judge: (status) =>
      failed(
        'answer',
        `The application refused the token (HTTP ${status}).`,
        'Make a new token on the vendor side, check that it belongs to this tenant URL, and enter it again.',
      ),
  },
  {
    matches: (status) => status === 404 || status === 410,
    judge: (status) =>
      failed(
        'answer',
        `There is nothing at that address (HTTP ${status}).`,
        'Check the path of the tenant URL: a SCIM endpoint answers an empty list when nobody matches.',
      ),
  },
  {
    matches: (status) => status >= 300 && status < 400,
    judge: (status) =>
      failed(
        'answer',
        `The address leads on to another one (HTTP ${status}); the provisioning service does not follow.`,
        'Use the SCIM address of the vendor and not its web site.',
      ),
  },
  {
    matches: (status) => status === 429,
    judge: (status) =>
      warned('answer', `The application asks to slow down (HTTP ${status}).`, 'Try again in a minute.'),
  },
  {
    matches: (status) => status >= 500,
    judge: (status) =>
      failed(
        'answer',
        `The application met a fault of its own (HTTP ${status}).`,
        'Try again later, or ask the vendor.',
      ),
  },
  {
    matches: (status) => status >= 400,
    judge: (status) =>
      failed(
        'answer',
        `The application did not understand the question (HTTP ${status}).`,
        'Check the tenant URL with the vendor.',
      ),
  },
];

function listOf({ body }: Answer): z.infer<typeof ListResponse> | null {
  try {
    return ListResponse.safeParse(JSON.parse(body)).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/**
 * Takes what a target answered to a search for somebody who does not exist; gives what that says. Nothing of the body is in it:
 * a target may repeat what it was sent. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups (the service's own test)
 */
export function answerCheck(answer: Answer): ConnectionCheck {
  const rule = byStatus.find(({ matches }) => matches(answer.status));
  if (rule !== undefined) return rule.judge(answer.status);
  const list = listOf(answer);
  if (list === null) {
    return failed(
      'answer',
      `Something that is not SCIM answered (HTTP ${answer.status}, ${answer.contentType === '' ? 'no type' : answer.contentType}).`,
      'Check that the tenant URL is the SCIM address of the vendor and not its web site.',
    );
  }
  const found = list.totalResults ?? list.Resources?.length ?? 0;
  if (found > 0) {
    return failed(
      'answer',
      'The application found somebody who does not exist: it ignores the filter.',
      'Tell the vendor that its SCIM endpoint must honour filters on the matching attribute.',
    );
  }
  return passed('answer', `The application answered as it should (HTTP ${answer.status}).`);
}

import type { ErrorCode } from '#shared/contract/result';

/** Exit code of a command that did what it was asked. */
export const done = 0;

/**
 * Error code → exit code, so that a script can tell what kind of thing went wrong without reading a sentence.
 * 1 refused by Graph or the target, 2 bad input, 3 sign-in, role or consent needed, 4 not now (throttled, offline, disk
 * full), 5 the plan is stale, 6 evidence cannot be trusted, 70 a fault of the program, 130 cancelled.
 */
export const exitCodes = {
  bad_request: 2,
  unauthenticated: 3,
  consent_required: 3,
  role_missing: 3,
  license_required: 1,
  forbidden: 3,
  not_found: 1,
  conflict: 1,
  plan_stale: 5,
  secret_required: 2,
  target_unreachable: 1,
  target_refused: 1,
  throttled: 4,
  timeout: 4,
  offline: 4,
  unsupported_in_cloud: 1,
  graph_error: 1,
  storage_full: 4,
  storage_corrupt: 6,
  cancelled: 130,
  internal: 70,
} as const satisfies Record<ErrorCode, number>;

/** An apply that stopped because a person has to authorize the application in the admin center. */
export const personNeeded = 3;

/** Evidence that is not intact, whose author is not proven, or that is only partial. */
export const notProven = 6;

/** The tenant differs from its baseline in a way that nobody accepted. */
export const driftFound = 10;

/** A SCIM endpoint with which the provisioning service will have trouble, or of which too little was seen. */
export const endpointNotReady = 1;

/** A person or group that was provisioned on demand and is not in the application as it should be. */
export const notProvisioned = 1;

/** An application that is still in quarantine, is there again, or of which nothing proves that it is not. */
export const notGone = 1;

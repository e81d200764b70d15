import { randomInt } from 'node:crypto';
import { parseClaims } from './claims-request.ts';
import type { EntraContext } from './entra-context.ts';
import { type DeviceGrant, dropExpired, newSecretText } from './grant-store.ts';
import { type Incoming, json, requiredClient, tenantOfPath } from './incoming.ts';
import { devicePage } from './pages.ts';
import { parseScopes } from './scope-request.ts';
import { askForAccount, beginFlow } from './sign-in-flow.ts';

const deviceCodeLifetimeSeconds = 900;
// Letters and digits that nobody mistakes for one another.
const userCodeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ23456789';

/**
 * Answers POST `/{tenant}/oauth2/v2.0/devicecode`: device_code, user_code, verification_uri, expires_in, interval.
 * `interval` is always there: without it MSAL polls without a pause.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export function handleDeviceCode(context: EntraContext, incoming: Incoming): Response {
  const { form } = incoming;
  const now = context.options.clock.now();
  dropExpired(context.grants.devices, now);
  const deviceCode = newSecretText();
  const userCode = Array.from({ length: 9 }, () => userCodeAlphabet[randomInt(userCodeAlphabet.length)]).join('');
  context.grants.devices.set(deviceCode, {
    userCode,
    tenant: tenantOfPath(context, incoming.segment),
    client: requiredClient(context, form),
    scopes: parseScopes(context, form.get('scope')),
    claims: parseClaims(form.get('claims')),
    expiresAt: now + deviceCodeLifetimeSeconds * 1000,
    outcome: 'pending',
  });
  const verificationUri = `${context.options.origin}/device`;
  return json(200, {
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    expires_in: deviceCodeLifetimeSeconds,
    interval: context.options.deviceCodeIntervalSeconds ?? 5,
    message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
  });
}

/** Answers `/device`: GET shows the form, POST takes the code and goes on to the account page. */
export function handleDevicePage(context: EntraContext, incoming: Incoming): Response {
  if (incoming.method === 'GET') return devicePage(incoming.query.get('user_code') ?? '', null);
  const typed = (incoming.form.get('user_code') ?? '').replace(/[\s-]/g, '').toUpperCase();
  const found = pendingDevice(context, typed);
  if (found === null)
    return devicePage(typed, { code: 'AADSTS70018', text: 'That code did not work. Check it and try again.' });
  const [deviceCode, device] = found;
  const flow = beginFlow(context, {
    tenant: device.tenant,
    client: device.client,
    scopes: device.scopes,
    claims: device.claims,
    prompt: 'select_account',
    purpose: { kind: 'device', deviceCode },
  });
  return askForAccount(context, flow, { incoming, loginHint: '' });
}

function pendingDevice(context: EntraContext, userCode: string): readonly [string, DeviceGrant] | null {
  const now = context.options.clock.now();
  for (const [deviceCode, device] of context.grants.devices) {
    if (device.userCode === userCode && device.outcome === 'pending' && now < device.expiresAt)
      return [deviceCode, device];
  }
  return null;
}

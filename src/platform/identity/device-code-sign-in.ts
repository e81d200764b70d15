import type { AuthenticationResult, DeviceCodeRequest } from '@azure/msal-node';
import { redeeming, type SigningIn } from './interactive-sign-in.ts';
import { authorityOf, graphScopes } from './msal-engine.ts';
import { firstOf } from './mutex.ts';

/**
 * Signs in with a code that the person types in a browser anywhere; shows it through `onPrompt`. MSAL notices
 * cancelling only at its next poll, so the caller does not wait for that.
 * Raises what {@link toSignInError} gives. Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export function signInWithDeviceCode(signingIn: SigningIn, limitMs: number): Promise<AuthenticationResult> {
  const { engine, request, pending, claims } = signingIn;
  const { cloud } = engine.options;
  const asked: DeviceCodeRequest = {
    authority: authorityOf(cloud, request.tenant ?? null),
    scopes: graphScopes(cloud, request.scopes),
    ...(claims === null ? {} : { claims }),
    deviceCodeCallback: ({ verificationUri, userCode, expiresIn }) =>
      request.onPrompt({
        kind: 'deviceCode',
        url: engine.forBrowser(verificationUri),
        userCode,
        expiresInMs: Math.min(expiresIn * 1000, limitMs),
      }),
  };
  pending.signal.addEventListener(
    'abort',
    () => {
      asked.cancel = true;
    },
    { once: true },
  );
  return redeeming(signingIn, () => firstOf(engine.client().acquireTokenByDeviceCode(asked), pending.signal));
}

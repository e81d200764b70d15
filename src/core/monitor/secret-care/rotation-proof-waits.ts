import { CoreError } from '#core/rpc/errors';

/**
 * Milliseconds to wait after each refusal of a secret that was saved a moment ago, about five minutes together: people report that the
 * service answers 400 for minutes after a rotation, and nobody publishes how many.
 */
export const rotationProofWaits = [2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000, 60_000] as const;

/**
 * Takes what proving a saved secret raised; gives it with what it means here: the secret is saved, and it is not the time to make
 * another. What is no refusal of the target comes back as it is. Pure.
 */
export function asNotTaken(cause: unknown): unknown {
  if (!(cause instanceof CoreError) || cause.code !== 'target_refused') return cause;
  return new CoreError(
    'target_refused',
    `The new secret is saved, but the provisioning service refuses it still, after about five minutes. ${cause.message}`,
    {
      ...cause.details,
      reason: 'savedSecretNotTaken',
      nextStep:
        'Do not revoke the old one. Prove it again in some minutes; if it stays, enter the old secret again while it works, or make another.',
    },
  );
}

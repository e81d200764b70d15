import type { Keeping } from '#shared/model/snapshot';

/** Takes how records are kept; gives that in one word and a sentence. Pure. */
export const keepingOf = ({
  kind,
  reason,
}: {
  readonly kind: Keeping['kind'];
  readonly reason: string | null;
}): Keeping => ({
  kind,
  words:
    kind === 'vault'
      ? 'Encrypted (AES-256-GCM) with a key of the system’s vault.'
      : `Not encrypted, in files that only your account of this machine can read. ${reason ?? ''}`.trim(),
});

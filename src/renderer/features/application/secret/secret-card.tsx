import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { isoDuration } from '#renderer/lib/iso-duration';
import { useNow } from '#renderer/lib/now';
import { ageWords, savedWords } from '#renderer/lib/secret-words';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { type KeyValue, KeyValues } from '#renderer/ui/key-values.tsx';
import { SecretLevelBadge } from '#renderer/ui/secret-level.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { SecretEntry } from '#shared/model/secret-care';
import { ExpiryForm } from './expiry-form.tsx';
import { useStartRotation } from './secret-queries.ts';

interface SecretCardProps {
  readonly id: string;
  readonly secret: SecretEntry;
  /** False where there is nothing to replace here: no secret is saved, or a rotation is open. */
  readonly canRotate: boolean;
}

const factsOf = (secret: SecretEntry, now: number): readonly KeyValue[] => [
  {
    name: text('secrets.ends'),
    value: [
      ...(secret.expiresAt === null
        ? []
        : [`${formats.date(secret.expiresAt)} (${formats.relative(secret.expiresAt, now)}).`]),
      secret.expiryWords,
    ].join(' '),
  },
  ...(secret.authorized ? [] : timesOf(secret)),
];

const timesOf = (secret: SecretEntry): readonly KeyValue[] => [
  { name: text('secrets.age'), value: ageWords(secret) },
  { name: text('secrets.saved'), value: savedWords(secret) },
  {
    name: text('secret.overlap'),
    value:
      secret.overlap === null
        ? text('secret.overlapUnknown')
        : [
            text('secret.overlapIs', { time: isoDuration(secret.overlap) }),
            ...(secret.profileSource === null ? [] : [text('rotation.source', { source: secret.profileSource })]),
          ].join('. '),
  },
];

/** Takes what is known of a secret; gives when it ends and how old it is, with the ways to say a date and to replace it. */
export function SecretCard({ id, secret, canRotate }: SecretCardProps): ReactElement {
  const now = useNow();
  const start = useStartRotation();
  const [entering, setEntering] = useState(false);
  return (
    <Section
      title={text('secret.title')}
      description={text('secret.description')}
      actions={
        <>
          {secret.authorized ? null : (
            <Button aria-expanded={entering} onClick={() => setEntering(!entering)}>
              {text('secrets.setDate')}
            </Button>
          )}
          {canRotate ? (
            <Button appearance="primary" disabled={start.isPending} onClick={() => start.mutate({ application: id })}>
              {text('secret.begin')}
            </Button>
          ) : null}
        </>
      }
    >
      {secret.authorized ? null : (
        <div>
          <SecretLevelBadge level={secret.level} />
        </div>
      )}
      {start.error === null ? null : <ErrorPanel error={start.error.wire} />}
      <KeyValues items={factsOf(secret, now)} />
      {entering ? <ExpiryForm id={id} secret={secret} onClose={() => setEntering(false)} /> : null}
    </Section>
  );
}

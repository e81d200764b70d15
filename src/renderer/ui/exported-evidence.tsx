import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { Output } from '#shared/contract/index';
import { KeyValues } from './key-values.tsx';

/** Takes what an export gave; gives where it is, how whole it is, and the fingerprint to tell. */
export function ExportedEvidence({ exported }: { readonly exported: Output<'evidence.export'> }): ReactElement {
  const { claims, place, fingerprint, keptIn } = exported;
  const isWhole = claims.status === 'COMPLETE';
  return (
    <>
      <MessageBar intent={isWhole ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{text(isWhole ? 'evidence.exportedTitle' : 'evidence.partialTitle')}</MessageBarTitle>
          {text(keptIn === 'vault' ? 'evidence.fingerprintHelp' : 'evidence.keyOfProcess')}
        </MessageBarBody>
      </MessageBar>
      {claims.reasons.length === 0 ? null : (
        <ul>
          {claims.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <KeyValues
        items={[
          { name: text('evidence.status'), value: claims.status },
          { name: text('evidence.path'), value: place.path, copy: place.path, mono: true },
          { name: text('evidence.fingerprint'), value: fingerprint, copy: fingerprint, mono: true },
          { name: text('evidence.applications'), value: formats.number(claims.applications.length) },
          { name: text('evidence.files'), value: formats.number(claims.files) },
        ]}
      />
    </>
  );
}

import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { useConsentRequest } from './queries.ts';

/** Gives a text to send to somebody who can consent, when a person asks for it. */
export function AdminConsent(): ReactElement {
  const [shown, setShown] = useState(false);
  const request = useConsentRequest(shown);
  return (
    <Section title={text('signIn.adminTitle')} description={text('signIn.adminHelp')}>
      {shown ? (
        <Answer query={request} skeleton={<LinesSkeleton />}>
          {({ text: letter }) => <CodeBlock code={letter} label={text('signIn.adminText')} />}
        </Answer>
      ) : (
        <div>
          <Button onClick={() => setShown(true)}>{text('signIn.adminShow')}</Button>
        </div>
      )}
    </Section>
  );
}

import {
  Button,
  Checkbox,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { VendorGuide } from '#shared/model/vendor-guide';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  summary: { cursor: 'pointer', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
});

interface OwnProfileProps {
  readonly guide: VendorGuide;
}

/** Takes a guide; gives the mark of a profile of one's own, on every page of a set-up, with how it differs; nothing for a built-in one. */
export function OwnProfileMark({ guide }: OwnProfileProps): ReactElement | null {
  const styles = useStyles();
  const { source, overrides, id, documentDate } = guide;
  if (source !== 'administrator') return null;
  const link = <Link href={hrefOf(places.profileOf(id))}>{text('own.look')}</Link>;
  if (overrides === null)
    return (
      <MessageBar intent="info" layout="multiline" data-own-profile="new">
        <MessageBarBody>
          <MessageBarTitle>{text('own.title')}</MessageBarTitle>
          {documentDate === null ? text('own.newUndated') : text('own.new', { date: documentDate })} {link}
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <MessageBar intent="warning" layout="multiline" data-own-profile="override">
      <MessageBarBody>
        <MessageBarTitle>{text('own.title')}</MessageBarTitle>
        {text('own.instead')} {link}
        {overrides.length === 0 ? (
          <div>{text('profiles.differsNot')}</div>
        ) : (
          <details>
            <summary className={styles.summary}>{text('own.differences', { count: overrides.length })}</summary>
            <Differences differences={overrides} />
          </details>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

function Differences({ differences }: { readonly differences: readonly string[] }): ReactElement {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {differences.map((difference) => (
        <li key={difference}>{difference}</li>
      ))}
    </ul>
  );
}

/** Takes a guide whose own profile differs from the built-in one; gives what stands before the first step until a person read it. */
export function OwnProfileGate({ guide }: OwnProfileProps): ReactElement {
  const [read, setRead] = useState(false);
  const differences = guide.overrides ?? [];
  return (
    <Section title={text('own.gateTitle', { vendor: guide.displayName })} description={text('own.gateHelp')}>
      <Differences differences={differences} />
      <Checkbox
        label={text('own.agree')}
        checked={read}
        onChange={(_event, { checked }) => setRead(checked === true)}
      />
      <div>
        <Button
          appearance="primary"
          icon={<ArrowRight20Regular />}
          iconPosition="after"
          disabled={!read}
          onClick={() => answer({ acknowledged: [...differences] })}
        >
          {text('own.goOn')}
        </Button>
      </div>
    </Section>
  );
}

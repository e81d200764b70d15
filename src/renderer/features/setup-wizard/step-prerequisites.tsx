import { Badge, Button, Link, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useRead } from '#renderer/lib/queries';
import { text, textOr } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { useErrorActions } from '#renderer/ui/error-actions';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Output } from '#shared/contract/index';
import type { Prerequisite } from '#shared/model/preparation';
import type { VendorGuide } from '#shared/model/vendor-guide';
import { PrerequisiteMark } from './marks.tsx';
import type { StepProps } from './step-props.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** Gives the first step: what this vendor can do, and what it needs, looked up in the tenant. */
export function StepPrerequisites({ guide }: StepProps): ReactElement {
  const looked = useRead('setup.checkPrerequisites', { vendor: guide.id }, { freshForMs: 60_000 });
  return (
    <>
      <Section
        title={text('wizard.prerequisites.title')}
        description={text('wizard.prerequisites.informs')}
        actions={
          <Button icon={<ArrowClockwise20Regular />} disabled={looked.isFetching} onClick={() => void looked.refetch()}>
            {text('wizard.prerequisites.again')}
          </Button>
        }
      >
        <Answer query={looked} skeleton={<LinesSkeleton lines={6} />}>
          {(found) => <Found found={found} />}
        </Answer>
      </Section>
      <Supports guide={guide} />
      {guide.warnings.map(({ message, nextStep }) => (
        <MessageBar key={message} intent="warning" layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
    </>
  );
}

function Found({ found }: { readonly found: Output<'setup.checkPrerequisites'> }): ReactElement {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {found.prerequisites.map((prerequisite) => (
        <Row key={`${prerequisite.kind} ${prerequisite.text}`} prerequisite={prerequisite} />
      ))}
    </ul>
  );
}

function Row({ prerequisite }: { readonly prerequisite: Prerequisite }): ReactElement {
  const styles = useStyles();
  const helps = useErrorActions();
  const { text: name, state, detail, url, scopes } = prerequisite;
  return (
    <li className={styles.row} data-prerequisite={prerequisite.kind} data-state={state}>
      <PrerequisiteMark state={state} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>{detail}</span>
        {url === null ? null : (
          <Link href={url} target="_blank" rel="noreferrer">
            {text('wizard.prerequisites.readMore')}
          </Link>
        )}
      </span>
      {scopes.length === 0 || helps === null ? null : (
        <Button onClick={() => helps.consent(scopes)}>{text('common.askConsent')}</Button>
      )}
    </li>
  );
}

function Supports({ guide }: { readonly guide: VendorGuide }): ReactElement {
  const styles = useStyles();
  const { supports, connection, deprovisioning, documentDate, limitations } = guide;
  const can = (['createUsers', 'updateUsers', 'removeUsers'] as const).filter((name) => supports[name]);
  return (
    <Section
      title={text('wizard.supports.title')}
      description={text(supports.stated ? 'wizard.supports.stated' : 'wizard.supports.inferred')}
    >
      <KeyValues
        items={[
          {
            name: text('wizard.supports.people'),
            value: (
              <span className={styles.badges}>
                {can.map((name) => (
                  <Badge key={name} appearance="tint" color="success">
                    {text(`wizard.supports.${name}`)}
                  </Badge>
                ))}
              </span>
            ),
          },
          { name: text('wizard.supports.groups'), value: textOr('wizard.groups', supports.groups) },
          {
            name: text('wizard.supports.signIn'),
            value: textOr('wizard.authentication', connection.authenticationType),
          },
          { name: text('wizard.supports.singleSignOn'), value: textOr('wizard.singleSignOn', supports.singleSignOn) },
          { name: text('wizard.supports.leaving'), value: textOr('wizard.deprovisioning', deprovisioning.behaviour) },
          ...(limitations.length === 0
            ? []
            : [{ name: text('wizard.supports.limitations'), value: limitations.join(' ') }]),
          ...(documentDate === null ? [] : [{ name: text('wizard.supports.document'), value: documentDate }]),
        ]}
      />
    </Section>
  );
}

import { Button, Checkbox, Link, makeStyles, tokens } from '@fluentui/react-components';
import { Mail20Regular, Open20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useSession } from '#renderer/lib/session';
import { text, textOr } from '#renderer/lib/text';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { type KeyValue, KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { StepProps } from './step-props.ts';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  extra: { display: 'flex', flexDirection: 'column', paddingLeft: '36px', color: tokens.colorNeutralForeground2 },
  contact: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

type GivenToVendor = VendorGuide['vendorSide']['giveToVendor'][number];

const labelOf = (guide: VendorGuide, key: string): string => {
  const field = guide.connection.fields.find((candidate) => candidate.key === key);
  return field?.vendorLabel ?? field?.label ?? key;
};

/** Gives the step at the vendor's own side: what to do there, what to take along, what to bring back. */
export function StepVendorSide({ guide, answers }: StepProps): ReactElement {
  const styles = useStyles();
  const { steps } = guide.vendorSide;
  const tick = (index: number, done: boolean): void =>
    answer({ done: done ? [...answers.done, index] : answers.done.filter((one) => one !== index) });
  return (
    <>
      <Give guide={guide} />
      <Section
        title={text('wizard.vendorSide.steps', { vendor: guide.displayName })}
        description={text(`wizard.vendorSide.${guide.vendorSide.mode}`)}
        actions={<Ways guide={guide} />}
      >
        <ol className={styles.list}>
          {steps.map((step, index) => (
            // The steps of a profile have no ids and never change their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: the number is what names a step
            <li key={index}>
              <Checkbox
                label={`${index + 1}. ${step.text}`}
                checked={answers.done.includes(index)}
                onChange={(_event, { checked }) => tick(index, checked === true)}
              />
              {step.note === null && step.yields.length === 0 ? null : (
                <span className={styles.extra}>
                  {step.yields.length === 0 ? null : (
                    <span>
                      {text('wizard.vendorSide.yields', {
                        what: step.yields.map((key) => labelOf(guide, key)).join(', '),
                      })}
                    </span>
                  )}
                  {step.note === null ? null : <span>{step.note}</span>}
                </span>
              )}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

function Ways({ guide }: { readonly guide: VendorGuide }): ReactElement | null {
  const styles = useStyles();
  const { consoleUrl, contactEmail, contactUrl } = guide.vendorSide;
  if (consoleUrl === null && contactEmail === null && contactUrl === null) return null;
  return (
    <span className={styles.contact}>
      {consoleUrl === null ? null : (
        <Button as="a" href={consoleUrl} target="_blank" rel="noreferrer" icon={<Open20Regular />}>
          {text('wizard.vendorSide.console')}
        </Button>
      )}
      {contactUrl === null ? null : (
        <Link href={contactUrl} target="_blank" rel="noreferrer">
          {text('wizard.vendorSide.contactPage')}
        </Link>
      )}
      {contactEmail === null ? null : (
        <>
          <Mail20Regular aria-hidden />
          <span>{contactEmail}</span>
          <CopyButton value={contactEmail} what={text('wizard.vendorSide.contactEmail')} />
        </>
      )}
    </span>
  );
}

function Give({ guide }: { readonly guide: VendorGuide }): ReactElement | null {
  const { data: session } = useSession();
  const { giveToVendor, contactEmail } = guide.vendorSide;
  const tenantId = session?.account?.tenantId ?? '';
  if (giveToVendor.length === 0 && guide.vendorSide.mode !== 'contactVendor') return null;
  const wanted: readonly GivenToVendor[] = giveToVendor.length === 0 ? ['entraTenantId'] : giveToVendor;
  const items = wanted.map((kind): KeyValue => {
    const name = textOr('wizard.give', kind);
    if (kind === 'entraTenantId') return { name, value: tenantId, copy: tenantId, mono: true };
    if (kind === 'organizationName' && session?.tenantName != null)
      return { name, value: session.tenantName, copy: session.tenantName };
    return { name, value: text('wizard.give.yours') };
  });
  const subject = text('wizard.give.subject', { vendor: guide.displayName });
  const letter = [
    text('wizard.give.letter', { vendor: guide.displayName }),
    ...items.map(({ name, copy }) => `${name}: ${copy ?? ''}`),
  ].join('\n');
  return (
    <Section
      title={text('wizard.give.title')}
      description={text('wizard.give.description', { vendor: guide.displayName })}
      actions={
        contactEmail === null ? undefined : (
          <CopyButton value={`${subject}\n\n${letter}`} what={text('wizard.give.letterName')} labelled />
        )
      }
    >
      <KeyValues items={items} />
    </Section>
  );
}

import {
  Badge,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { HealthBadge } from '#renderer/ui/health-badge.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Output } from '#shared/contract/index';
import type { ExistingApplication } from '#shared/model/preparation';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { ApplicationAnswer } from '#shared/model/wizard';
import { LiveDifferences } from './live-differences.tsx';
import { missingOf, type StepProps } from './step-props.ts';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  choice: { display: 'flex', flexDirection: 'column', gap: '2px', paddingTop: '4px' },
  first: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  field: { maxWidth: '480px' },
});

/** Gives the step that chooses the application: one that is in the tenant, or a new one. */
export function StepApplication(props: StepProps): ReactElement {
  const { guide } = props;
  const looked = useRead('setup.checkPrerequisites', { vendor: guide.id }, { freshForMs: 60_000 });
  return (
    <Answer query={looked} skeleton={<LinesSkeleton lines={5} />}>
      {(found) => <Choose {...props} found={found} />}
    </Answer>
  );
}

const createValue = 'create';

const newApplication = (
  name: string,
  guide: VendorGuide,
  there: readonly ExistingApplication[],
): ApplicationAnswer => ({
  kind: 'create',
  name: there.length === 0 ? name : text('wizard.application.testName', { vendor: guide.displayName }),
  separate: there.length > 0,
});

const reused = ({ servicePrincipalId, displayName, active }: ExistingApplication): ApplicationAnswer => ({
  kind: 'reuse',
  servicePrincipalId,
  displayName,
  active,
});

interface ChooseProps extends StepProps {
  readonly found: Output<'setup.checkPrerequisites'>;
}

function Choose({ guide, answers, missing, found }: ChooseProps): ReactElement {
  const { application } = answers;
  const there = found.applications;
  const selected = application?.kind === 'reuse' ? application.servicePrincipalId : (application?.kind ?? '');
  const choose = (value: string): void => {
    const existing = there.find(({ servicePrincipalId }) => servicePrincipalId === value);
    // The gallery may call it by another name than the profile; the application is called as in the gallery.
    const name = found.gallery.displayName ?? guide.displayName;
    answer({ application: existing === undefined ? newApplication(name, guide, there) : reused(existing) });
  };
  const nothing = missingOf(missing, 'application');
  return (
    <>
      <GalleryNote guide={guide} found={found} />
      {found.gallery.state === 'found' ? (
        <LiveDifferences vendor={guide.id} servicePrincipalId={null} areas={['gallery']} />
      ) : null}
      <Section title={text('wizard.application.which')} description={text('wizard.application.whichHelp')}>
        <Field {...(nothing === undefined ? {} : { hint: text(`wizard.problem.${nothing.problem}`) })}>
          <RadioGroup
            aria-label={text('wizard.application.which')}
            value={selected}
            onChange={(_event, { value }) => choose(value)}
          >
            {there.map((one) => (
              <Radio
                key={one.servicePrincipalId}
                value={one.servicePrincipalId}
                label={<Existing application={one} />}
              />
            ))}
            <Radio value={createValue} label={<New guide={guide} isBeside={there.length > 0} />} />
          </RadioGroup>
        </Field>
        {application?.kind === 'create' ? (
          <NameField application={application} problem={missingOf(missing, 'name')?.problem} />
        ) : null}
      </Section>
    </>
  );
}

function Existing({ application }: { readonly application: ExistingApplication }): ReactElement {
  const styles = useStyles();
  const { displayName, provisioning, createdDateTime, singleSignOnMode, servicePrincipalId } = application;
  return (
    <span className={styles.choice}>
      <span className={styles.first}>
        <span className={styles.name}>{text('wizard.application.use', { name: displayName })}</span>
        {provisioning === null ? (
          <Badge appearance="tint" color="informative">
            {text('wizard.application.noJob')}
          </Badge>
        ) : (
          <HealthBadge health={provisioning} />
        )}
      </span>
      <span className={styles.quiet}>
        {[
          createdDateTime === null ? null : text('wizard.application.made', { date: formats.date(createdDateTime) }),
          singleSignOnMode === null ? null : text('wizard.application.singleSignOn', { mode: singleSignOnMode }),
          servicePrincipalId,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  );
}

function New({ guide, isBeside }: { readonly guide: VendorGuide; readonly isBeside: boolean }): ReactElement {
  const styles = useStyles();
  return (
    <span className={styles.choice}>
      <span className={styles.name}>
        {text(isBeside ? 'wizard.application.createBeside' : 'wizard.application.create')}
      </span>
      <span className={styles.quiet}>{text(`wizard.addMethod.${guide.addMethod}`)}</span>
    </span>
  );
}

interface NameFieldProps {
  readonly application: Extract<ApplicationAnswer, { kind: 'create' }>;
  readonly problem: 'applicationName' | string | undefined;
}

function NameField({ application, problem }: NameFieldProps): ReactElement {
  const styles = useStyles();
  return (
    <Field
      label={text('wizard.application.name')}
      hint={text('wizard.application.nameHelp')}
      className={styles.field}
      {...(problem === undefined ? {} : { validationMessage: text('wizard.problem.applicationName') })}
    >
      <Input
        value={application.name}
        maxLength={120}
        onChange={(_event, { value }) => answer({ application: { ...application, name: value } })}
      />
    </Field>
  );
}

function GalleryNote({ guide, found }: Pick<ChooseProps, 'guide' | 'found'>): ReactElement | null {
  const { state, supportsProvisioning } = found.gallery;
  const note =
    state === 'notFound'
      ? text('wizard.application.notInGallery', { vendor: guide.displayName })
      : supportsProvisioning === false
        ? text('wizard.application.galleryNoProvisioning', { vendor: guide.displayName })
        : guide.assignment.separateAppRequired || guide.assignment.separateAppRecommended
          ? text('wizard.application.separate')
          : null;
  if (note === null) return null;
  return (
    <MessageBar intent={state === 'notFound' || supportsProvisioning === false ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>{note}</MessageBarBody>
    </MessageBar>
  );
}

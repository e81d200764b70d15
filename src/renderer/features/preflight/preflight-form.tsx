import { Button, Checkbox, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { PlugConnectedCheckmark20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { type PreflightSubject, TestPersonName, writeCheckSteps } from '#shared/model/preflight';
import { choose, chooseAbout, usePreflightChoice } from './preflight-store.ts';
import { aboutOf, useApplications, useSubject, useVendors } from './queries.ts';
import { TokenField } from './token-field.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'flex-start' },
  about: { flex: '1 1 260px' },
  url: { flex: '2 1 360px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL },
});

interface PreflightFormProps {
  readonly running: boolean;
  readonly onRun: (subject: PreflightSubject, tenantUrl: string) => void;
}

/** Takes whether one runs; gives the choice of what is asked and how. */
export function PreflightForm({ running, onRun }: PreflightFormProps): ReactElement {
  const styles = useStyles();
  const choice = usePreflightChoice();
  const subject = useSubject(aboutOf(choice.about));
  const known = subject.data ?? null;
  const tenantUrl = choice.tenantUrl ?? known?.tenantUrl ?? '';
  const isReady = known !== null && tenantUrl.trim() !== '' && (!choice.writes || isName(choice.userName));
  return (
    <Section title={text('preflight.choose')}>
      <div className={styles.form}>
        <div className={styles.row}>
          <AboutChoice about={choice.about} />
          <Field label={text('preflight.tenantUrl')} hint={hintOf(known, choice.tenantUrl)} className={styles.url}>
            <Input
              value={tenantUrl}
              type="url"
              maxLength={2_000}
              disabled={known === null}
              onChange={(_event, { value }) => choose({ tenantUrl: value })}
            />
          </Field>
        </div>
        {subject.error === null ? null : (
          <ErrorPanel error={subject.error.wire} onRetry={() => void subject.refetch()} />
        )}
        {known === null ? null : <Text className={styles.quiet}>{asked(known)}</Text>}
        {known === null || known.authentication === 'bearerToken' ? null : (
          <Text className={styles.quiet}>{text('preflight.otherSignIn', { way: known.authentication })}</Text>
        )}
        {known === null ? null : <TokenField vendor={known.vendor} />}
        {known === null ? null : <WriteChoice writes={choice.writes} userName={choice.userName} />}
        <div>
          <Button
            appearance="primary"
            icon={<PlugConnectedCheckmark20Regular />}
            disabled={!isReady || running}
            onClick={() => (known === null ? undefined : onRun(known, tenantUrl.trim()))}
          >
            {text('preflight.run')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

const isName = (text: string): boolean => TestPersonName.safeParse(text).success;

function hintOf(known: PreflightSubject | null, typed: string | null): string {
  const from = known?.tenantUrlFrom ?? null;
  return from === null || typed !== null ? text('preflight.urlHint') : text(`preflight.urlFrom_${from}`);
}

function asked({ objects, mappingsFrom }: PreflightSubject): string {
  const matching = (source: 'User' | 'Group'): string =>
    objects.find((one) => one.source === source)?.matching.join(', ') ?? '';
  const groups = matching('Group');
  return text('preflight.asks', {
    people: matching('User'),
    groups: groups === '' ? '' : text('preflight.asksGroups', { groups }),
    count: String(objects.reduce((sum, { attributes }) => sum + attributes.length, 0)),
    from: text(`preflight.from_${mappingsFrom}`),
  });
}

function AboutChoice({ about }: { readonly about: string }): ReactElement {
  const styles = useStyles();
  const applications = useApplications();
  const vendors = useVendors();
  const isListed = applications.some(({ servicePrincipalId }) => about === `app:${servicePrincipalId}`);
  return (
    <Field label={text('preflight.about')} className={styles.about}>
      <Select value={about} onChange={(_event, { value }) => chooseAbout(value)}>
        <option value="">{text('preflight.chooseAbout')}</option>
        {about.startsWith('app:') && !isListed ? <option value={about}>{about.slice('app:'.length)}</option> : null}
        {applications.length === 0 ? null : (
          <optgroup label={text('preflight.applications')}>
            {applications.map(({ servicePrincipalId, displayName }) => (
              <option key={servicePrincipalId} value={`app:${servicePrincipalId}`}>
                {displayName}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={text('preflight.vendors')}>
          {vendors.map(({ id, displayName }) => (
            <option key={id} value={`vendor:${id}`}>
              {displayName}
            </option>
          ))}
        </optgroup>
      </Select>
    </Field>
  );
}

function WriteChoice({ writes, userName }: { readonly writes: boolean; readonly userName: string }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.form}>
      <Checkbox
        checked={writes}
        label={text('preflight.write')}
        onChange={(_event, { checked }) => choose({ writes: checked === true })}
      />
      {writes ? (
        <>
          <Field label={text('preflight.userName')} hint={text('preflight.userNameHint')} required>
            <Input value={userName} maxLength={120} onChange={(_event, { value }) => choose({ userName: value })} />
          </Field>
          {isName(userName) ? (
            <ol className={styles.steps} aria-label={text('preflight.steps')}>
              {writeCheckSteps(userName).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  OverlayDrawer,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { useArchiveChanges } from '#renderer/lib/archived-log';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { ArchiveState } from '#shared/model/archive';
import { ErrorPanel } from './error-panel.tsx';
import { KeyValues } from './key-values.tsx';
import { SecretField } from './secret-field.tsx';

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  name: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

export type ArchiveChanges = ReturnType<typeof useArchiveChanges>;

interface ArchivePanelProps {
  readonly open: boolean;
  readonly state: ArchiveState | null;
  readonly changes: ArchiveChanges;
  readonly onClose: () => void;
}

/** Takes the archive and how it is changed; gives at the side how long rows are kept and what protects them. */
export function ArchivePanel({ open, state, changes, onClose }: ArchivePanelProps): ReactElement {
  const styles = useStyles();
  return (
    <OverlayDrawer
      open={open && state !== null}
      position="end"
      size="medium"
      onOpenChange={(_event, { open: stays }) => (stays ? undefined : onClose())}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={text('common.close')}
              icon={<Dismiss24Regular />}
              onClick={onClose}
            />
          }
        >
          {text('archive.title')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {state === null ? null : (
          <div className={styles.body}>
            <Text>{state.message}</Text>
            <Protection state={state} changes={changes} />
            <Keeping state={state} changes={changes} />
            <SetAside state={state} changes={changes} />
          </div>
        )}
      </DrawerBody>
    </OverlayDrawer>
  );
}

interface PartProps {
  readonly state: ArchiveState;
  readonly changes: ArchiveChanges;
}

const protections = {
  vault: 'archive.protectionVault',
  passphrase: 'archive.protectionPassphrase',
} as const;

function Protection({ state, changes }: PartProps): ReactElement {
  const styles = useStyles();
  const { status, reason, protection, recoveryKey, bytes } = state;
  const { setPassphrase, makeRecoveryKey, enterPassphrase } = changes;
  const made = makeRecoveryKey.data?.file ?? null;
  const error = setPassphrase.error ?? makeRecoveryKey.error;
  return (
    <section className={styles.part}>
      <KeyValues
        items={[
          {
            name: text('archive.protection'),
            value: text(protection === null ? 'archive.protectionNone' : protections[protection]),
          },
          {
            name: text('archive.size'),
            value: text('archive.megabytes', { size: formats.number(Math.ceil(bytes / 1e6)) }),
          },
        ]}
      />
      {error === null ? null : <ErrorPanel error={error.wire} />}
      {status === 'off' || status === 'locked' ? (
        <SecretField
          label={text('archive.passphrase')}
          hint={text('archive.passphraseHint')}
          submitLabel={text(status === 'off' ? 'archive.passphraseSet' : 'archive.passphraseEnter')}
          busy={setPassphrase.isPending}
          onTake={(value) => void enterPassphrase(value)}
        />
      ) : null}
      {status === 'unusable' && reason === 'keyDoesNotOpen' ? (
        <SecretField
          label={text('archive.recoverKey')}
          submitLabel={text('archive.passphraseEnter')}
          busy={setPassphrase.isPending}
          onTake={(value) => void enterPassphrase(value)}
        />
      ) : null}
      {status !== 'ready' ? null : (
        <MessageBar intent={recoveryKey ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('archive.recoveryTitle')}</MessageBarTitle>
            <div>{made === null ? text('archive.recoveryHelp') : text('archive.recoveryMade', { file: made })}</div>
            <Button size="small" disabled={makeRecoveryKey.isPending} onClick={() => makeRecoveryKey.mutate({})}>
              {text(recoveryKey ? 'archive.recoveryAnew' : 'archive.recoveryMake')}
            </Button>
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}

const retentions = [30, 90, 180, 365, 730, 1825, 3650];
const finals = [24, 48, 72, 168];

const retentionText = (days: number): string =>
  days % 365 === 0
    ? text('archive.retentionYears', { count: days / 365 })
    : text('archive.retentionDays', { count: days });

const withOwn = (known: readonly number[], own: number | null): readonly number[] =>
  own === null || known.includes(own) ? known : [...known, own].sort((one, other) => one - other);

function Keeping({ state: { settings }, changes: { configure } }: PartProps): ReactElement {
  const styles = useStyles();
  const { retentionDays, finalAfterHours } = settings;
  return (
    <section className={styles.part}>
      {configure.error === null ? null : <ErrorPanel error={configure.error.wire} />}
      <Field label={text('archive.retention')}>
        <Select
          value={retentionDays === null ? '' : String(retentionDays)}
          disabled={configure.isPending}
          onChange={(_event, { value }) => configure.mutate({ retentionDays: value === '' ? null : Number(value) })}
        >
          {withOwn(retentions, retentionDays).map((days) => (
            <option key={days} value={days}>
              {retentionText(days)}
            </option>
          ))}
          <option value="">{text('archive.retentionForever')}</option>
        </Select>
      </Field>
      <Field label={text('archive.final')} hint={text('archive.finalHelp')}>
        <Select
          value={String(finalAfterHours)}
          disabled={configure.isPending}
          onChange={(_event, { value }) => configure.mutate({ finalAfterHours: Number(value) })}
        >
          {withOwn(finals, finalAfterHours).map((hours) => (
            <option key={hours} value={hours}>
              {text('archive.finalHours', { count: hours })}
            </option>
          ))}
        </Select>
      </Field>
    </section>
  );
}

function SetAside({ state: { setAside }, changes: { recover, bringBack } }: PartProps): ReactElement | null {
  const styles = useStyles();
  if (setAside.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{text('archive.setAside')}</h3>
      <Text size={200} className={styles.quiet}>
        {text('archive.setAsideHelp')}
      </Text>
      {recover.error === null ? null : <ErrorPanel error={recover.error} />}
      {recover.output === null ? null : (
        <MessageBar intent="success">
          <MessageBarBody>
            {text('archive.recovered', { count: recover.output.added, unreadable: recover.output.unreadable })}
          </MessageBarBody>
        </MessageBar>
      )}
      {setAside.map(({ name }) => (
        <div key={name} className={styles.part}>
          <Text size={200} className={styles.name}>
            {name}
          </Text>
          <SecretField
            label={text('archive.recoverKey')}
            submitLabel={text('archive.recover')}
            busy={recover.state === 'running'}
            onTake={(value) => void bringBack(name, value)}
          />
          <div>
            <Button size="small" disabled={recover.state === 'running'} onClick={() => void bringBack(name, null)}>
              {text('archive.recover')}
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}

import { Badge, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { useNow } from '#renderer/lib/now';
import { text } from '#renderer/lib/text';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { QuarantineView } from '#shared/model/job';
import type { QuarantineReport } from '#shared/model/quarantine';

const useStyles = makeStyles({
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  support: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

interface HeadlineProps {
  readonly report: QuarantineReport;
  readonly quarantine: QuarantineView;
}

const actionableWords = (tenantActionable: boolean | null): string =>
  tenantActionable === null
    ? text('common.unknown')
    : text(tenantActionable ? 'quarantine.actionable_yes' : 'quarantine.actionable_no');

/** Takes a quarantine; gives until when it can last, what kind it is and by what that was told, and the service's own words. */
export function Headline({ report, quarantine }: HeadlineProps): ReactElement {
  const styles = useStyles();
  const { since, nextAttempt, disabledOn, daysLeft, errorCode, errorMessage } = quarantine;
  const said = [errorMessage, errorCode === null ? null : `(${errorCode})`].filter((part) => part !== null).join(' ');
  const isOff = report.scheduleState.toLowerCase() !== 'active';
  return (
    <Section
      title={text('quarantine.title')}
      description={quarantine.meaning}
      actions={
        <div className={styles.badges}>
          {report.kind === null ? null : (
            <Badge appearance="tint" size="large" color="danger" data-kind={report.kind}>
              {text(`quarantine.kind_${report.kind}`)}
            </Badge>
          )}
          {daysLeft === null ? null : (
            <Badge appearance="filled" size="large" color="danger">
              {text('quarantine.daysLeft', { count: daysLeft })}
            </Badge>
          )}
        </div>
      }
    >
      <MessageBar intent={(daysLeft ?? 28) <= 7 ? 'error' : 'warning'} layout="multiline">
        <MessageBarBody>
          {disabledOn === null
            ? text('quarantine.untilUnknown')
            : text('quarantine.untilDate', { date: formats.dateTime(disabledOn) })}{' '}
          {isOff ? text('quarantine.scheduleOff') : null}
        </MessageBarBody>
      </MessageBar>
      <Facts quarantine={quarantine} said={said} since={since} nextAttempt={nextAttempt} />
      <div>
        <Text weight="semibold">{text('quarantine.evidence')}</Text>
        <ul className={styles.list}>
          {report.evidence.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
      {report.supportText === null ? null : (
        <div>
          <span className={styles.row}>
            <Text weight="semibold">{text('quarantine.support')}</Text>
            <CopyButton value={report.supportText} what={text('quarantine.support')} />
          </span>
          <pre className={styles.support}>{report.supportText}</pre>
        </div>
      )}
    </Section>
  );
}

interface FactsProps {
  readonly quarantine: QuarantineView;
  readonly said: string;
  readonly since: string | null;
  readonly nextAttempt: string | null;
}

function Facts({ quarantine, said, since, nextAttempt }: FactsProps): ReactElement {
  const now = useNow();
  const time = (iso: string | null): string =>
    iso === null ? text('common.unknown') : `${formats.dateTime(iso)} (${formats.relative(iso, now)})`;
  return (
    <KeyValues
      items={[
        { name: text('quarantine.reason'), value: quarantine.reason, mono: true },
        ...(said === '' ? [] : [{ name: text('quarantine.said'), value: said, copy: said }]),
        { name: text('quarantine.actionable'), value: actionableWords(quarantine.tenantActionable) },
        { name: text('quarantine.since'), value: time(since) },
        { name: text('quarantine.next'), value: time(nextAttempt) },
      ]}
    />
  );
}

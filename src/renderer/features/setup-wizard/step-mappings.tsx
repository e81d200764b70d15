import {
  Badge,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useRead } from '#renderer/lib/queries';
import { text, textOr } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { MappingComparison, MappingRow } from '#shared/model/preparation';
import { Breakable } from './breakable.tsx';
import { LiveDifferences } from './live-differences.tsx';
import type { StepProps } from './step-props.ts';
import { useApplication } from './use-application.ts';

const useStyles = makeStyles({
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  cell: { display: 'flex', flexDirection: 'column', gap: '2px' },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** Gives the step of the mappings: what the document lists beside what the application has, and what the set-up changes. */
export function StepMappings({ guide }: StepProps): ReactElement {
  const servicePrincipalId = useApplication();
  const compared = useRead('setup.compareMappings', { vendor: guide.id, servicePrincipalId }, { freshForMs: 60_000 });
  return (
    <>
      {guide.neededOnEveryAccount.map(({ attribute, fact }) => (
        <MessageBar key={attribute} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              <Breakable name={attribute} />
            </MessageBarTitle>{' '}
            {fact}.
          </MessageBarBody>
        </MessageBar>
      ))}
      {servicePrincipalId === null ? null : (
        <LiveDifferences vendor={guide.id} servicePrincipalId={servicePrincipalId} areas={['attributes']} />
      )}
      <Answer query={compared} skeleton={<TableSkeleton />}>
        {({ live, mappings }) => (
          <>
            {live === null ? (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>{text('wizard.mappings.noLive')}</MessageBarBody>
              </MessageBar>
            ) : null}
            {mappings.map((mapping) => (
              <Mapping key={mapping.source} mapping={mapping} hasLive={live !== null} />
            ))}
          </>
        )}
      </Answer>
    </>
  );
}

interface MappingProps {
  readonly mapping: MappingComparison;
  readonly hasLive: boolean;
}

function Mapping({ mapping, hasLive }: MappingProps): ReactElement {
  const { source, target, rows, turnedOff, documented } = mapping;
  const changes = rows.filter(({ change }) => change !== 'none');
  const title = text('wizard.mappings.object', { source, target });
  const description = turnedOff
    ? text('wizard.mappings.turnedOff')
    : changes.length > 0
      ? text('wizard.mappings.changes', { count: changes.length })
      : text(`wizard.mappings.documented.${documented}`);
  if (turnedOff || rows.length === 0) return <Section title={title} description={description} />;
  return (
    <Section title={title} description={description} flush>
      <DataTable
        label={title}
        columns={columns(hasLive)}
        rows={[...changes, ...rows.filter(({ change }) => change === 'none')]}
        rowKey={({ target: name }) => name}
      />
    </Section>
  );
}

const columns = (hasLive: boolean): readonly Column<MappingRow>[] => [
  {
    key: 'target',
    header: text('wizard.mappings.target'),
    cell: (row) => <Target row={row} />,
    sortBy: ({ target }) => target,
    width: '42%',
  },
  ...(hasLive
    ? [
        {
          key: 'live',
          header: text('wizard.mappings.live'),
          cell: ({ live }: MappingRow) => <Expression source={live} otherwise={text('wizard.mappings.notMapped')} />,
        },
      ]
    : []),
  {
    key: 'planned',
    header: text('wizard.mappings.planned'),
    cell: (row) => <Planned row={row} hasLive={hasLive} />,
  },
  {
    key: 'change',
    header: text('wizard.mappings.change'),
    width: '124px',
    cell: ({ change }) =>
      change === 'none' ? (
        text('wizard.mappings.same')
      ) : (
        <Badge appearance="tint" color={change === 'remove' ? 'danger' : 'brand'}>
          {textOr('wizard.mappings.change', change)}
        </Badge>
      ),
    sortBy: ({ change }) => change,
  },
];

function Target({ row }: { readonly row: MappingRow }): ReactElement {
  const styles = useStyles();
  return (
    <span className={styles.cell}>
      <span className={styles.mono}>
        <Breakable name={row.target} />
      </span>
      <span className={styles.badges}>
        {row.required ? (
          <Badge appearance="outline" size="small">
            {text('wizard.mappings.required')}
          </Badge>
        ) : null}
        {(row.matchingPriority ?? 0) > 0 ? (
          <Badge appearance="outline" size="small" color="brand">
            {text('wizard.mappings.matches')}
          </Badge>
        ) : null}
        {row.documented ? null : (
          <Badge appearance="outline" size="small" color="informative">
            {text('wizard.mappings.undocumented')}
          </Badge>
        )}
      </span>
      {row.note === null ? null : <Text className={styles.quiet}>{row.note}</Text>}
    </span>
  );
}

function Planned({ row, hasLive }: { readonly row: MappingRow; readonly hasLive: boolean }): ReactElement {
  const styles = useStyles();
  const otherwise = text(hasLive ? 'wizard.mappings.notMapped' : 'wizard.mappings.byDefault');
  return (
    <span className={styles.cell}>
      <Expression source={row.planned} otherwise={otherwise} />
      {row.change === 'none' || row.defaultValue === null ? null : (
        <span className={styles.quiet}>
          {text('wizard.mappings.default')} <span className={styles.mono}>{row.defaultValue}</span>
        </span>
      )}
    </span>
  );
}

function Expression({
  source,
  otherwise,
}: {
  readonly source: string | null;
  readonly otherwise: string;
}): ReactElement {
  const styles = useStyles();
  if (source === null) return <span className={styles.quiet}>{otherwise}</span>;
  return <span className={styles.mono}>{source}</span>;
}

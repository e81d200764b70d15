import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { TableSimple24Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { TabProps } from './application-screen.tsx';
import { countEdits, edited, type MappingEdits, mappingKey } from './mapping-edits.ts';
import { ObjectMappingCard } from './object-mapping-card.tsx';
import { useApplicationChange, useConfiguration } from './queries.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
  },
});

/** Gives the attribute mappings of an application as they are, and the way to change them. */
export function MappingsTab({ id }: TabProps): ReactElement {
  const configuration = useConfiguration(id);
  return (
    <Answer
      query={configuration}
      skeleton={
        <Section flush>
          <TableSkeleton rows={8} />
        </Section>
      }
    >
      {({ configuration: live }) => <Mappings id={id} live={live} />}
    </Answer>
  );
}

function Mappings({ id, live }: { readonly id: string; readonly live: ProvisioningConfiguration }): ReactElement {
  const styles = useStyles();
  const change = useApplicationChange(id, 'mappings');
  const [edits, setEdits] = useState<MappingEdits>({});
  const count = countEdits(edits);
  if (live.mappings.length === 0)
    return (
      <Section>
        <EmptyState
          icon={<TableSimple24Regular fontSize={36} />}
          title={text('mappings.noneTitle')}
          description={text('mappings.noneHelp')}
        />
      </Section>
    );
  return (
    <ChangePanel change={change} onClose={() => setEdits({})}>
      {live.mappings.map((mapping) => {
        const key = mappingKey(mapping);
        return (
          <ObjectMappingCard
            key={key}
            mapping={mapping}
            edit={edits[key] ?? {}}
            onEdit={(edit) => setEdits({ ...edits, [key]: edit })}
          />
        );
      })}
      {count === 0 ? null : (
        <div className={styles.bar}>
          <Text>{text('mappings.changed', { count })}</Text>
          <Button onClick={() => setEdits({})}>{text('mappings.discard')}</Button>
          <Button
            appearance="primary"
            onClick={() => change.propose({ configuration: { ...live, mappings: edited(live.mappings, edits) } })}
          >
            {text('mappings.review')}
          </Button>
        </div>
      )}
    </ChangePanel>
  );
}

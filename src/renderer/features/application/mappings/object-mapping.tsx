import { Button, Checkbox, makeStyles, SearchBox, Switch, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { type ReactElement, useMemo, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import { type ObjectMappingEdits, withEdit, withoutMappingEdit } from '#shared/mappings/edits';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { objectFlowActions } from '#shared/model/configuration';
import type { ObjectMappingView } from '#shared/model/mappings';
import { AttributeList } from './attribute-list.tsx';
import { MappingDialog } from './mapping-dialog.tsx';
import { editedRows, problemsOf } from './mapping-rows.ts';
import { MappingTable } from './mapping-table.tsx';
import { ProblemList } from './problem-list.tsx';
import { ProfileFindings } from './profile-findings.tsx';

const useStyles = makeStyles({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    border: 'none',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  table: { contain: 'layout style' },
  problems: { padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalM}` },
});

interface ObjectMappingProps {
  readonly object: ObjectMappingView;
  readonly profile: string;
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
  readonly edits: ObjectMappingEdits;
  readonly onEdits: (edits: ObjectMappingEdits) => void;
}

/** Takes one kind of object and what was changed of it; gives everything about its mapping, editable. */
export function ObjectMapping(props: ObjectMappingProps): ReactElement {
  const { object, profile, edits, onEdits } = props;
  return (
    <>
      <Switches {...props} />
      <Section
        title={text('findings.title', { profile })}
        description={object.findings.length === 0 ? undefined : text('findings.help')}
      >
        <ProfileFindings
          findings={object.findings}
          edits={edits}
          editable={object.editable}
          onRepair={(repair) => onEdits(repair.edits.reduce(withEdit, edits))}
        />
      </Section>
      <Mappings {...props} />
      <AttributeList object={object} edits={edits} onEdits={onEdits} />
    </>
  );
}

function Switches({ object, edits, onEdits }: ObjectMappingProps): ReactElement {
  const styles = useStyles();
  const { source, target, editable, filterInWords, otherActions } = object;
  const isPeople = source.toLowerCase() === 'user';
  const enabled = edits.enabled ?? object.enabled;
  const actions = edits.actions ?? object.actions;
  return (
    <Section
      title={text('mappings.pair', { source, target })}
      description={editable ? undefined : text('mappings.fixed')}
      actions={
        <Switch
          label={text('mappings.enabled', { source })}
          checked={enabled}
          // Turning people on again is fine; turning them off is not supported.
          disabled={!editable || (isPeople && enabled)}
          onChange={(_event, { checked }) =>
            onEdits({ ...edits, enabled: checked === object.enabled ? undefined : checked })
          }
        />
      }
    >
      <fieldset className={styles.actions} disabled={!editable}>
        <Text weight="semibold">{text('mappings.actions')}</Text>
        {objectFlowActions.map((action) => (
          <Checkbox
            key={action}
            label={text(`mappings.action_${action}`)}
            checked={actions.includes(action)}
            onChange={(_event, { checked }) =>
              onEdits({
                ...edits,
                actions: objectFlowActions.filter((one) => (one === action ? checked === true : actions.includes(one))),
              })
            }
          />
        ))}
        {otherActions.length === 0 ? null : (
          <Text className={styles.quiet}>{text('mappings.otherActions', { actions: formats.list(otherActions) })}</Text>
        )}
      </fieldset>
      {isPeople ? <Text className={styles.quiet}>{text('mappings.usersStay')}</Text> : null}
      {filterInWords === null ? null : (
        <Text className={styles.quiet}>
          {text('mappings.filter')} {filterInWords}
        </Text>
      )}
    </Section>
  );
}

/** What is open: a mapping, a new one, or nothing. */
type Opened = { readonly mapping: AttributeMapping | null } | null;

function Mappings({ object, job, edits, onEdits }: ObjectMappingProps): ReactElement {
  const styles = useStyles();
  const [opened, setOpened] = useState<Opened>(null);
  const [search, setSearch] = useState('');
  const problems = useMemo(() => problemsOf(object, edits), [object, edits]);
  const rows = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return editedRows(object, edits).filter(
      ({ mapping }) => wanted === '' || JSON.stringify(mapping).toLowerCase().includes(wanted),
    );
  }, [object, edits, search]);
  return (
    <Section
      flush
      title={text('mappings.list')}
      description={text('mappings.listHelp')}
      actions={
        <>
          <SearchBox
            aria-label={text('mappings.search')}
            placeholder={text('mappings.search')}
            value={search}
            onChange={(_event, { value }) => setSearch(value)}
          />
          <Button icon={<Add20Regular />} disabled={!object.editable} onClick={() => setOpened({ mapping: null })}>
            {text('mappings.add')}
          </Button>
        </>
      }
    >
      {problems.length === 0 ? null : (
        <div className={styles.problems}>
          <ProblemList problems={problems} />
        </div>
      )}
      <div className={styles.table}>
        <MappingTable
          label={`${text('mappings.list')} ${text('mappings.pair', object)}`}
          rows={rows}
          editable={object.editable}
          onEdit={(mapping) => setOpened({ mapping })}
          onRemove={(target) =>
            onEdits(
              object.mappings.some(({ targetAttributeName }) => targetAttributeName === target)
                ? withEdit(edits, { kind: 'removeMapping', target })
                : withoutMappingEdit(edits, target),
            )
          }
          onUndo={(target) => onEdits(withoutMappingEdit(edits, target))}
        />
      </div>
      {opened === null ? null : (
        <MappingDialog
          object={object}
          job={job}
          edits={edits}
          mapping={opened.mapping}
          onTake={onEdits}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  );
}

import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Regular, Wrench16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { MappingEdit, ObjectMappingEdits } from '#shared/mappings/edits';
import type { ProfileFinding, Repair } from '#shared/model/mappings';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'grid',
    gridTemplateColumns: '168px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    '@media (max-width: 800px)': { gridTemplateColumns: '1fr' },
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, alignItems: 'flex-start' },
  repairs: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  done: { display: 'inline-flex', alignItems: 'center', gap: '4px', color: tokens.colorStatusSuccessForeground1 },
});

const colours: Readonly<Record<ProfileFinding['code'], 'danger' | 'warning' | 'informative' | 'important'>> = {
  vendorMapping: 'important',
  requiredWithoutSource: 'danger',
  matchingNotFilterable: 'danger',
  wrongType: 'warning',
  missing: 'informative',
  extra: 'informative',
};

const isMade = (edit: MappingEdit, edits: ObjectMappingEdits): boolean => {
  switch (edit.kind) {
    case 'putMapping':
      return edits.mappings[edit.mapping.targetAttributeName] === edit.mapping;
    case 'removeMapping':
      return edits.mappings[edit.target] === null;
    case 'defineAttribute':
      return edits.attributes[edit.definition.name] !== undefined;
    case 'removeAttribute':
      return edits.attributes[edit.name] === null;
  }
};

interface ProfileFindingsProps {
  readonly findings: readonly ProfileFinding[];
  readonly edits: ObjectMappingEdits;
  readonly editable: boolean;
  readonly onRepair: (repair: Repair) => void;
}

/** Takes what profile and application disagree on; gives each with its reason and its repairs, one click each. */
export function ProfileFindings({ findings, edits, editable, onRepair }: ProfileFindingsProps): ReactElement {
  const styles = useStyles();
  if (findings.length === 0) return <Text className={styles.quiet}>{text('findings.none')}</Text>;
  return (
    <ul className={styles.list}>
      {findings.map((finding) => (
        <li key={`${finding.code}:${finding.attribute}`} className={styles.item}>
          <span>
            <Badge appearance="tint" color={colours[finding.code]}>
              {text(`findings.${finding.code}`)}
            </Badge>
          </span>
          <div className={styles.words}>
            <Text>{finding.message}</Text>
            {finding.explanation === null ? null : <Text className={styles.quiet}>{finding.explanation}</Text>}
            <div className={styles.repairs}>
              {finding.repairs.map((repair) => (
                <RepairButton
                  key={repair.label}
                  repair={repair}
                  made={repair.edits.length > 0 && repair.edits.every((edit) => isMade(edit, edits))}
                  disabled={!editable}
                  onRepair={onRepair}
                />
              ))}
              {finding.repairs.length === 0 ? (
                <Text size={200} className={styles.quiet}>
                  {text('findings.byHand')}
                </Text>
              ) : null}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

interface RepairButtonProps {
  readonly repair: Repair;
  readonly made: boolean;
  readonly disabled: boolean;
  readonly onRepair: (repair: Repair) => void;
}

function RepairButton({ repair, made, disabled, onRepair }: RepairButtonProps): ReactElement {
  const styles = useStyles();
  const { label, effect } = repair;
  if (made)
    return (
      <span className={styles.done} role="status">
        <CheckmarkCircle16Regular aria-hidden /> {label}: {text('findings.repaired')}
      </span>
    );
  return (
    <span className={styles.words}>
      <Button size="small" icon={<Wrench16Regular />} disabled={disabled} onClick={() => onRepair(repair)}>
        {label}
      </Button>
      {effect === null ? null : (
        <Text size={200} className={styles.quiet}>
          {effect}
        </Text>
      )}
    </span>
  );
}

import { Badge, makeStyles } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  Clock16Regular,
  ErrorCircle16Filled,
  Question16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { SecretLevel } from '#shared/model/secret-care';

const useStyles = makeStyles({ badge: { whiteSpace: 'nowrap', flexShrink: 0 } });

interface Look {
  readonly color: 'success' | 'danger' | 'warning' | 'informative';
  readonly icon: ReactElement;
}

const soon: Look = { color: 'warning', icon: <Warning16Filled /> };
const urgent: Look = { color: 'danger', icon: <ErrorCircle16Filled /> };

const looks: Readonly<Record<SecretLevel, Look>> = {
  expired: urgent,
  in1Day: urgent,
  in7Days: soon,
  in14Days: soon,
  in30Days: { color: 'informative', icon: <Clock16Regular /> },
  later: { color: 'success', icon: <CheckmarkCircle16Filled /> },
  never: { color: 'informative', icon: <CheckmarkCircle16Filled /> },
  unknown: { color: 'informative', icon: <Question16Regular /> },
};

/** Takes how near the end of a secret is; gives it as a mark with an icon and words, never by colour alone. */
export function SecretLevelBadge({ level }: { readonly level: SecretLevel }): ReactElement {
  const styles = useStyles();
  const { color, icon } = looks[level];
  return (
    <Badge appearance="tint" size="large" color={color} icon={icon} className={styles.badge}>
      {text(`secrets.level_${level}`)}
    </Badge>
  );
}

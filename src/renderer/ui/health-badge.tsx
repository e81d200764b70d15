import { Badge } from '@fluentui/react-components';
import {
  ArrowSync16Regular,
  CheckmarkCircle16Filled,
  ErrorCircle16Filled,
  Pause16Filled,
  Question16Regular,
  Settings16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { JobHealth } from '#shared/model/job';

type Color = 'success' | 'danger' | 'warning' | 'informative' | 'brand' | 'subtle';

const looks: Readonly<Record<JobHealth, { readonly color: Color; readonly icon: ReactElement }>> = {
  healthy: { color: 'success', icon: <CheckmarkCircle16Filled /> },
  initialCycle: { color: 'brand', icon: <ArrowSync16Regular /> },
  errors: { color: 'warning', icon: <Warning16Filled /> },
  quarantine: { color: 'danger', icon: <ErrorCircle16Filled /> },
  off: { color: 'informative', icon: <Pause16Filled /> },
  notConfigured: { color: 'informative', icon: <Settings16Regular /> },
  unknown: { color: 'informative', icon: <Question16Regular /> },
};

/** Takes the health of a job; gives it as a mark with an icon and a word, never by colour alone. */
export function HealthBadge({ health }: { readonly health: JobHealth }): ReactElement {
  const { color, icon } = looks[health];
  return (
    <Badge appearance="tint" size="large" color={color} icon={icon}>
      {text(`health.${health}`)}
    </Badge>
  );
}

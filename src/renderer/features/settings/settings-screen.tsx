import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { AccountSettings } from './account-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { DiagnosticsSettings } from './diagnostics-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { ProfileSettings } from './profile-settings.tsx';
import { useSettings } from './queries.ts';
import { UpdateSettings } from './update-settings.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** Gives the settings of this person on this machine. */
export function SettingsScreen(): ReactElement {
  const styles = useStyles();
  const settings = useSettings();
  return (
    <Page title={text('settings.title')} description={text('settings.description')}>
      <Answer
        query={settings}
        skeleton={
          <Section>
            <LinesSkeleton lines={10} />
          </Section>
        }
      >
        {(data) => (
          <div className={styles.columns}>
            <div className={styles.column}>
              <AppearanceSettings settings={data} />
              <AccountSettings settings={data} />
              <UpdateSettings settings={data} />
            </div>
            <div className={styles.column}>
              <NetworkSettings settings={data} />
              <ProfileSettings settings={data} />
              <DiagnosticsSettings settings={data} />
            </div>
          </div>
        )}
      </Answer>
    </Page>
  );
}

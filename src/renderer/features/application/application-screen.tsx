import { Button, Link, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { PlugDisconnected24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation, useParams } from 'wouter';
import { type ApplicationTab, applicationTabs, hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { HealthBadge } from '#renderer/ui/health-badge.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { JobView } from '#shared/model/job';
import { CredentialsTab } from './credentials-tab.tsx';
import { ExportTab } from './export-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { JobActions } from './job-actions.tsx';
import { LogTab } from './log-tab.tsx';
import { MappingsTab } from './mappings/mappings-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { QuarantineTab } from './quarantine-tab.tsx';
import { useApplicationName, useJobs } from './queries.ts';
import { ScopeTab } from './scope-tab.tsx';

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, overflowX: 'auto', marginTop: '-8px' },
  list: { width: 'max-content' },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** What each part of the page gets. */
export interface TabProps {
  readonly id: string;
  readonly job: JobView;
}

const panels: Readonly<Record<ApplicationTab, (props: TabProps) => ReactElement>> = {
  overview: OverviewTab,
  mappings: MappingsTab,
  scope: ScopeTab,
  credentials: CredentialsTab,
  log: LogTab,
  quarantine: QuarantineTab,
  history: HistoryTab,
  export: ExportTab,
};

const isTab = (word: string): word is ApplicationTab => (applicationTabs as readonly string[]).includes(word);

/** Gives the page of one application: its health, and everything about it in eight parts. */
export function ApplicationScreen(): ReactElement {
  const { id = '', tab = 'overview' } = useParams<{ id: string; tab?: string }>();
  const jobs = useJobs(id);
  const known = useApplicationName(id);
  const job = jobs.data?.jobs[0];
  const name = job?.application ?? known ?? id;
  return (
    <Page
      title={name}
      mark={<Monogram name={name} size="large" />}
      above={<Link href={hrefOf(places.home)}>{text('home.applications')}</Link>}
      description={job === undefined ? undefined : <HealthBadge health={job.health} />}
      actions={job === undefined ? undefined : <JobActions id={id} job={job} />}
    >
      <Answer
        query={jobs}
        skeleton={
          <Section>
            <LinesSkeleton lines={8} />
          </Section>
        }
      >
        {({ jobs: [first] }) =>
          first === undefined ? <NoJob /> : <Tabs id={id} job={first} tab={isTab(tab) ? tab : 'overview'} />
        }
      </Answer>
    </Page>
  );
}

function Tabs({ id, job, tab }: TabProps & { readonly tab: ApplicationTab }): ReactElement {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const Panel = panels[tab];
  return (
    <>
      <div className={styles.tabs}>
        <TabList
          className={styles.list}
          selectedValue={tab}
          aria-label={text('app.tabs')}
          onTabSelect={(_event, { value }) => navigate(places.application(id, value as ApplicationTab))}
        >
          {applicationTabs.map((one) => (
            <Tab key={one} value={one} id={`tab-${one}`}>
              {text(`app.tab_${one}`)}
            </Tab>
          ))}
        </TabList>
      </div>
      <div role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles.panel}>
        <Panel id={id} job={job} />
      </div>
    </>
  );
}

const NoJob = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<PlugDisconnected24Regular fontSize={36} />}
      title={text('app.noJobTitle')}
      description={text('app.noJobHelp')}
      actions={
        <Button as="a" appearance="primary" href={hrefOf(places.setUp)}>
          {text('app.finishSetUp')}
        </Button>
      }
    />
  </Section>
);

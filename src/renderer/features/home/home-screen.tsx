import { Button } from '@fluentui/react-components';
import { Add20Regular, ArrowSync20Regular, PlugConnected24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ApplicationSummary } from '#shared/contract/applications';
import { ApplicationTable } from './application-table.tsx';
import { AttentionList } from './attention-list.tsx';
import { useApplications } from './queries.ts';
import { Tiles } from './tiles.tsx';

/** Gives the home page: every provisioning application with its health, what needs attention first. */
export function HomeScreen(): ReactElement {
  const applications = useApplications();
  return (
    <Page
      title={text('home.title')}
      description={text('home.description')}
      actions={
        <>
          <Button
            icon={<ArrowSync20Regular />}
            disabled={applications.isFetching}
            onClick={() => void applications.refetch()}
          >
            {text('common.refresh')}
          </Button>
          <Button as="a" appearance="primary" icon={<Add20Regular />} href={hrefOf(places.setUp)}>
            {text('home.setUp')}
          </Button>
        </>
      }
    >
      <Answer
        query={applications}
        skeleton={
          <Section flush>
            <TableSkeleton />
          </Section>
        }
      >
        {(data) => (data.applications.length === 0 ? <NoApplications /> : <Fleet applications={data.applications} />)}
      </Answer>
    </Page>
  );
}

function Fleet({ applications }: { readonly applications: readonly ApplicationSummary[] }): ReactElement {
  if (applications.every(({ job }) => job === null))
    return (
      <>
        <NoApplications />
        <ApplicationTable applications={applications} />
      </>
    );
  return (
    <>
      <Tiles applications={applications} />
      <AttentionList applications={applications} />
      <ApplicationTable applications={applications} />
    </>
  );
}

const NoApplications = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<PlugConnected24Regular fontSize={36} />}
      title={text('home.emptyTitle')}
      description={text('home.emptyHelp')}
      actions={
        <>
          <Button as="a" appearance="primary" href={hrefOf(places.setUp)}>
            {text('home.setUp')}
          </Button>
          <Button as="a" href={hrefOf(places.applyFile)}>
            {text('home.emptyFile')}
          </Button>
        </>
      }
    />
  </Section>
);

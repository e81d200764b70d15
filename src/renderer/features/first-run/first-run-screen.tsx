import { Link } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Page } from '#renderer/ui/page.tsx';
import { EnterId } from './enter-id.tsx';
import { HowToRegister } from './how-to-register.tsx';
import { isClientId, isTenantName } from './ids.ts';
import { type Asked, useCheck } from './queries.ts';
import { TestResult } from './test-result.tsx';

/** Gives the three steps of the first run: register the application, enter its id, test it. */
export function FirstRunScreen(): ReactElement {
  const [clientId, setClientId] = useState('');
  const [tenant, setTenant] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const check = useCheck(asked);
  const test = (): void => {
    const next = { clientId: clientId.trim(), tenant: tenant.trim() };
    if (asked?.clientId === next.clientId && asked.tenant === next.tenant) void check.refetch();
    else setAsked(next);
  };
  return (
    <Page
      title={text('firstRun.title')}
      description={text('firstRun.description')}
      above={<Link href={hrefOf(places.signIn)}>{text('signIn.title')}</Link>}
    >
      <HowToRegister tenant={isTenantName(tenant) ? tenant.trim() : null} />
      <EnterId
        clientId={clientId}
        tenant={tenant}
        onClientId={setClientId}
        onTenant={setTenant}
        onTest={test}
        testing={check.isFetching}
        ready={isClientId(clientId) && isTenantName(tenant)}
      />
      <TestResult check={check} asked={asked} />
    </Page>
  );
}

import { createDOMRenderer, FluentProvider, type GriffelRenderer, RendererProvider } from '@fluentui/react-components';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { Client } from './lib/api.ts';
import { useAppearance } from './lib/appearance.ts';
import { ClientContext } from './lib/client-context.ts';
import { themeOf, useTheme } from './lib/theme.ts';
import { Shell } from './shell/shell.tsx';

/** What the whole page is made with. */
export interface AppProps {
  readonly client: Client;
  readonly queryClient: QueryClient;
  readonly renderer: GriffelRenderer;
}

/** Takes the nonce that the host gave this page; gives what writes Fluent's styles, each style element with that nonce. */
export const createStyleRenderer = (nonce: string): GriffelRenderer =>
  createDOMRenderer(document, { styleElementAttributes: { nonce } });

/** Takes client, answers and styles; gives the console. */
export function App({ client, queryClient, renderer }: AppProps): ReactElement {
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={queryClient}>
        <RendererProvider renderer={renderer} targetDocument={document}>
          <Router hook={useHashLocation}>
            <Themed />
          </Router>
        </RendererProvider>
      </QueryClientProvider>
    </ClientContext>
  );
}

function Themed(): ReactElement {
  const name = useTheme(useAppearance());
  return (
    // A class here would also go to every layer that Fluent opens over the page.
    <FluentProvider theme={themeOf(name)}>
      <div className="app" data-theme={name}>
        <Shell />
      </div>
    </FluentProvider>
  );
}

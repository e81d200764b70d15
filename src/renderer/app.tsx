import type { ReactElement } from 'react';

const commands = [
  { text: 'npm run demo', meaning: 'Sets up five vendors on the embedded demo tenant, step by step.' },
  { text: 'npm run cli -- login', meaning: 'Signs in to your own tenant in the system browser.' },
  { text: 'npm run cli -- setup plan FILE', meaning: 'Shows what a configuration would change, and changes nothing.' },
  { text: 'npm run cli -- --help', meaning: 'Lists every command.' },
] as const;

/** Takes the version of Electron it runs in, if any; gives the one page of this version, which points to the command line. */
export function App({ electronVersion }: { readonly electronVersion: string | undefined }): ReactElement {
  return (
    <main>
      <h1>Provisioning Console</h1>
      <p>
        In this version provisioning is set up, watched and repaired from the command line. This window has no functions
        yet.
      </p>
      <dl>
        {commands.map(({ text, meaning }) => (
          <div key={text}>
            <dt>
              <code>{text}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      {electronVersion === undefined ? null : <p>Electron {electronVersion}</p>}
    </main>
  );
}

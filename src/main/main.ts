import { fileURLToPath } from 'node:url';
import { app, protocol } from 'electron';
import { appOrigin } from './app-files.ts';
import { deepLinkIn, linkScheme, parseDeepLink } from './links.ts';
import { openProgram, type Program } from './program.ts';
import { parseStartArguments } from './start-arguments.ts';

const pageFolder = fileURLToPath(new URL('../renderer', import.meta.url));

const say = (message: string): void => void process.stderr.write(`${message}\n`);
const textOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function failed(cause: unknown): void {
  say(`The window could not be opened: ${textOf(cause)}`);
  app.exit(1);
}

/** Everything is closed before the process ends, so that no file is left half-written. */
function closeOnQuit(program: Program): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    program
      .close()
      .catch((cause: unknown) => say(`Not everything could be closed: ${textOf(cause)}`))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}

async function start(): Promise<void> {
  const asked = parseStartArguments(process.argv, app.isPackaged);
  // A link may open the program before it is ready to follow it.
  let early = asked.link;
  let program: Program | null = null;
  const follow = (link: typeof early): void => {
    if (program === null) early = link ?? early;
    else program.show(link).catch((cause: unknown) => say(`The window could not be shown: ${textOf(cause)}`));
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(parseDeepLink(url));
  });
  app.on('second-instance', (_event, argv) => follow(deepLinkIn(argv)));
  app.on('activate', () => follow(null));
  await app.whenReady();
  const opened = await openProgram({ ...asked, link: early, pageFolder, onFault: say });
  program = opened;
  closeOnQuit(opened);
}

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: appOrigin.scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
if (app.requestSingleInstanceLock()) {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  start().catch(failed);
} else {
  // The program that runs already was told, and comes to the front.
  app.quit();
}

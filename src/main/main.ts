import { fileURLToPath } from 'node:url';
import { app, protocol } from 'electron';
import { hearInterrupts } from '#platform/interrupts';
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

/** An interrupt comes from a terminal or the system; a person's second one ends the process at once. */
const sameInterruptMs = 500;
const interrupted = 130;

/** What is told to end, before and after it is open. */
interface Life {
  /** The program, being opened or open. */
  opening: Promise<Program> | null;
  program: Program | null;
  /** Somebody or something ended it while it was being opened. */
  ending: boolean;
  /** When it was interrupted first. */
  interruptedAt: number | null;
}

/** Everything is closed before the process ends, so that no file is left half-written, also when it ends while it opens. */
function closeOnQuit(life: Life): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  const close = async (opening: Promise<Program>): Promise<void> => {
    try {
      await (await opening).close();
    } catch (cause) {
      say(`Not everything could be closed: ${textOf(cause)}`);
    }
    state = 'closed';
    app.quit();
  };
  app.on('before-quit', () => {
    life.ending ||= life.program === null;
    life.program?.closing.noteQuit();
  });
  app.on('will-quit', (event) => {
    if (state === 'closed' || life.opening === null) return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void close(life.opening);
  });
}

function endWhenInterrupted(life: Life): void {
  hearInterrupts(['SIGINT', 'SIGTERM', 'SIGHUP'], () => {
    const { interruptedAt } = life;
    if (interruptedAt !== null && performance.now() - interruptedAt > sameInterruptMs) app.exit(interrupted);
    if (interruptedAt !== null) return;
    life.interruptedAt = performance.now();
    life.program?.closing.letGo();
    app.quit();
  });
}

async function start(): Promise<void> {
  const asked = parseStartArguments(process.argv, app.isPackaged);
  // A link may open the program before it is ready to follow it.
  let early = asked.link;
  const life: Life = { opening: null, program: null, ending: false, interruptedAt: null };
  const follow = (link: typeof early): void => {
    if (life.program === null) early = link ?? early;
    else life.program.show(link).catch((cause: unknown) => say(`The window could not be shown: ${textOf(cause)}`));
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(parseDeepLink(url));
  });
  app.on('second-instance', (_event, argv) => follow(deepLinkIn(argv)));
  app.on('activate', () => follow(null));
  closeOnQuit(life);
  endWhenInterrupted(life);
  await app.whenReady();
  const first = early;
  life.opening = openProgram({ ...asked, link: first, pageFolder, onFault: say, isEnding: () => life.ending });
  life.program = await life.opening;
  if (early !== first) follow(early);
  // What opening loads listens for them too, and would end the process at once.
  endWhenInterrupted(life);
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

import { fileURLToPath } from 'node:url';
import { app, protocol, session } from 'electron';
import { appOrigin, serveAppFile } from './app-files.ts';
import { openWindow } from './window.ts';

const pageFolder = fileURLToPath(new URL('../renderer', import.meta.url));

function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appOrigin.scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

function denyWhatThePageDoesNotNeed(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

async function start(): Promise<void> {
  await app.whenReady();
  denyWhatThePageDoesNotNeed();
  protocol.handle(appOrigin.scheme, (request) => serveAppFile(pageFolder, request.url));
  await openWindow();
}

app.enableSandbox();
registerScheme();
app.on('window-all-closed', () => app.quit());
start().catch((cause: unknown) => {
  process.stderr.write(`The window could not be opened: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  app.exit(1);
});

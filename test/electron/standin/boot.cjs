'use strict';
// node boot.cjs [switches] FOLDER [arguments]: what Electron's program does with its command line.
const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const switchForm = /^--([^=]+)=?(.*)$/s;
const switches = new Map();
const rest = [];
let target;
for (const argument of process.argv.slice(2)) {
  const [, name, value] = switchForm.exec(argument) ?? [];
  if (name !== undefined && !name.startsWith('inspect')) switches.set(name, value);
  if (target !== undefined) rest.push(argument);
  else if (name === undefined) target = path.resolve(argument);
}
if (target === undefined) {
  process.stderr.write('Electron stand-in: no application was named\n');
  process.exit(2);
}
const manifest = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
const electronManifest = path.join(target, 'node_modules/electron/package.json');
globalThis.electronStandin = {
  appPath: target,
  manifest,
  switches,
  version: fs.existsSync(electronManifest) ? JSON.parse(fs.readFileSync(electronManifest, 'utf8')).version : '0.0.0',
};
process.argv = [process.argv[0], target, ...rest];

const names = ['electron', 'electron/main', 'electron/common'];
const entry = path.join(__dirname, 'electron.cjs');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, ...others) {
  return names.includes(request) ? entry : resolveFilename.call(this, request, ...others);
};
const exported = Object.keys(require(entry));
// Electron ends on these as on "Quit", until somebody in the main process listens for them.
const quit = () => require(entry).app.quit();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, quit);
process.on('newListener', (signal, listener) => {
  if (listener !== quit) process.off(signal, quit);
});
Module.register('./hooks.mjs', pathToFileURL(__filename), { data: { entry, exported, names } });
import(pathToFileURL(path.resolve(target, manifest.main)).href)
  .then(() => require(entry).app.begin())
  .catch((cause) => {
    process.stderr.write(`${cause.stack ?? cause}\n`);
    process.exit(1);
  });

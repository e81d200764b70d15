#!/usr/bin/env node
// `node scripts/run-cli.mjs …`: the command line from source. The bundle is loaded into this very process, so that
// arguments, standard streams, signals and the exit code are the command's own, and no shell stands between.
import { pathToFileURL } from 'node:url';
import { ensureCli } from './cli-bundle.mjs';

// sysexits.h EX_SOFTWARE: the fault is the program's, not the caller's.
const internalFault = 70;

/** @returns {Promise<string | undefined>} */
async function bundle() {
  try {
    return await ensureCli();
  } catch (cause) {
    console.error(`The command line could not be built: ${cause instanceof Error ? cause.message : cause}`);
    console.error('Run "npm ci" if packages are missing, and "npm run check" to see what is wrong with the sources.');
    process.exitCode = internalFault;
    return undefined;
  }
}

const entry = await bundle();
if (entry !== undefined) {
  process.argv[1] = entry;
  await import(pathToFileURL(entry).href);
}

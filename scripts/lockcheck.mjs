// `npm run lockcheck`: will `npm ci` accept the lockfile on Windows and macOS too?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli-bundle.mjs';
import { missingFromLock } from './lockfile.mjs';

const missing = missingFromLock(JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')));
for (const line of missing) console.error(`missing from package-lock.json: ${line}`);
if (missing.length === 0) console.log('package-lock.json is complete for every system');
process.exitCode = missing.length === 0 ? 0 : 1;

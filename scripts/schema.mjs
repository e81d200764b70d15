// `npm run schema`: writes the JSON Schemas that editors complete and check files with. `--check` writes nothing and
// fails where a file is not what the sources say.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './cli-bundle.mjs';
import { withSources } from './load-source.mjs';

const schemas = [
  {
    file: 'assets/profiles/profile.schema.json',
    source: 'src/core/profiles/profile-schema.ts',
    name: 'VendorProfile',
    title: 'Vendor profile',
  },
  {
    file: 'assets/schemas/configuration.schema.json',
    source: 'src/shared/model/configuration.ts',
    name: 'ProvisioningConfiguration',
    title: 'Provisioning configuration',
  },
];

// `io: 'input'`: what a person may write, so members with a default are not required. A branded or transformed type has
// no JSON Schema of its own; `any` would let everything through unseen, so it is an error instead.
/**
 * @param {import('./load-source.mjs').Load} load
 * @param {{ source: string, name: string, title: string }} schema
 */
async function textOf(load, { source, name, title }) {
  const schema = (await load(source))[name];
  if (!(schema instanceof z.ZodType)) throw new Error(`${source} does not export the zod schema ${name}`);
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'throw' });
  return `${JSON.stringify({ title, ...json }, null, 2)}\n`;
}

/**
 * @param {string} file
 * @param {string} text
 */
function isCurrent(file, text) {
  return existsSync(file) && readFileSync(file, 'utf8') === text;
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const checkOnly = process.argv.includes('--check');
await withSources(async (load) => {
  for (const schema of schemas) {
    const file = join(projectRoot, schema.file);
    const text = await textOf(load, schema);
    if (isCurrent(file, text)) continue;
    if (!checkOnly) write(file, text);
    else process.exitCode = 1;
    console.log(checkOnly ? `${schema.file} is out of date: run "npm run schema"` : `${schema.file} written`);
  }
});

// `import … from 'electron'` becomes the stand-in.
import { pathToFileURL } from 'node:url';

const address = 'electron-standin:main';
let given = { entry: '', exported: [], names: [] };

export async function initialize(data) {
  given = data;
}

export async function resolve(specifier, context, next) {
  return given.names.includes(specifier) ? { url: address, shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (url !== address) return next(url, context);
  const { entry, exported } = given;
  const source = [
    "import { createRequire } from 'node:module';",
    `const electron = createRequire(${JSON.stringify(pathToFileURL(entry).href)})(${JSON.stringify(entry)});`,
    'export default electron;',
    ...exported.map((name) => `export const ${name} = electron.${name};`),
  ].join('\n');
  return { format: 'module', source, shortCircuit: true };
}

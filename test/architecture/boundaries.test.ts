import { beforeAll, describe, expect, it } from 'vitest';
import { lintPlanted, type Refusals } from './lint-planted.ts';

/** Folder → imports that its fence must refuse. Every fence has at least one, or it would be a comment. */
const refusedImports: Readonly<Record<string, readonly string[]>> = {
  'src/shared': ['node:fs', 'yaml', '#core/ports', '#platform/settings', 'react', 'electron', '../core/ports.ts', '..'],
  'src/core': [
    'node:fs',
    'node:fs/promises',
    'fs',
    '@azure/msal-node',
    'undici',
    'conf',
    'electron',
    'electron/main',
    'a-package-nobody-listed',
    '#platform/settings',
    '#emulator/tenant',
    '#cli/run',
    '#assets/tenants/demo.json',
    '../platform/settings.ts',
  ],
  'src/platform': ['electron', 'electron-store', 'commander', 'react', '#emulator/tenant', '#cli/run', '#main/window'],
  'src/emulator': [
    'node:http',
    'node:https',
    '@azure/msal-node',
    '@microsoft/microsoft-graph-client',
    '#core/setup/plan',
    '#core/create-core',
    '#platform/settings',
    '#cli/run',
  ],
  'src/main': ['#emulator/tenant', '#cli/run', '#renderer/app', 'react', 'commander', 'undici'],
  'src/preload': ['zod', 'node:fs', 'electron-store', '#core/ports', '#platform/settings', '#emulator/tenant'],
  'src/loopback': ['#emulator/tenant', '#cli/run', '#main/window', 'electron', 'commander'],
  'src/cli': ['#emulator/tenant', '#main/window', 'electron', 'electron-store', 'undici', 'conf', '@azure/msal-node'],
  'src/core/expressions': ['zod', '#core/ports', '#core/mappings/handlers', '#platform/settings'],
  'src/renderer': [
    'node:fs',
    'electron',
    '#core/ports',
    '#core/expressions/evaluator',
    '#platform/settings',
    '#emulator/tenant',
    '@azure/msal-node',
  ],
  test: ['../support/ports.ts', '../../src/core/ports.ts', 'electron', 'a-package-nobody-listed'],
};

/** Ways to write an import. The fence must see each of them. */
const importForms: readonly ((module: string) => string)[] = [
  (module) => `import { x } from '${module}';\nexport const y = x;\n`,
  (module) => `import type { X } from '${module}';\nexport type Y = X;\n`,
  (module) => `export { x } from '${module}';\n`,
  (module) => `export const load = () => import('${module}');\n`,
  (module) => `import '${module}';\n`,
];

/** One file a layer that uses everything the layer may import. */
const legalFiles: Readonly<Record<string, readonly string[]>> = {
  'src/shared/planted/legal.ts': ['zod', '#shared/model/ids', './other.ts'],
  'src/core/planted/legal.ts': [
    'zod',
    'yaml',
    '@microsoft/microsoft-graph-client',
    'unified',
    'remark-parse',
    'remark-frontmatter',
    'mdast',
    'mdast-util-to-string',
    '#shared/model/ids',
    '#core/ports',
  ],
  'src/platform/planted/legal.ts': [
    '@azure/msal-node',
    'conf',
    'undici',
    '@napi-rs/keyring',
    'node:fs/promises',
    '#core/ports',
  ],
  'src/emulator/planted/legal.ts': [
    'zod',
    'scim-patch',
    'scim2-parse-filter',
    'node:crypto',
    '#core/expressions/parse',
    '#core/graph/shapes',
    '#assets/tenants/demo.json',
  ],
  'src/emulator/planted/serve.ts': ['node:http', '#emulator/tenant'],
  'src/main/planted/legal.ts': ['electron', 'electron-store', 'node:path', '#core/create-core', '#platform/settings'],
  'src/main/demo.ts': ['#emulator/tenant', '#platform/settings'],
  'src/preload/planted/legal.ts': ['electron', '#shared/model/ids'],
  'src/loopback/planted/legal.ts': ['node:http', '#core/create-core', '#platform/settings'],
  'src/loopback/demo.ts': ['#emulator/tenant', '#platform/settings'],
  'src/cli/planted/legal.ts': ['commander', 'node:fs', '#core/create-core', '#platform/settings'],
  'src/cli/demo.ts': ['#emulator/tenant', '#core/create-core', 'node:path'],
  'src/core/expressions/planted/legal.ts': ['#shared/model/mappings', '#core/expressions/values', './other.ts'],
  'src/renderer/planted/legal.ts': [
    'react',
    'react-dom/client',
    'zustand',
    '#shared/contract/index',
    '#core/expressions/try-expression',
    './other.ts',
  ],
  'test/unit/planted/legal.test.ts': [
    'vitest',
    'fast-check',
    'node:fs',
    '#emulator/tenant',
    '#cli/run',
    '#test/support/ports',
  ],
  'scripts/planted.mjs': ['node:fs', 'vite', './other.mjs'],
};

const long = `export function long(): number {\n${'  Math.max(1, 2);\n'.repeat(61)}  return 1;\n}\n`;

/** Rule → a file that breaks it and nothing else. */
const otherFaults: Readonly<Record<string, readonly [path: string, text: string]>> = {
  noConsole: ['src/platform/planted/console.ts', "console.log('x');\n"],
  noDebugger: ['src/core/planted/debugger.ts', 'debugger;\n'],
  noDefaultExport: ['src/core/planted/default.ts', 'export default 1;\n'],
  noEnum: ['src/shared/planted/enum.ts', 'export enum Colour {\n  Red,\n}\n'],
  noExcessiveLinesPerFunction: ['src/core/planted/long.ts', long],
  noExplicitAny: ['src/core/planted/any.ts', 'export const x: any = 1;\n'],
  noFloatingPromises: [
    'src/platform/planted/floating.ts',
    'const f = async (): Promise<number> => 1;\nexport function g(): void {\n  f();\n}\n',
  ],
  noImportCycles: [
    'src/core/planted/cycle-a.ts',
    "import { b } from './cycle-b.ts';\nexport const a = (): number => b();\n",
  ],
  noNonNullAssertion: ['src/core/planted/non-null.ts', 'export const f = (x?: string): string => x!;\n'],
  useFilenamingConvention: ['src/core/planted/camelCase.ts', 'export const x = 1;\n'],
  useImportType: ['src/core/planted/import-type.ts', "import { X } from './other.ts';\nexport type Y = X;\n"],
  useMaxParams: [
    'src/core/planted/params.ts',
    'export const f = (a: number, b: number, c: number, d: number) => [a, b, c, d];\n',
  ],
  useNodejsImportProtocol: ['src/cli/planted/protocol.ts', "import { join } from 'path';\nexport const x = join;\n"],
};

/** What core and shared must ask a port for, each in a use that type-checks. */
const outsideWorld: Readonly<Record<string, string>> = {
  process: 'process.cwd()',
  Buffer: "Buffer.from('x')",
  fetch: "fetch('https://x.example')",
  globalThis: "globalThis.fetch('https://x.example')",
  setTimeout: 'setTimeout(() => 1, 1)',
  setInterval: 'setInterval(() => 1, 1)',
  performance: 'performance.now()',
};

const caseOf = (folder: string, module: string, form: number): string => {
  const index = refusedImports[folder]?.indexOf(module) ?? -1;
  return `${folder}/planted/refused-${index}-${form}.ts`;
};

const planted = (): Record<string, string> => {
  const files: Record<string, string> = {
    'src/core/planted/cycle-b.ts': "import { a } from './cycle-a.ts';\nexport const b = (): number => a();\n",
  };
  for (const [folder, modules] of Object.entries(refusedImports)) {
    for (const module of modules) {
      for (const [form, write] of importForms.entries()) files[caseOf(folder, module, form)] = write(module);
    }
  }
  for (const [path, modules] of Object.entries(legalFiles)) {
    files[path] = modules.map((module) => `import '${module}';\n`).join('');
  }
  for (const [path, text] of Object.values(otherFaults)) files[path] = text;
  for (const [name, use] of Object.entries(outsideWorld)) {
    for (const layer of ['shared', 'core'])
      files[`src/${layer}/planted/uses-${name.toLowerCase()}.ts`] = `export const f = () => ${use};\n`;
  }
  return files;
};

describe('the fences between the layers', () => {
  let refusals: Refusals;
  beforeAll(async () => {
    refusals = await lintPlanted(planted());
  });

  for (const [folder, modules] of Object.entries(refusedImports)) {
    it.each(modules)(`${folder} may not import %s, however it is written`, (module) => {
      const missed = importForms.filter(
        (_, form) => !refusals.get(caseOf(folder, module, form))?.has('noRestrictedImports'),
      );
      expect(missed.map((write) => write(module))).toEqual([]);
    });
  }

  it.each(Object.keys(legalFiles))('%s may import all that its layer allows', (path) => {
    expect([...(refusals.get(path) ?? [])]).toEqual([]);
  });

  it.each(Object.entries(otherFaults))('%s refuses its planted fault', (rule, [path]) => {
    expect([...(refusals.get(path) ?? [])]).toContain(rule);
  });

  it.each(Object.keys(outsideWorld))('core and shared may not use the global %s', (name) => {
    for (const layer of ['shared', 'core']) {
      expect([...(refusals.get(`src/${layer}/planted/uses-${name.toLowerCase()}.ts`) ?? [])]).toContain(
        'noRestrictedGlobals',
      );
    }
  });
});

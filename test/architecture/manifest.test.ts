import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { missingFromLock } from '#scripts/lockfile';
import { projectRoot } from '#test/support/project-root';
import { textOf } from './project-files.ts';

const Versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({ dependencies: Versions, devDependencies: Versions, imports: Versions, scripts: Versions });
const Lock = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: Versions, resolved: z.string().optional() })),
});

const manifest = Manifest.parse(JSON.parse(textOf('package.json')));
const lock = Lock.parse(JSON.parse(textOf('package-lock.json')));
const packages = { ...manifest.dependencies, ...manifest.devDependencies };

const topLevel = [
  'package.json',
  'electron-builder.yml',
  'tsconfig.json',
  'src/main',
  'src/renderer',
  'assets',
  'test',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'docs/decisions',
];

const mandatedPackages = [
  'electron',
  'react',
  'vite',
  'electron-store',
  '@azure/msal-node',
  '@microsoft/microsoft-graph-client',
  'zustand',
  'vitest',
];

describe('package.json and its lock', () => {
  it.each(Object.entries(packages))('pins %s to one version', (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it.each(mandatedPackages)('has %s', (name) => {
    expect(Object.keys(packages)).toContain(name);
  });

  it.each(topLevel)('stands beside %s', (path) => {
    expect(existsSync(join(projectRoot, path))).toBe(true);
  });

  it.each(Object.entries(manifest.imports))('maps %s to a folder that is there', (_name, target) => {
    expect(existsSync(join(projectRoot, target.slice(0, target.indexOf('*'))))).toBe(true);
  });

  it.each(Object.entries(manifest.scripts))('%s starts no script that is missing', (_name, command) => {
    const scripts = [...command.matchAll(/\bnode (scripts\/\S+)/g)].map(([, path = '']) => path);
    expect(scripts.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });

  it('is accepted by npm ci on every system', () => {
    expect(missingFromLock(lock)).toEqual([]);
  });

  it('names no registry of one machine', () => {
    const places = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);
    expect(places.filter((place) => !place.startsWith('https://registry.npmjs.org/'))).toEqual([]);
  });

  it('is refused where the build of another system is missing', () => {
    const [windows] = Object.keys(lock.packages).filter((place) => /@biomejs\/cli-win32-x64$/.test(place));
    const { [windows ?? '']: _removed, ...rest } = lock.packages;
    expect(missingFromLock({ packages: rest })).toEqual([
      `node_modules/@biomejs/biome -> @biomejs/cli-win32-x64@${packages['@biomejs/biome']}`,
    ]);
  });
});

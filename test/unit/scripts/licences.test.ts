import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { licencesFile, licencesOf } from '#scripts/licences';
import { projectRoot } from '#test/support/project-root';

const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });

describe('the list of licences', () => {
  it('is what the lock file says', () => {
    const written: unknown = JSON.parse(readFileSync(licencesFile, 'utf8'));
    expect(written).toEqual(licencesOf(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')));
  });

  it('follows what a package stands on, and takes the version that it would find', () => {
    const text = lock({
      '': { dependencies: { one: '1' }, devDependencies: { typescript: '1', '@types/one': '1' } },
      'node_modules/one': { version: '1.0.0', license: 'MIT', dependencies: { two: '1' } },
      'node_modules/two': { version: '2.0.0', license: 'ISC' },
      'node_modules/one/node_modules/two': { version: '1.5.0', license: 'Apache-2.0' },
      'node_modules/typescript': { version: '7.0.0', license: 'Apache-2.0' },
    });
    expect(licencesOf(text)).toEqual([
      { name: 'one', version: '1.0.0', licence: 'MIT' },
      { name: 'two', version: '1.5.0', licence: 'Apache-2.0' },
    ]);
  });

  it('says where to look when a package does not name its licence', () => {
    const text = lock({ '': { dependencies: { one: '1' } }, 'node_modules/one': { version: '1.0.0' } });
    expect(licencesOf(text)).toEqual([{ name: 'one', version: '1.0.0', licence: 'see package' }]);
  });
});

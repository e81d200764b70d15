import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { VendorId } from '#shared/model/ids';
import { projectRoot } from '#test/support/project-root';
import { writeArticle } from '#test/tutorials/write-article';
import { type GoodCase, good } from './good-case.ts';

const article = writeArticle({ name: 'Kestrel Hub' });
const airstack = VendorId.parse('airstack');

/** Tutorials and the library of profiles; somebody is signed in, nothing is set up yet. */
export const libraryCases: readonly GoodCase[] = [
  good('tutorials.import', {
    input: () => ({ text: article, file: 'kestrel.md' }),
    check: ({ profile, warnings }) => {
      expect(profile).toMatchObject({ id: 'kestrel-hub', imported: { displayName: 'Kestrel Hub' } });
      expect(warnings).toEqual([]);
    },
  }),
  good('vendors.validate', {
    check: ({ profiles }) => {
      expect(profiles.map(({ id }) => id)).toContain('airstack');
      expect(profiles.filter(({ usable }) => !usable)).toEqual([]);
    },
  }),
  good('vendors.compare', {
    input: () => ({
      before: { kind: 'vendor', vendor: airstack },
      after: {
        kind: 'profile',
        text: readFileSync(join(projectRoot, 'assets/profiles/airstack/profile.json'), 'utf8').replaceAll(
          'api-as.lenovosoftware.com',
          'moved.example',
        ),
      },
    }),
    check: ({ changes }) => {
      expect(changes).toEqual([
        {
          area: 'tenantUrl',
          what: 'tenant URL',
          before: 'fixed: https://api-as.lenovosoftware.com/0/as/common/scim',
          after: 'fixed: https://moved.example/0/as/common/scim',
        },
      ]);
    },
  }),
  good('vendors.reconcile', {
    input: () => ({ vendor: airstack }),
    check: ({ gallery, differences }, { transport }) => {
      expect(gallery.map(({ displayName }) => displayName)).toEqual(['Airstack']);
      expect(transport.oneProcess ? differences.filter(({ area }) => area === 'gallery') : []).toEqual([]);
    },
  }),
];

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Output } from '#shared/contract/index';
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
  good('vendors.facts', {
    input: () => ({ source: { kind: 'article', text: article, file: 'kestrel.md' } }),
    check: ({ displayName, document, areas, warnings }) => {
      expect(displayName).toBe('Kestrel Hub');
      expect(document).toMatchObject({ file: 'kestrel.md', byHand: false });
      expect(areas.map(({ area }) => area)).toEqual(
        expect.arrayContaining(['application', 'credentials', 'tenantUrl']),
      );
      expect(warnings).toEqual([]);
    },
  }),
  good('vendors.save', {
    input: async ({ transport }) => {
      const { result } = await transport.call('tutorials.import', { text: article, file: 'kestrel.md' });
      return { text: JSON.stringify(result.ok ? (result.data as { profile: unknown }).profile : null) };
    },
    check: ({ id, place, tookPlaceOf }) => {
      expect([id, tookPlaceOf]).toEqual(['kestrel-hub', 'nothing']);
      expect(place).toMatch(/profiles.kestrel-hub.profile\.json$/);
    },
  }),
  good('vendors.upgrade', {
    // Nothing that this program kept is of an older format; the file is written by hand in a test of its own.
    input: () => ({ vendor: VendorId.parse('kestrel-hub') }),
    refusedOn: () => ({ code: 'conflict', reason: 'profileUpToDate' }),
    check: () => undefined,
  }),
  good('vendors.remove', {
    input: () => ({ vendor: VendorId.parse('kestrel-hub') }),
    check: ({ id, place, follows }) => {
      expect([id, follows]).toEqual(['kestrel-hub', 'nothing']);
      expect(place).toMatch(/profiles.kestrel-hub.profile\.previous\.json$/);
    },
  }),
  good('vendors.draft', {
    input: () => ({ application: 'Maple Payroll' }),
    check: ({ draft, notes }) => {
      expect(draft).toMatchObject({ id: 'maple-payroll', displayName: 'Maple Payroll', addMethod: 'instantiate' });
      expect(notes.length).toBeGreaterThan(0);
    },
  }),
  good('vendors.compose', {
    input: async ({ transport }) => {
      const { result } = await transport.call('vendors.draft', { application: 'Maple Payroll' });
      if (!result.ok) throw new Error(result.error.message);
      return { draft: (result.data as Output<'vendors.draft'>).draft };
    },
    check: ({ profile, checked }) => {
      expect(profile).toMatchObject({ id: 'maple-payroll', imported: null });
      expect(checked).toMatchObject({ usable: true, faults: [] });
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProfiles } from '#core/profiles/load-profiles';
import { vendorGuideOf } from '#core/profiles/vendor-guide';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { WizardAnswers } from '#shared/model/wizard';
import { freshAnswers } from '#shared/wizard/wizard-plan';
import { projectRoot } from '#test/support/project-root';

/** The tenant that placeholders of a profile are filled in with. */
export const tenantId = '11111111-1111-4111-8111-111111111111';

/** Every vendor that comes with the product. */
export const vendors = ['airstack', 'askspoke', 'atea', 'cloud-academy-sso', 'schoolstream-asa', 'scim'] as const;
export type Vendor = (typeof vendors)[number];

const content = (id: string): unknown =>
  JSON.parse(readFileSync(join(projectRoot, 'assets/profiles', id, 'profile.json'), 'utf8'));

/** Takes a vendor; gives its guide, from the profile that is shipped. */
export async function guideOf(id: Vendor): Promise<VendorGuide> {
  const { profiles } = await loadProfiles({ list: async () => [{ id, source: 'built-in', content: content(id) }] });
  const [loaded] = profiles;
  if (loaded === undefined) throw new Error(`The profile ${id} cannot be read.`);
  return vendorGuideOf(loaded, tenantId);
}

/** Takes a guide and what differs; gives answers that leave nothing missing but what the vendor's fields need. */
export const answersFor = (guide: VendorGuide, differing: Partial<WizardAnswers> = {}): WizardAnswers => ({
  ...freshAnswers(guide),
  application: { kind: 'create', name: guide.displayName, separate: false },
  email: 'identity-team@contoso.example',
  ...differing,
});

import { describe, expect, it } from 'vitest';
import { wizardSteps } from '#shared/model/wizard';
import { canOpen, freshAnswers, neighbour, stepsFor } from '#shared/wizard/wizard-plan';
import { guideOf, vendors } from './guide.ts';

describe('the steps of a vendor', () => {
  it.each(vendors)('of %s are all that its profile has something to say about', async (vendor) => {
    const guide = await guideOf(vendor);
    expect(stepsFor(guide)).toEqual(wizardSteps);
    expect(guide.vendorSide.steps.length).toBeGreaterThan(0);
  });

  it('leave out the vendor side when nothing is done there, and trying when nobody is created', async () => {
    const guide = await guideOf('airstack');
    const bare = {
      ...guide,
      vendorSide: { ...guide.vendorSide, steps: [], giveToVendor: [], contactEmail: null },
      supports: { ...guide.supports, createUsers: false, updateUsers: false },
    };
    expect(stepsFor(bare)).not.toContain('vendorSide');
    expect(stepsFor(bare)).not.toContain('tryOne');
    expect(stepsFor(bare)).toHaveLength(wizardSteps.length - 2);
  });

  it('have neighbours, and none at the ends', () => {
    expect(neighbour(wizardSteps, 'prerequisites', -1)).toBeNull();
    expect(neighbour(wizardSteps, 'prerequisites', 1)).toBe('vendorSide');
    expect(neighbour(wizardSteps, 'next', 1)).toBeNull();
    expect(neighbour(['scope', 'review'], 'mappings', 1)).toBe('scope');
  });

  it('open after the set-up only where they need it', () => {
    expect(wizardSteps.filter((step) => !canOpen(step, false))).toEqual(['tryOne', 'turnOn', 'next']);
    expect(wizardSteps.every((step) => canOpen(step, true))).toBe(true);
  });
});

it('begins with the careful answers', async () => {
  const guide = await guideOf('airstack');
  expect(freshAnswers(guide)).toMatchObject({
    vendor: 'airstack',
    people: 'assigned',
    assignments: [],
    threshold: { enabled: true },
    keepOutOfScope: false,
  });
});

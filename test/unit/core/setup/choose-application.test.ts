import { describe, expect, it } from 'vitest';
import type { ServicePrincipal } from '#core/graph/shapes';
import { IntentEntry } from '#core/journal/entry';
import { type JournalFacts, noFacts } from '#core/journal/facts';
import { chooseApplication } from '#core/setup/choose-application';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { id, refusal, servicePrincipal, tenantId } from './plan-fixture.ts';

describe('chooseApplication', () => {
  const configuration = (change: object = {}) =>
    ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: 'airstack', application: change });
  const one = servicePrincipal();
  const two = servicePrincipal({ id: id(11), displayName: 'Airstack test' });
  const created = (servicePrincipalId: string, displayName: string) => ({
    type: 'application' as const,
    servicePrincipalId,
    applicationId: '',
    appId: '',
    displayName,
    vendor: 'airstack',
    name: displayName,
    at: '',
    seen: false,
  });
  const intent = (known: readonly string[]) =>
    IntentEntry.parse({
      v: 1,
      sequence: 1,
      at: '2026-11-21T08:00:00Z',
      run: 'r',
      who: 'w',
      tenantId,
      previous: '',
      hash: '',
      kind: 'intent',
      id: 'i',
      step: 'application.create',
      application: { vendor: 'airstack', name: 'Airstack', servicePrincipalId: null },
      changes: [],
      subject: { known },
    });
  const choose = (change: object, instances: readonly ServicePrincipal[], facts: Partial<JournalFacts> = {}) => {
    const choice = chooseApplication({
      configuration: configuration(change),
      displayName: (change as { name?: string }).name ?? 'Airstack',
      instances,
      facts: { ...noFacts, ...facts },
    });
    return choice.kind === 'use' ? choice.servicePrincipal.id : `create${choice.open === null ? '' : ' after looking'}`;
  };

  it.each<[string, () => string, string]>([
    ['none is there', () => choose({}, []), 'create'],
    ['one is there', () => choose({}, [one]), one.id],
    ['one is there, but a separate one is wanted', () => choose({ existing: 'createSeparate' }, [one]), 'create'],
    ['one is there with another name than the one asked for', () => choose({ name: 'Airstack test' }, [one]), 'create'],
    ['the one asked for by name is among several', () => choose({ name: 'Airstack test' }, [one, two]), two.id],
    ['ours is among several', () => choose({}, [one, two], { created: [created(one.id, 'Airstack')] }), one.id],
    [
      'ours is the separate one',
      () => choose({ existing: 'createSeparate' }, [one], { created: [created(one.id, 'Airstack')] }),
      one.id,
    ],
    [
      'an interrupted run made the new one',
      () => choose({ existing: 'createSeparate' }, [two, one], { openIntents: [intent([two.id])] }),
      one.id,
    ],
    [
      'an interrupted run made nothing that can be seen',
      () => choose({}, [two], { openIntents: [intent([two.id])] }),
      'create after looking',
    ],
    ['several could be meant', () => refusal(() => choose({}, [one, two])), 'conflict severalInstances'],
    [
      'several are new after an interrupted run',
      () => refusal(() => choose({}, [one, two], { openIntents: [intent([])] })),
      'conflict severalNewInstances',
    ],
  ])('when %s', (_when, result, expected) => {
    expect(result()).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { quarantineCatalogue } from '#core/monitor/quarantine/catalogue';
import { type ClassifiedBy, classifyQuarantine } from '#core/monitor/quarantine/classify';

const by = (
  quarantine: Partial<ClassifiedBy['quarantine']>,
  lastCycle: ClassifiedBy['lastCycle'] = null,
): ClassifiedBy => ({
  quarantine: { reason: 'Unknown', errorCode: null, errorMessage: null, tenantActionable: null, ...quarantine },
  lastCycle,
});
const cycle = (counts: Record<string, number>, errorCode: string | null = null) => ({
  state: 'EntryLevelErrors',
  counts,
  errorCode,
  errorMessage: null,
});

describe('the kind of a quarantine', () => {
  it.each([
    ['EncounteredQuarantineException', 'transport'],
    ['EncounteredBaseEscrowThreshold', 'perObject'],
    ['EncounteredTotalEscrowThreshold', 'perObject'],
    ['EncounteredEscrowProportionThreshold', 'perObject'],
    ['QuarantinedOnDemand', 'byMicrosoft'],
    ['TooManyDeletes', 'deletesBlocked'],
    ['IngestionInterrupted', 'ingestion'],
    ['Unknown', 'unknown'],
  ])('%s is %s, and the reason is named as evidence', (reason, kind) => {
    const result = classifyQuarantine(by({ reason }));
    expect(result.kind).toBe(kind);
    expect(result.evidence[0]).toContain(reason);
    expect(Object.hasOwn(quarantineCatalogue, reason)).toBe(true);
  });

  it('keeps a documented reason whatever the error says', () => {
    const result = classifyQuarantine(
      by({ reason: 'TooManyDeletes', errorCode: 'InvalidCredentials', tenantActionable: false }),
    );
    expect(result.kind).toBe('deletesBlocked');
    expect(result.evidence).toEqual([
      'The service gives the reason TooManyDeletes.',
      'Its error code is InvalidCredentials.',
      'The service says that the tenant cannot act on it (tenantActionable is false).',
    ]);
  });

  it.each([
    ['an error about credentials', by({ errorCode: 'SalesforceInvalidCredentials' }), 'transport'],
    ['a text about credentials', by({ errorMessage: 'Your token has expired.' }), 'transport'],
    ['an error of the last cycle', by({ reason: 'SolarFlare' }, cycle({}, 'ConnectionTimeout')), 'transport'],
    ['failed objects', by({ reason: 'SolarFlare' }, cycle({ countEscrowed: 7 })), 'perObject'],
    ['nothing', by({ reason: 'SolarFlare' }, cycle({ countEscrowed: 0 })), 'unknown'],
    ['a name of every object', by({ reason: 'constructor' }), 'unknown'],
  ])('tells a reason that is not documented by %s', (_by, given, kind) => {
    const result = classifyQuarantine(given);
    expect(result.kind).toBe(kind);
    expect(result.evidence[0]).toContain('does not say what it means');
    expect(result.evidence.length).toBeGreaterThan(1);
  });
});

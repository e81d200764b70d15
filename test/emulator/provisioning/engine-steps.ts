import fc from 'fast-check';

/** One thing that happens to a tenant; numbers pick people and groups, whichever there are. */
export type Step =
  | { readonly kind: 'addPerson' | 'addGroup' }
  | {
      readonly kind:
        | 'changeTitle'
        | 'clearTitle'
        | 'rename'
        | 'toggleEnabled'
        | 'toggleDeleted'
        | 'purge'
        | 'toggleAssigned'
        | 'toggleDepartment'
        | 'toggleGroupAssigned';
      readonly which: number;
    }
  | { readonly kind: 'setManager' | 'toggleMember'; readonly which: number; readonly other: number }
  | { readonly kind: 'cycle' | 'toggleFilter' | 'pause' | 'start' | 'calm' }
  | { readonly kind: 'storm'; readonly seed: number }
  | { readonly kind: 'restart'; readonly scope: string };

const picking = (kinds: readonly string[]) =>
  fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(6) }) as fc.Arbitrary<Step>;

/** Sequences of changes, faults and cycles. `Full` is not among the restarts: it forgets which members it added. */
export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Step>({ kind: 'addPerson' }, { kind: 'addGroup' }) },
    {
      weight: 8,
      arbitrary: picking([
        'changeTitle',
        'clearTitle',
        'rename',
        'toggleEnabled',
        'toggleDeleted',
        'purge',
        'toggleAssigned',
        'toggleDepartment',
        'toggleGroupAssigned',
      ]),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('setManager' as const, 'toggleMember' as const),
        which: fc.nat(6),
        other: fc.nat(6),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.constantFrom<Step>(
        { kind: 'cycle' },
        { kind: 'cycle' },
        { kind: 'toggleFilter' },
        { kind: 'pause' },
        { kind: 'start' },
        { kind: 'calm' },
      ),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('storm' as const), seed: fc.nat(1_000_000) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('restart' as const),
        scope: fc.constantFrom('None', 'Escrows', 'Watermark', 'QuarantineState', 'ForceDeletes', ''),
      }),
    },
  ),
  { minLength: 5, maxLength: 60 },
);

import type { TargetValue, TargetValues } from './compiled-mapping.ts';

/** The tie between a source object and its object in the target: the connector's own memory. */
export interface EntryLink {
  readonly targetId: string;
  /** What the service last sent or read, by target attribute; a copy, so it changes only when it is set. */
  values: TargetValues;
  active: boolean;
  /** Whether a change was sent that the target may have made, though nobody heard so: it is read again before the next one. */
  unsure: boolean;
  /** Target ids of the members the service added; empty for people. */
  readonly members: Set<string>;
  /** Target ids of the members whose adding or removing was sent, though nobody heard what came of it. */
  readonly unsureMembers: Set<string>;
}

/** Lists of attribute names, each kept once: all links of a mapping have the same few. */
const nameLists = new Map<string, readonly string[]>();

function sharedNames(names: readonly string[]): readonly string[] {
  const key = names.join('\n');
  const known = nameLists.get(key) ?? names;
  if (known === names) nameLists.set(key, names);
  return known;
}

/** A link of a large tenant is one of 100,000, so the names of its values are not kept with each of them. */
class CompactLink implements EntryLink {
  readonly targetId: string;
  active: boolean;
  unsure = false;
  #names: readonly string[] = [];
  #cells: readonly TargetValue[] = [];
  #members: Set<string> | null = null;
  #unsureMembers: Set<string> | null = null;

  constructor(targetId: string, values: TargetValues) {
    this.targetId = targetId;
    this.active = values.active !== false;
    this.values = values;
  }

  get members(): Set<string> {
    this.#members ??= new Set();
    return this.#members;
  }

  get unsureMembers(): Set<string> {
    this.#unsureMembers ??= new Set();
    return this.#unsureMembers;
  }

  get values(): TargetValues {
    const values: TargetValues = {};
    for (const [index, name] of this.#names.entries()) {
      const cell = this.#cells[index];
      if (cell !== undefined) values[name] = cell;
    }
    return values;
  }

  set values(values: TargetValues) {
    this.#names = sharedNames(Object.keys(values));
    this.#cells = Object.values(values);
  }
}

/** Ties a source object to an object in the target. Takes the target's id and what it has there, by target attribute. */
export function createEntryLink(targetId: string, values: TargetValues): EntryLink {
  return new CompactLink(targetId, values);
}

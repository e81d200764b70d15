/** Records that follow from a number: nothing of them is kept. */
export interface RecordGenerator<T> {
  readonly count: number;
  /** The record of a number from 0 to count − 1; `changed` is to be called with it when it is dated anew. */
  make(index: number, changed: (record: T) => void): T;
  /** The number of an id, or −1. */
  indexOf(id: string): number;
  idOf(index: number): string;
}

// Whoever reads a record by its id twice, to change it in two steps, gets one object both times.
const recentlyRead = 512;

/**
 * A Map of records by id, most of which are made when they are asked for: 100,000 of them take no memory. Those that
 * were set, and generated ones that were dated anew (`changedAt`), are kept. A generated record that is changed without
 * being dated is forgotten sooner or later, as the service would not see such a change either.
 * Iteration gives what was set first, then the generated ones by their numbers.
 */
export class GeneratedMap<T extends { readonly id: string }> extends Map<string, T> {
  /** The records that were there before the generated ones. */
  readonly first: readonly T[];
  readonly #generator: RecordGenerator<T>;
  readonly #kept = new Map<number, T>();
  readonly #deleted = new Set<number>();
  readonly #recent = new Map<number, T>();

  constructor(generator: RecordGenerator<T>, first: Iterable<T> = []) {
    super();
    this.#generator = generator;
    this.first = [...first];
    for (const record of this.first) super.set(record.id, record);
  }

  override get size(): number {
    return super.size + this.#generator.count - this.#deleted.size;
  }

  override get(id: string): T | undefined {
    const index = this.#generatedIndex(id);
    return index === -1 ? super.get(id) : this.#read(index);
  }

  override has(id: string): boolean {
    return this.#generatedIndex(id) !== -1 || super.has(id);
  }

  override set(id: string, record: T): this {
    const index = this.#generator.indexOf(id);
    if (index === -1) return super.set(id, record);
    this.#deleted.delete(index);
    this.#kept.set(index, record);
    return this;
  }

  override delete(id: string): boolean {
    const index = this.#generatedIndex(id);
    if (index === -1) return super.delete(id);
    this.#deleted.add(index);
    this.#kept.delete(index);
    this.#recent.delete(index);
    return true;
  }

  override clear(): void {
    super.clear();
    for (let index = 0; index < this.#generator.count; index += 1) this.#deleted.add(index);
    this.#kept.clear();
    this.#recent.clear();
  }

  override *keys(): MapIterator<string> {
    yield* super.keys();
    for (const index of this.#indexes()) yield this.#generator.idOf(index);
  }

  override *values(): MapIterator<T> {
    yield* super.values();
    yield* this.#generatedValues(0);
  }

  override *entries(): MapIterator<[string, T]> {
    for (const record of this.values()) yield [record.id, record];
  }

  override [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  override forEach(visit: (record: T, id: string, map: Map<string, T>) => void): void {
    for (const record of this.values()) visit(record, record.id, this);
  }

  /** Records that were set, or were dated anew: all that can have changed since the tenant began. */
  *touched(): Generator<T, undefined> {
    yield* super.values();
    yield* this.#kept.values();
  }

  /** The records that come after the one with this id; null when there is none with it. */
  valuesAfter(id: string): Iterable<T> | null {
    const index = this.#generatedIndex(id);
    if (index !== -1) return this.#generatedValues(index + 1);
    return super.has(id) ? this.#valuesAfterKept(id) : null;
  }

  *#valuesAfterKept(id: string): Generator<T, undefined> {
    let isBehind = false;
    for (const record of super.values()) {
      if (isBehind) yield record;
      isBehind ||= record.id === id;
    }
    yield* this.#generatedValues(0);
  }

  *#generatedValues(from: number): Generator<T, undefined> {
    for (const index of this.#indexes(from)) {
      yield this.#kept.get(index) ?? this.#recent.get(index) ?? this.#make(index);
    }
  }

  /** The generated record of a number; undefined when there is none or it was deleted. */
  at(index: number): T | undefined {
    const exists = Number.isInteger(index) && index >= 0 && index < this.#generator.count && !this.#deleted.has(index);
    return exists ? this.#read(index) : undefined;
  }

  /** The id of the generated record of a number, also when it was deleted. */
  originalId(index: number): string {
    return this.#generator.idOf(index);
  }

  /** The generated record of a number as it was at first, whatever became of it since. */
  original(index: number): T {
    return this.#generator.make(index, () => {});
  }

  #generatedIndex(id: string): number {
    const index = this.#generator.indexOf(id);
    return index !== -1 && this.#deleted.has(index) ? -1 : index;
  }

  *#indexes(from = 0): Generator<number, undefined> {
    for (let index = from; index < this.#generator.count; index += 1) if (!this.#deleted.has(index)) yield index;
  }

  #make(index: number): T {
    return this.#generator.make(index, (record) => {
      if (!this.#deleted.has(index) && !this.#kept.has(index)) this.#kept.set(index, record);
    });
  }

  #read(index: number): T {
    const known = this.#kept.get(index) ?? this.#recent.get(index);
    if (known !== undefined) return known;
    const record = this.#make(index);
    this.#recent.set(index, record);
    if (this.#recent.size > recentlyRead) {
      const [oldest] = this.#recent.keys();
      if (oldest !== undefined) this.#recent.delete(oldest);
    }
    return record;
  }
}

import type { Anchor, RegexNode, UnitSet } from './syntax.ts';
import { RegexRefusal } from './syntax.ts';

/** One step of a compiled pattern. `step` is 1 for matching forwards and -1 inside a lookbehind. */
export type Instruction =
  | { readonly op: 'unit'; readonly set: UnitSet; readonly step: 1 | -1 }
  | { readonly op: 'anchor'; readonly anchor: Anchor }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'ifStuck'; readonly register: number; to: number }
  | { readonly op: 'backreference'; readonly group: number; readonly ignoresCase: boolean; readonly step: 1 | -1 }
  | { readonly op: 'atomic'; readonly body: number; next: number }
  | { readonly op: 'look'; readonly isNegated: boolean; readonly body: number; next: number }
  | { readonly op: 'accept' };

/** A compiled pattern. Registers 2n and 2n+1 hold the start and the end of group n; further ones belong to loops. */
export interface RegexProgram {
  readonly instructions: readonly Instruction[];
  readonly registers: number;
}

/** Counted repetitions are unrolled; more than this is refused rather than kept in memory. */
const maximumInstructions = 20_000;

/** Compiles a pattern for the machine. `groups` are the keys of the groups from group 1. Throws a RegexRefusal. */
export function compileProgram(tree: RegexNode, groups: readonly string[]): RegexProgram {
  return new Compiler(groups).compile(tree);
}

class Compiler {
  readonly #groups: readonly string[];
  readonly #instructions: Instruction[] = [];
  #registers: number;

  constructor(groups: readonly string[]) {
    this.#groups = groups;
    this.#registers = 2 * (groups.length + 1);
  }

  compile(tree: RegexNode): RegexProgram {
    this.#emit(tree, 1);
    this.#push({ op: 'accept' });
    return { instructions: this.#instructions, registers: this.#registers };
  }

  get #here(): number {
    return this.#instructions.length;
  }

  #push<T extends Instruction>(instruction: T): T {
    if (this.#here >= maximumInstructions) {
      throw new RegexRefusal(
        'unsupportedRegex',
        'The pattern repeats too much, as in (a{1000}){1000}; write it shorter.',
      );
    }
    this.#instructions.push(instruction);
    return instruction;
  }

  #emit(node: RegexNode, step: 1 | -1): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'set':
        this.#push({ op: 'unit', set: node.set, step });
        return;
      case 'anchor':
        this.#push({ op: 'anchor', anchor: node.anchor });
        return;
      case 'sequence':
        for (const item of step === 1 ? node.items : node.items.toReversed()) this.#emit(item, step);
        return;
      case 'choice':
        this.#choice(node.options, step);
        return;
      case 'repeat':
        this.#repeat(node, step);
        return;
      case 'capture':
        this.#capture(node, step);
        return;
      case 'backreference': {
        const group = this.#groupNumber(node.key);
        this.#push({ op: 'backreference', group, ignoresCase: node.ignoresCase, step });
        return;
      }
      case 'atomic':
        this.#enclosed(this.#push({ op: 'atomic', body: this.#here + 1, next: 0 }), node.body, step);
        return;
      case 'look':
        this.#look(node);
        return;
    }
  }

  #choice(options: readonly RegexNode[], step: 1 | -1): void {
    const exits: { to: number }[] = [];
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) this.#emit(option, step);
      else {
        const split = this.#push({ op: 'split', first: this.#here + 1, second: 0 });
        this.#emit(option, step);
        exits.push(this.#push({ op: 'jump', to: 0 }));
        split.second = this.#here;
      }
    }
    for (const exit of exits) exit.to = this.#here;
  }

  #repeat({ body, quantifier }: Extract<RegexNode, { kind: 'repeat' }>, step: 1 | -1): void {
    const { minimum, maximum, isLazy } = quantifier;
    for (let count = 0; count < minimum; count += 1) this.#emit(body, step);
    if (maximum === Number.POSITIVE_INFINITY) {
      this.#loop(body, { isLazy, step });
      return;
    }
    const splits: { first: number; second: number }[] = [];
    for (let count = minimum; count < maximum; count += 1) {
      splits.push(this.#push({ op: 'split', first: this.#here + 1, second: 0 }));
      this.#emit(body, step);
    }
    for (const split of splits) {
      split.second = this.#here;
      if (isLazy) swap(split);
    }
  }

  #loop(body: RegexNode, { isLazy, step }: { isLazy: boolean; step: 1 | -1 }): void {
    const register = this.#registers;
    this.#registers += 1;
    const split = this.#push({ op: 'split', first: this.#here + 1, second: 0 });
    const start = this.#here - 1;
    this.#push({ op: 'save', register });
    this.#emit(body, step);
    // A round that took nothing would go on for ever: the loop ends there, as in .NET.
    const stuck = this.#push({ op: 'ifStuck', register, to: 0 });
    this.#push({ op: 'jump', to: start });
    split.second = this.#here;
    stuck.to = this.#here;
    if (isLazy) swap(split);
  }

  #capture(node: Extract<RegexNode, { kind: 'capture' }>, step: 1 | -1): void {
    const register = 2 * this.#groupNumber(node.key);
    const [opening, closing] = step === 1 ? [register, register + 1] : [register + 1, register];
    this.#push({ op: 'save', register: opening });
    this.#emit(node.body, step);
    this.#push({ op: 'save', register: closing });
  }

  #look({ body, isNegated, isBehind }: Extract<RegexNode, { kind: 'look' }>): void {
    const instruction = this.#push({ op: 'look', isNegated, body: this.#here + 1, next: 0 });
    this.#enclosed(instruction, body, isBehind ? -1 : 1);
  }

  #enclosed(instruction: { next: number }, body: RegexNode, step: 1 | -1): void {
    this.#emit(body, step);
    this.#push({ op: 'accept' });
    instruction.next = this.#here;
  }

  #groupNumber(key: string): number {
    return this.#groups.indexOf(key) + 1;
  }
}

function swap(split: { first: number; second: number }): void {
  const { first, second } = split;
  split.first = second;
  split.second = first;
}

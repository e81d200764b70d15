import type { Instruction, RegexProgram } from './program.ts';
import type { Anchor } from './syntax.ts';
import { wordUnits } from './unit-sets.ts';

/** How many steps a match may still take; shared by all matches of one call. */
export interface StepBudget {
  left: number;
}

/** Thrown when a match took more steps than it may. */
export class StepBudgetExceeded extends Error {
  override readonly name = 'StepBudgetExceeded';
}

const unset = -1;
const choice = -1;

/**
 * Matches a compiled pattern against a text by backtracking, with its own stack, so that neither the pattern nor the
 * text can exhaust the stack of the runtime. Every step is counted.
 */
export class RegexMachine {
  readonly #program: RegexProgram;
  readonly #text: string;
  readonly #budget: StepBudget;
  readonly #registers: number[];
  // Pairs and their kind: (choice, program counter, offset) or (register, its old value, unused).
  #stack: number[] = [];

  constructor(program: RegexProgram, input: { text: string; budget: StepBudget }) {
    this.#program = program;
    this.#text = input.text;
    this.#budget = input.budget;
    this.#registers = new Array<number>(program.registers).fill(unset);
  }

  /** Tries to match at exactly `offset`; gives the registers, or undefined. Throws StepBudgetExceeded. */
  matchAt(offset: number): readonly number[] | undefined {
    this.#registers.fill(unset);
    this.#stack = [];
    const end = this.#run(0, offset);
    if (end === undefined) return undefined;
    this.#registers[0] = offset;
    this.#registers[1] = end;
    return [...this.#registers];
  }

  #run(start: number, from: number): number | undefined {
    const base = this.#stack.length;
    let counter = start;
    let offset = from;
    for (;;) {
      this.#budget.left -= 1;
      if (this.#budget.left < 0) throw new StepBudgetExceeded('The regular expression took too many steps.');
      const instruction = this.#program.instructions[counter];
      if (instruction === undefined || instruction.op === 'accept') {
        this.#dropChoices(base);
        return offset;
      }
      if (instruction.op === 'split') {
        this.#stack.push(choice, instruction.second, offset);
        counter = instruction.first;
        continue;
      }
      const next = this.#step(instruction, offset);
      if (next === undefined) {
        const resumed = this.#backtrack(base);
        if (resumed === undefined) return undefined;
        [counter, offset] = resumed;
        continue;
      }
      offset = next;
      counter = this.#following(instruction, counter, offset);
    }
  }

  /** The offset after a step, or undefined when it fails. */
  #step(instruction: Exclude<Instruction, { op: 'split' | 'accept' }>, offset: number): number | undefined {
    switch (instruction.op) {
      case 'unit': {
        const index = instruction.step === 1 ? offset : offset - 1;
        if (index < 0 || index >= this.#text.length) return undefined;
        return instruction.set(this.#text.charCodeAt(index)) ? offset + instruction.step : undefined;
      }
      case 'anchor':
        return this.#holds(instruction.anchor, offset) ? offset : undefined;
      case 'save':
        this.#stack.push(instruction.register, this.#registers[instruction.register] ?? unset, 0);
        this.#registers[instruction.register] = offset;
        return offset;
      case 'backreference':
        return this.#repeated(instruction, offset);
      case 'atomic':
        return this.#run(instruction.body, offset);
      case 'look':
        return this.#looks(instruction, offset) ? offset : undefined;
      case 'jump':
      case 'ifStuck':
        return offset;
    }
  }

  #following(instruction: Instruction, counter: number, offset: number): number {
    switch (instruction.op) {
      case 'jump':
        return instruction.to;
      case 'ifStuck':
        return this.#registers[instruction.register] === offset ? instruction.to : counter + 1;
      case 'atomic':
      case 'look':
        return instruction.next;
      default:
        return counter + 1;
    }
  }

  #looks(instruction: Extract<Instruction, { op: 'look' }>, offset: number): boolean {
    const height = this.#stack.length;
    const found = this.#run(instruction.body, offset) !== undefined;
    if (!instruction.isNegated) return found;
    // What a negative look captured is forgotten, whether it matched or not.
    while (this.#stack.length > height) this.#undoTop();
    return !found;
  }

  #repeated(
    { group, ignoresCase, step }: Extract<Instruction, { op: 'backreference' }>,
    offset: number,
  ): number | undefined {
    const start = this.#registers[2 * group] ?? unset;
    const end = this.#registers[2 * group + 1] ?? unset;
    if (start === unset || end === unset) return undefined;
    const captured = this.#text.slice(start, end);
    const from = step === 1 ? offset : offset - captured.length;
    if (from < 0) return undefined;
    const here = this.#text.slice(from, from + captured.length);
    const isEqual = ignoresCase ? here.toLowerCase() === captured.toLowerCase() : here === captured;
    return isEqual ? offset + step * captured.length : undefined;
  }

  #holds(anchor: Anchor, offset: number): boolean {
    const text = this.#text;
    switch (anchor) {
      case 'textStart':
        return offset === 0;
      case 'textEnd':
        return offset === text.length;
      case 'textEndOrLastNewline':
        return offset === text.length || (offset === text.length - 1 && text.charCodeAt(offset) === 10);
      case 'lineStart':
        return offset === 0 || text.charCodeAt(offset - 1) === 10;
      case 'lineEnd':
        return offset === text.length || text.charCodeAt(offset) === 10;
      case 'wordBoundary':
        return this.#isWordAt(offset - 1) !== this.#isWordAt(offset);
      case 'noWordBoundary':
        return this.#isWordAt(offset - 1) === this.#isWordAt(offset);
    }
  }

  #isWordAt(index: number): boolean {
    return index >= 0 && index < this.#text.length && wordUnits(this.#text.charCodeAt(index));
  }

  #backtrack(base: number): readonly [counter: number, offset: number] | undefined {
    while (this.#stack.length > base) {
      const resumed = this.#undoTop();
      if (resumed !== undefined) return resumed;
    }
    return undefined;
  }

  #undoTop(): readonly [counter: number, offset: number] | undefined {
    const offset = this.#stack.pop() ?? 0;
    const value = this.#stack.pop() ?? 0;
    const kind = this.#stack.pop() ?? choice;
    if (kind === choice) return [value, offset];
    this.#registers[kind] = value;
    return undefined;
  }

  // After an atomic group or a look has matched it is not entered again, but its captures must still be undone when
  // something before it is tried another way.
  #dropChoices(base: number): void {
    let kept = base;
    for (let index = base; index < this.#stack.length; index += 3) {
      const kind = this.#stack[index] ?? choice;
      if (kind === choice) continue;
      this.#stack[kept] = kind;
      this.#stack[kept + 1] = this.#stack[index + 1] ?? unset;
      this.#stack[kept + 2] = 0;
      kept += 3;
    }
    this.#stack.length = kept;
  }
}

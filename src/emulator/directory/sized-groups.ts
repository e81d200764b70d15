import type { Group } from '#emulator/state';
import { GeneratedMap, type RecordGenerator } from './generated-map.ts';
import { createNumberedIds, mixed } from './numbered-id.ts';
import { departments } from './people-names.ts';
import { type DirectorySize, departmentOf } from './sized-people.ts';

/** People in a team. */
const teamSize = 40;

/** Groups by id, generated from a seed: one for each department, then a team for each forty people. */
export class SizedGroups extends GeneratedMap<Group> {
  readonly #size: DirectorySize;

  constructor(size: DirectorySize, first: Iterable<Group> = []) {
    super(groupsGenerator(size), first);
    this.#size = size;
  }

  /** The groups that can have a member with this id, found without making the others. */
  *around(memberId: string): Generator<Group, undefined> {
    const touched = new Set(this.touched());
    yield* touched;
    const { seed } = this.#size;
    const person = peopleIds(this.#size).indexOf(memberId);
    if (person === -1) return;
    for (const index of [departmentOf(seed, person), departments.length + Math.floor(person / teamSize)]) {
      const group = this.at(index);
      if (group !== undefined && !touched.has(group)) yield group;
    }
  }
}

const peopleIds = ({ seed, count }: DirectorySize) => createNumberedIds(mixed(seed, 0x70656f), count);

interface GroupFacts {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly mailNickname: string;
  readonly changedAt: number;
  readonly members: () => Group['members'];
}

/** A group made from a number; its members are listed when they are asked for. */
class GeneratedGroup implements Group {
  readonly id: string;
  displayName: string;
  securityEnabled = true;
  mailEnabled = false;
  attributes: Group['attributes'];
  deletedAt: number | null = null;
  #members: Group['members'] | null = null;
  #changedAt: number;
  readonly #listMembers: () => Group['members'];
  readonly #changed: (group: Group) => void;

  constructor(facts: GroupFacts, changed: (group: Group) => void) {
    this.id = facts.id;
    this.displayName = facts.displayName;
    this.attributes = { description: facts.description, mailNickname: facts.mailNickname };
    this.#changedAt = facts.changedAt;
    this.#listMembers = facts.members;
    this.#changed = changed;
  }

  get members(): Group['members'] {
    this.#members ??= this.#listMembers();
    return this.#members;
  }

  set members(members: Group['members']) {
    this.#members = members;
    this.#changed(this);
  }

  get changedAt(): number {
    return this.#changedAt;
  }

  set changedAt(time: number) {
    this.#changedAt = time;
    this.#changed(this);
  }
}

function groupsGenerator(size: DirectorySize): RecordGenerator<Group> {
  const { seed, changedAt } = size;
  const count = size.count === 0 ? 0 : departments.length + Math.ceil(size.count / teamSize);
  const ids = createNumberedIds(mixed(seed, 0x67726f), count);
  const people = peopleIds(size);
  const member = (index: number) => ({ id: people.idOf(index), kind: 'user' as const });
  return {
    count,
    idOf: ids.idOf,
    indexOf: ids.indexOf,
    make(index, changed) {
      const department = departments[index];
      const id = ids.idOf(index);
      if (department !== undefined) {
        const members = () =>
          numbers(0, size.count)
            .filter((each) => departmentOf(seed, each) === index)
            .map(member);
        const displayName = `Department ${department.name}`;
        return new GeneratedGroup(
          {
            id,
            displayName,
            description: `Everybody in ${department.name}`,
            mailNickname: displayName.replaceAll(' ', '').toLowerCase(),
            changedAt,
            members,
          },
          changed,
        );
      }
      const team = index - departments.length;
      const members = () => numbers(team * teamSize, Math.min(size.count, (team + 1) * teamSize)).map(member);
      const displayName = `Team ${String(team + 1).padStart(4, '0')}`;
      return new GeneratedGroup(
        {
          id,
          displayName,
          description: 'Forty people who work together',
          mailNickname: `team${team + 1}`,
          changedAt,
          members,
        },
        changed,
      );
    },
  };
}

const numbers = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, step) => from + step);

import type { AttributeValue, Person } from '#emulator/state';
import { GeneratedMap, type RecordGenerator } from './generated-map.ts';
import { createNumberedIds, mixed } from './numbered-id.ts';
import { departments, givenNames, places, surnames } from './people-names.ts';

/** How large a generated directory is and what it follows from. */
export interface DirectorySize {
  readonly seed: number;
  readonly count: number;
  readonly domain: string;
  /** When everybody last changed, milliseconds since 1970. */
  readonly changedAt: number;
}

const nobody: [] = [];
Object.freeze(nobody);

/** A person made from a number. A new `changedAt` tells the directory to keep it. */
class GeneratedPerson implements Person {
  readonly id: string;
  userPrincipalName: string;
  accountEnabled: boolean;
  attributes: Record<string, AttributeValue>;
  managerId: string | null;
  deletedAt: number | null = null;
  // Frozen lists: a role that is pushed into a person who is not kept must not vanish in silence.
  roles: Person['roles'] = nobody;
  customRoleActions: string[] = nobody;
  guestOf: string[] = nobody;
  #changedAt: number;
  readonly #changed: (person: Person) => void;

  constructor(
    facts: Pick<Person, 'id' | 'userPrincipalName' | 'accountEnabled' | 'attributes' | 'managerId'> & {
      changedAt: number;
    },
    changed: (person: Person) => void,
  ) {
    this.id = facts.id;
    this.userPrincipalName = facts.userPrincipalName;
    this.accountEnabled = facts.accountEnabled;
    this.attributes = facts.attributes;
    this.managerId = facts.managerId;
    this.#changedAt = facts.changedAt;
    this.#changed = changed;
  }

  get changedAt(): number {
    return this.#changedAt;
  }

  set changedAt(time: number) {
    this.#changedAt = time;
    this.#changed(this);
  }
}

/** Numbers of departments, so that groups know their members without making them. */
export const departmentOf = (seed: number, index: number): number => mixed(seed, index, 3) % departments.length;

/** Everybody but the first reports to somebody with a smaller number: eight reports each. */
const managerIndexOf = (index: number): number | null => (index === 0 ? null : Math.floor((index - 1) / 8));

const plain = new Map<string, string>();

/** A name as it stands in an account: without accents, in lower case. */
function accountPart(name: string): string {
  const known = plain.get(name);
  if (known !== undefined) return known;
  const special: Readonly<Record<string, string>> = { ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', ı: 'i', '’': '', å: 'a', Å: 'a' };
  const letters = [...name].map((letter) => special[letter] ?? letter).join('');
  const part = letters
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
  plain.set(name, part);
  return part;
}

const pick = <T>(list: readonly T[], hash: number): T => list[hash % list.length] as T;

/** The number in a generated user principal name or −1. The name ends in the person's number. */
const numberIn = (userPrincipalName: string): number => Number(/(\d+)@/.exec(userPrincipalName)?.[1] ?? -1);

/** People by id, generated from a seed; those of `first` come before them. */
export class SizedPeople extends GeneratedMap<Person> {
  constructor(size: DirectorySize, first: Iterable<Person> = []) {
    super(peopleGenerator(size), first);
  }

  /** Finds a person who is not deleted by user principal name in any case without making everybody; undefined when there is none. */
  byUserPrincipalName(name: string): Person | undefined {
    const wanted = name.toLowerCase();
    const generated = this.at(numberIn(wanted));
    if (generated?.deletedAt === null && generated.userPrincipalName.toLowerCase() === wanted) return generated;
    for (const person of this.touched()) {
      if (person.deletedAt === null && person.userPrincipalName.toLowerCase() === wanted) return person;
    }
    return undefined;
  }
}

function peopleGenerator(size: DirectorySize): RecordGenerator<Person> {
  const { seed, count, domain, changedAt } = size;
  const ids = createNumberedIds(mixed(seed, 0x70656f), count);
  return {
    count,
    idOf: ids.idOf,
    indexOf: ids.indexOf,
    make(index, changed) {
      const givenName = pick(givenNames, mixed(seed, index, 1));
      const surname = pick(surnames, mixed(seed, index, 2));
      const account = `${accountPart(givenName)}.${accountPart(surname)}${index}`;
      const managerIndex = managerIndexOf(index);
      const attributes = attributesOf({ seed, index, givenName, surname, mail: `${account}@${domain}` });
      const facts = {
        id: ids.idOf(index),
        userPrincipalName: `${account}@${domain}`,
        accountEnabled: mixed(seed, index, 4) % 33 !== 0,
        attributes,
        managerId: managerIndex === null ? null : ids.idOf(managerIndex),
        changedAt,
      };
      return new GeneratedPerson(facts, changed);
    },
  };
}

interface PersonFacts {
  readonly seed: number;
  readonly index: number;
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string;
}

function attributesOf({ seed, index, givenName, surname, mail }: PersonFacts): Record<string, AttributeValue> {
  const place = pick(places, mixed(seed, index, 5));
  const department = pick(departments, departmentOf(seed, index));
  const chance = mixed(seed, index, 6);
  return {
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    mail,
    mailNickname: mail.slice(0, mail.indexOf('@')),
    jobTitle: pick(department.titles, chance),
    // Real directories have gaps: one in fifty has no department.
    department: chance % 50 === 0 ? null : department.name,
    companyName: 'Contoso Demo',
    officeLocation: `${place.city} ${1 + (chance % 4)}`,
    employeeId: String(100_000 + index),
    employeeType: chance % 9 === 0 ? 'Contractor' : 'Employee',
    mobilePhone: `${place.dial} ${10_000_000 + (chance % 89_999_999)}`,
    businessPhones: [`${place.dial} ${20_000_000 + (mixed(seed, index, 7) % 9_999_999)}`],
    preferredLanguage: place.language,
    usageLocation: place.usageLocation,
    streetAddress: `${place.street} ${1 + (chance % 180)}`,
    postalCode: String(1000 + (chance % 9000)),
    city: place.city,
    country: place.country,
  };
}

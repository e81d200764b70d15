/** A request to Graph by what it is, with ids left out, and the how manieth of its kind in one process. */
export interface RequestName {
  readonly method: string;
  readonly path: string;
  readonly occurrence: number;
}

/** Object ids, and the ids of assignments, which are no GUIDs. */
const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=\/appRoleAssignedTo\/)[^/]+/gi;

/** Gives a function that takes the requests of one process in order and gives their names, with all names so far. */
export function createNaming() {
  const names: RequestName[] = [];
  return {
    names: names as readonly RequestName[],
    next(method: string, path: string): RequestName {
      const plain = path.replace(ids, '{id}');
      const occurrence = names.filter((name) => name.method === method && name.path === plain).length;
      const name = { method, path: plain, occurrence };
      names.push(name);
      return name;
    },
  };
}

export const isSameRequest = (one: RequestName, other: RequestName): boolean =>
  one.method === other.method && one.path === other.path && one.occurrence === other.occurrence;

/** Gives the name as text. */
export const requestText = ({ method, path, occurrence }: RequestName): string => `${method} ${path} #${occurrence}`;

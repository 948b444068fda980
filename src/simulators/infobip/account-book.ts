import { ApiError } from './api-error.ts';

/** Things that accounts give ids to, by account. */
export interface AccountBook<Thing> {
  list(username: string): Thing[];
  find(username: string, id: string): Thing | undefined;
  /** Throws a 404. */
  require(username: string, id: string): Thing;
  /** Throws a 400 for an id that is taken. */
  add(username: string, id: string, thing: Thing): void;
  /** Throws a 404. */
  change(username: string, id: string, thing: Thing): void;
  /** Throws a 404. */
  remove(username: string, id: string): Thing;
}

/** `idName` is how requests call the id. */
export function createAccountBook<Thing>(idName: string): AccountBook<Thing> {
  const byUser = new Map<string, Map<string, Thing>>();
  const of = (username: string): Map<string, Thing> => {
    const known = byUser.get(username) ?? new Map<string, Thing>();
    byUser.set(username, known);
    return known;
  };
  const require = (username: string, id: string): Thing => {
    const thing = of(username).get(id);
    if (!thing) throw new ApiError(404);
    return thing;
  };

  return {
    list: (username) => [...of(username).values()],
    find: (username, id) => of(username).get(id),
    require,
    add(username, id, thing) {
      if (of(username).has(id)) throw new ApiError(400, { validationErrors: { [idName]: ['must be unique'] } });
      of(username).set(id, thing);
    },
    change(username, id, thing) {
      require(username, id);
      of(username).set(id, thing);
    },
    remove(username, id) {
      const thing = require(username, id);
      of(username).delete(id);
      return thing;
    },
  };
}

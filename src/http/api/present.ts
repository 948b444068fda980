type MayBeUndefined<Fields> = { [Name in keyof Fields]: undefined extends Fields[Name] ? Name : never }[keyof Fields];

type Present<Fields> = Omit<Fields, MayBeUndefined<Fields>> & {
  [Name in MayBeUndefined<Fields>]?: Exclude<Fields[Name], undefined>;
};

/** Drops members that are undefined, so that "not named" and "named" stay apart under exact optional types. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<Fields>; // Nothing but undefined members went.
}

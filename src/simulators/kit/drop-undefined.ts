type Present<T> = T extends unknown ? { [K in keyof T]: Exclude<T[K], undefined> } : never;

/** Optional members that are there but undefined are left out, as `exactOptionalPropertyTypes` wants it. */
export function dropUndefined<T extends object>(value: T): Present<T> {
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  // Object.fromEntries cannot tell the keys; they are those of `value`.
  return Object.fromEntries(present) as Present<T>;
}

/** What makes `after` of `before`: null takes away. Absent: nothing. */
export function settingsChange(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>> | undefined,
): Record<string, string | null> {
  if (after === undefined) return {};
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value);
  return { ...Object.fromEntries(changed), ...Object.fromEntries(gone.map((name) => [name, null])) };
}

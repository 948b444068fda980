/** Values by name, for `{{ secrets.NAME }}` in calls. */
export type Secrets = Readonly<Record<string, string>>;

/** Shorter values could not be kept out of traces: they would be found in every other word. */
const MIN_CHARACTERS = 4;
const LINE = /^([A-Za-z_]\w*)\s*=\s*(.*)$/;

/** Reads lines of `NAME=value`; empty lines and `# comments` may stand between. A string says which line is wrong, without its value. */
export function parseSecrets(text: string): Secrets | string {
  const secrets: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const [, name, value = ''] = LINE.exec(line.trim()) ?? [];
    if (name === undefined) return `Line ${index + 1}: must be NAME=value`;
    if (Object.hasOwn(secrets, name)) return `Line ${index + 1}: ${name} stands there twice`;
    if (value.length < MIN_CHARACTERS) {
      return `Line ${index + 1}: the value of ${name} must have at least ${MIN_CHARACTERS} characters`;
    }
    secrets[name] = value;
  }
  return secrets;
}

/** The text without any of the values, whichever way they are written in JSON or a URL. */
export function redact(text: string, secrets: Secrets): string {
  const spellings = Object.values(secrets).flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    new URLSearchParams({ '': value }).toString().slice(1),
  ]);
  // Longer ones first: one may be part of another.
  const ordered = [...new Set(spellings)].toSorted((a, b) => b.length - a.length);
  return ordered.reduce((left, value) => left.replaceAll(value, '***'), text);
}

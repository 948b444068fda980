// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
const UNSAFE = /[\u0000-\u001f\u007f/\\]/g;

/** A name that a stranger chose, without path separators and control characters. Undefined: nothing is left of it. */
export function safeFileName(name: string): string | undefined {
  const safe = name.replace(UNSAFE, '_').replace(/^\.+/, '').slice(-255);
  return safe === '' ? undefined : safe;
}

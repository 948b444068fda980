/** `{{1}}`, `{{name}}`. */
const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** The names of the variables in every text of a content, in order of appearance. */
export function variablesIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(VARIABLE)].map(([, name = '']) => name);
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(variablesIn))];
}

/** The same structure with the variables of its texts filled in; unknown ones stay. */
export function fillIn<T>(value: T, values: Readonly<Record<string, string>>): T {
  // Strings become strings and structures keep their shape, which the compiler cannot follow.
  const filled = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replace(VARIABLE, (written, name: string) => values[name] ?? written);
    if (Array.isArray(part)) return part.map(filled);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, filled(member)]));
  };
  return filled(value) as T;
}

/** Why WhatsApp would not approve a text for its variables; nothing if it would. */
export function variableFault(text: string): string | undefined {
  const names = [...text.matchAll(VARIABLE)].map(([, name = '']) => name);
  const trimmed = text.trim();
  if (/^\{\{\s*\w+\s*\}\}/.test(trimmed) || /\{\{\s*\w+\s*\}\}$/.test(trimmed)) {
    return 'The body must not begin or end with a variable.';
  }
  if (/\}\}\s*\{\{/.test(text)) return 'Two variables must not stand side by side.';
  const words = text
    .replace(VARIABLE, ' ')
    .split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
  if (names.length > 0 && words < 2 * names.length + 1)
    return 'There are too many variables for the length of the text.';
  const numbers = [...new Set(names)].filter((name) => /^\d+$/.test(name)).map(Number);
  const areConsecutive = numbers.sort((a, b) => a - b).every((number, index) => number === index + 1);
  return areConsecutive ? undefined : 'Variables must be numbered without gaps, beginning with 1.';
}

/** The names that a send must give values for; a code's only text is the platform's own. */
export function requiredVariables(types: Readonly<Record<string, unknown>>): string[] {
  return types['whatsapp/authentication'] === undefined ? variablesIn(types) : ['1'];
}

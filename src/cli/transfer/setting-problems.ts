import type { Schemas } from '../client.ts';

interface Settings {
  /** Of the part in what is shown: `settings.` or `connections[0].settings.` */
  path: string;
  /** What the document says; absent: what the target has stays. */
  settings: Readonly<Record<string, string>> | undefined;
  isNew: boolean;
  fields: readonly Schemas['FieldDefinition'][];
}

/** The document has a member of its own for it ("application"), because ids differ between gateways. */
const NAMED_ELSEWHERE = 'applicationId';

/** Why the target would refuse these settings, as far as its form tells: seen before anything is written. Never a value. */
export function settingProblems({ path, settings, isNew, fields }: Settings): string[] {
  if (settings === undefined && !isNew) return [];
  const given = settings ?? {};
  const open = fields.filter(({ secret }) => !secret);
  const strangers = Object.keys(given).flatMap((name) => {
    if (open.some((field) => field.name === name)) return [];
    if (fields.some((field) => field.name === name)) return [`${path}${name} is a secret: give it by --secrets`];
    return [`${path}${name}: there is no such setting; known are ${open.map((field) => field.name).join(', ')}`];
  });
  const missing = open
    .filter(({ name, required }) => required && name !== NAMED_ELSEWHERE && !given[name])
    .map(({ name }) => `${path}${name} is missing`);
  return [...strangers, ...missing];
}

import type { Schemas } from '../client.ts';
import type { SecretValues } from './secrets-file.ts';

interface SecretNeeds {
  /** Of the part in the secrets file: `channels.shop.connections[0]`. */
  path: string;
  /** What the document says that it needs. */
  needed: readonly string[];
  /** What the target has already. */
  set: readonly string[];
  given: SecretValues;
  fields: readonly Schemas['FieldDefinition'][];
  replace: boolean;
}

/** Secrets to be written, by name, and the path of every one that is missing or means nothing. What the target has stays, unless replaced. */
export function planSecrets(needs: SecretNeeds): { settings: Record<string, string>; problems: string[] } {
  const { path, needed, set, given, fields, replace } = needs;
  const secret = fields.filter((field) => field.secret);
  const required = secret.filter((field) => field.required).map(({ name }) => name);
  const settings: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of new Set([...needed, ...required, ...Object.keys(given)])) {
    const value = given[name];
    if (!secret.some((field) => field.name === name)) problems.push(`${path}.${name}: there is no such secret`);
    else if (set.includes(name) && !replace) continue;
    else if (typeof value === 'string') settings[name] = value;
    else if (set.includes(name)) continue;
    else if (value === undefined || required.includes(name))
      problems.push(`${path}.${name} is missing: give it by --secrets`);
  }
  return { settings, problems };
}

/** A line for every secret that is written; never its value. */
export function secretLines(settings: Readonly<Record<string, string>>, set: readonly string[], path = ''): string[] {
  return Object.keys(settings).map((name) => `${path}${name}: a secret is ${set.includes(name) ? 'replaced' : 'set'}`);
}

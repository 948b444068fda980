import type { FieldDefinition, FieldValues } from '../domain/settings.ts';
import type { Vault } from './secrets.ts';
import type { Problem } from './service-error.ts';

/** What an operator filled in; null or empty: leave it out. */
export type FieldInput = Readonly<Record<string, string | null>>;

/** As stored: clear values and ciphertexts apart. */
export interface SplitSettings {
  settings: FieldValues;
  secrets: Readonly<Record<string, string>>;
}

/** A family member's form, as far as settings are concerned. */
interface Form {
  fields: readonly FieldDefinition[];
  validate(settings: FieldValues): readonly { field: string; message: string }[];
}

/** Everything wrong with complete settings; paths begin with `/settings`. */
export function checkSettings(form: Form, settings: FieldValues): Problem[] {
  const problems = checkFields(form.fields, settings, '/settings');
  if (problems.length > 0) return problems;
  return form.validate(settings).map(({ field, message }) => ({ path: pointer('/settings', field), message }));
}

/** Unknown names, missing required fields and values outside the options, each under `path`. */
export function checkFields(fields: readonly FieldDefinition[], values: FieldValues, path: string): Problem[] {
  const names = new Set(fields.map((field) => field.name));
  const unknown = Object.keys(values)
    .filter((name) => !names.has(name))
    .map((name) => ({
      path: pointer(path, name),
      message:
        names.size === 0 ? 'Unknown field; there are none.' : `Unknown field; known are ${[...names].join(', ')}.`,
    }));
  return [...unknown, ...fields.flatMap((field) => checkField(field, values[field.name], path))];
}

function checkField(field: FieldDefinition, value: string | undefined, path: string): Problem[] {
  const at = pointer(path, field.name);
  if (value === undefined) return field.required ? [{ path: at, message: `${field.label} is required.` }] : [];
  if (!field.options || field.options.includes(value)) return [];
  return [{ path: at, message: `Must be one of ${field.options.join(', ')}.` }];
}

/** `input` laid over `known`; what the input names without a value is left out. */
export function mergeFields(known: FieldValues, input: FieldInput): FieldValues {
  const merged = Object.entries({ ...known, ...input }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(merged) as FieldValues; // The filter has removed every null.
}

/** Separates secrets and encrypts them for this record. */
export function splitSettings(
  record: string,
  form: { fields: readonly FieldDefinition[] },
  values: FieldValues,
  vault: Vault,
): SplitSettings {
  const secret = new Set(form.fields.filter((field) => field.secret).map((field) => field.name));
  const entries = Object.entries(values);
  return {
    settings: Object.fromEntries(entries.filter(([name]) => !secret.has(name))),
    secrets: Object.fromEntries(
      entries
        .filter(([name]) => secret.has(name))
        .map(([field, value]) => [field, vault.encrypt(value, { record, field })]),
    ),
  };
}

/** Which secrets are set; their values stay where they are. */
export function namesOfSecrets({ secrets }: Pick<SplitSettings, 'secrets'>): readonly string[] {
  return Object.keys(secrets).toSorted();
}

/** What a change of these settings is made of. */
export function settingsOf({ settings, secrets }: SplitSettings): SplitSettings {
  return { settings, secrets };
}

/** The whole settings in clear. Throws `SecretUnreadable`. */
export function joinSettings(record: string, split: SplitSettings, vault: Vault): FieldValues {
  const clear = Object.entries(split.secrets).map(([field, text]) => [field, vault.decrypt(text, { record, field })]);
  return { ...split.settings, ...Object.fromEntries(clear) };
}

function pointer(path: string, name: string): string {
  return `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

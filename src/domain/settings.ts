/** A form described as data: it drives the console, the masking of secrets and the docs. */
export interface FieldDefinition {
  name: string;
  label: string;
  hint: string;
  /** Encrypted at rest, never returned, never logged. */
  secret: boolean;
  required: boolean;
  /** Values to choose from, where not free text. */
  options?: readonly string[];
  /** A text of several lines. */
  multiline?: boolean;
}

/** Values by field name; secrets are in clear only in memory, beside the code that needs them. */
export type FieldValues = Readonly<Record<string, string>>;

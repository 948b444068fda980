import assert from 'node:assert/strict';
import type { WebhookSubject } from './samples.ts';

/** The values of the secret settings. */
export function secretsOf({ definition, samples }: WebhookSubject): string[] {
  const names = definition.fields.filter(({ secret }) => secret).map(({ name }) => name);
  return names.flatMap((name) => samples.settings[name] ?? []);
}

/** Searches whatever leaves the adapter for them; errors are searched with their causes. */
export function secretFinder(subject: WebhookSubject): (value: unknown, where: string) => void {
  const secrets = secretsOf(subject);
  return (value, where) => {
    const text = JSON.stringify(value, spellOutErrors) ?? '';
    for (const secret of secrets) assert.ok(!text.includes(secret), `a secret shows in ${where}`);
  };
}

function spellOutErrors(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { message: value.message, stack: value.stack, cause: value.cause };
}

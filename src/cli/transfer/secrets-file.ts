import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { describeMistakes } from './document.ts';

const values = z.record(z.string(), z.string().nullable());

const file = z.strictObject({
  bots: z.record(z.string(), values).optional(),
  channels: z.record(z.string(), z.strictObject({ connections: z.array(values.nullable()) })).optional(),
});

/** Values of secrets by the place they belong to. Null: it is to be left out on purpose. */
export type Secrets = z.output<typeof file>;
export type SecretValues = Readonly<Record<string, string | null>>;

/** `${NAME}` stands for a variable of the environment; `$${` is a plain `${`. */
const PLACEHOLDER = /\$?\$\{(\w+)\}/g;

/** `path` names the file in complaints, `variable` reads the environment. Throws `UsageError`, which tells no value. */
export function parseSecretsFile(
  given: unknown,
  { path, variable }: { path: string; variable(name: string): string | undefined },
): Secrets {
  const parsed = file.safeParse(given ?? {});
  if (!parsed.success) throw new UsageError(`${path} holds no secrets:\n${describeMistakes(parsed.error)}`);
  const missing = new Set<string>();
  const fill = (text: string) =>
    text.replace(PLACEHOLDER, (whole, name: string) => {
      if (whole.startsWith('$$')) return whole.slice(1);
      const value = variable(name);
      if (value === undefined) missing.add(name);
      return value ?? '';
    });
  const filled = mapSecrets(parsed.data, fill);
  if (missing.size === 0) return filled;
  throw new UsageError(`${path} names variables that are not set: ${[...missing].join(', ')}`);
}

function mapSecrets({ bots = {}, channels = {} }: Secrets, fill: (text: string) => string): Secrets {
  const fillAll = (secrets: SecretValues) =>
    Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, text === null ? null : fill(text)]));
  return {
    bots: Object.fromEntries(Object.entries(bots).map(([name, secrets]) => [name, fillAll(secrets)])),
    channels: Object.fromEntries(
      Object.entries(channels).map(([name, { connections }]) => [
        name,
        { connections: connections.map((secrets) => secrets && fillAll(secrets)) },
      ]),
    ),
  };
}

import type { Schemas } from '../client.ts';
import type { SetupDocument } from './document.ts';
import type { Setup } from './read-setup.ts';
import type { Secrets, SecretValues } from './secrets-file.ts';

/**
 * Paths in a secrets file of what the document does not have, and of fields that are no secrets at the target: a slip in a name would leave a
 * part without its secret, or with the one that it had. Parts of kinds that the target does not know are the plan's to refuse.
 */
export function unknownSecrets(
  { bots = {}, channels = {} }: Secrets,
  document: SetupDocument,
  { providers, connectors }: Pick<Setup, 'providers' | 'connectors'>,
): string[] {
  const ofBots = Object.entries(bots).flatMap(([name, given]) => {
    const bot = document.bots?.find((one) => one.name === name);
    const kind = connectors.find(({ id }) => id === bot?.connector);
    return bot ? unknownFields(`bots.${name}`, given, kind) : [`bots.${name}`];
  });
  const ofChannels = Object.entries(channels).flatMap(([name, { connections }]) => {
    const channel = document.channels?.find((one) => one.name === name);
    if (!channel) return [`channels.${name}`];
    return connections.flatMap((given, at) => {
      const path = `channels.${name}.connections[${at}]`;
      const connection = channel.connections[at];
      const kind = providers.find(({ id }) => id === connection?.provider);
      return connection ? unknownFields(path, given ?? {}, kind) : [path];
    });
  });
  return [...ofBots, ...ofChannels];
}

type Kind = { fields: readonly Schemas['FieldDefinition'][] };

function unknownFields(path: string, given: SecretValues, kind: Kind | undefined): string[] {
  if (!kind) return [];
  const known = kind.fields.filter(({ secret }) => secret).map(({ name }) => name);
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${path}.${name} (its secrets are ${known.join(', ') || 'none'})`);
}

import type { Command } from 'commander';
import { collect } from './channel.ts';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { print } from './output.ts';

interface CreateOptions extends ConnectOptions {
  name: string;
  scope: string[];
  channel: string[];
}

const SCOPES: readonly string[] = ['read', 'send', 'manage'];

/** `chasqui key …` */
export function keyCommand(parent: Command, withConnection: (command: Command) => Command): void {
  const key = parent.command('key').description('API keys');
  withConnection(key.command('create').description('a key, shown once'))
    .requiredOption('--name <name>', 'who uses it')
    .option('--scope <scope>', 'read, send or manage; repeatable; default: all', collect, [])
    .option('--channel <id>', 'limit it to this channel; repeatable', collect, [])
    .action(create);
}

async function create(options: CreateOptions): Promise<void> {
  const wrong = options.scope.find((scope) => !SCOPES.includes(scope));
  if (wrong !== undefined) throw new Error(`"${wrong}" is no scope; there are ${SCOPES.join(', ')}`);
  const body = {
    name: options.name,
    // Checked above.
    scopes: (options.scope.length > 0 ? options.scope : SCOPES) as Schemas['CreateApiKey']['scopes'],
    channelIds: options.channel.length > 0 ? options.channel : null,
  };
  const made = unwrap(await connect(options).POST('/api/v1/api-keys', { body }));
  print(made, options, () => `${made.key}\n(${made.id}, shown this once)`);
}

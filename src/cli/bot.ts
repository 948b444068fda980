import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { collect } from './channel.ts';
import { type ConnectOptions, connect, unwrap } from './client.ts';
import { parsePairs, print, table } from './output.ts';

interface CreateOptions extends ConnectOptions {
  name: string;
  connector: string;
  set: string[];
  url?: string;
  flow?: string;
}

/** `chasqui bot …` */
export function botCommand(parent: Command, withConnection: (command: Command) => Command): void {
  const bot = parent.command('bot').description('bots: what answers');
  withConnection(bot.command('list').description('all bots')).action(list);
  withConnection(bot.command('create').description('a bot that channels can use'))
    .requiredOption('--name <name>', 'how you call it')
    .option('--connector <id>', 'webhook, flow', 'webhook')
    .option('--set <name=value>', 'setting of the connector (webhook: url=…); repeatable', collect, [])
    .option('--flow <file>', 'flow definition in YAML; implies --connector flow')
    .action(create);
}

async function list(options: ConnectOptions): Promise<void> {
  const page = unwrap(await connect(options).GET('/api/v1/bots', { params: { query: { limit: 100 } } }));
  const rows = page.items.map((item) => [item.id, item.name, item.connector, item.settings.url ?? '']);
  print(page, options, () => table(['ID', 'NAME', 'CONNECTOR', 'URL'], rows, 'There are no bots yet.'));
}

async function create(options: CreateOptions): Promise<void> {
  const definition = options.flow === undefined ? {} : { definition: readFileSync(options.flow, 'utf8') };
  const body = {
    name: options.name,
    connector: options.flow === undefined ? options.connector : 'flow',
    settings: { ...parsePairs(options.set), ...definition },
  };
  const bot = unwrap(await connect(options).POST('/api/v1/bots', { body }));
  const secrets = Object.entries(bot.generatedSecrets ?? {}).map(
    ([name, value]) => `\n  ${name}: ${value}   (shown this once)`,
  );
  print(bot, options, () => `Bot ${bot.id} is there.${secrets.join('')}`);
}

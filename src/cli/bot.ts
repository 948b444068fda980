import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, deleteCommand, examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './errors.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';
import { readText } from './read-input.ts';
import { parseSettings } from './settings.ts';

interface SettingOptions extends ConnectOptions {
  set: string[];
  flow?: string;
}

interface CreateOptions extends SettingOptions {
  name: string;
  connector: string;
}

interface UpdateOptions extends SettingOptions {
  name?: string;
}

/** `chasqui bot …` */
export function botCommand(parent: Command): void {
  const bot = family(parent, ['bot', 'bots'], 'what answers');
  listCommand(bot, 'list', 'all bots').action(list);
  gatewayCommand(bot, 'show <bot>', 'a bot with its settings').action(show);
  const make = gatewayCommand(bot, 'create', 'a bot that channels can use')
    .requiredOption('--name <name>', 'how you call it')
    .option('--connector <id>', 'one of "chasqui connectors list"', 'webhook')
    .option('--set <name=value>', 'setting of the connector; repeatable', collect, [])
    .option('--flow <file>', 'flow definition in YAML; implies --connector flow')
    .action(create);
  examples(
    make,
    'bot create --name mine --set url=https://bot.example.com/whatsapp',
    'bot create --name "Front door" --flow front-door.yaml',
  );
  const change = gatewayCommand(bot, 'update <bot>', 'change a bot; what is not named stays')
    .option('--name <name>', 'how you call it')
    .option('--set <name=value>', 'setting, empty to remove it; repeatable', collect, [])
    .option('--flow <file>', 'new definition of a flow')
    .action(update);
  examples(change, 'bot update bot_… --flow front-door.yaml');
  deleteCommand(bot, 'delete <bot>', 'a bot that no channel uses').action(remove);
}

async function list(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/bots', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, isFlexible: true },
      { head: 'CONNECTOR', cell: ({ connector }) => connector },
      { head: 'URL', cell: ({ settings }) => settings.url ?? '', isFlexible: true },
    ],
    empty: 'There are no bots yet: chasqui bot create --help',
  });
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const bot = await unwrap(connect(options).GET('/api/v1/bots/{id}', { params: { path: { id } } }));
  print(bot, options, () =>
    facts([
      ['Bot', bot.id],
      ['Name', bot.name],
      ['Connector', bot.connector],
      ['Created', time(bot.createdAt)],
      ['Changed', time(bot.updatedAt)],
      ...Object.entries(bot.settings),
    ]),
  );
}

async function create(options: CreateOptions): Promise<void> {
  const body = {
    name: options.name,
    connector: options.flow === undefined ? options.connector : 'flow',
    settings: { ...parseSettings(options.set), ...definitionIn(options) },
  };
  const bot = await unwrap(connect(options).POST('/api/v1/bots', { body }));
  const secrets = Object.entries(bot.generatedSecrets ?? {}).map(
    ([name, value]) => `\n  ${name}: ${value}   (shown this once)`,
  );
  print(bot, options, () => `Bot ${bot.id} is there.${secrets.join('')}`);
}

function definitionIn({ flow }: SettingOptions): Record<string, string> {
  return flow === undefined ? {} : { definition: readText(flow) };
}

async function update(id: string, options: UpdateOptions): Promise<void> {
  const changed = Object.entries(parseSettings(options.set)).map(([name, value]) => [name, value || null] as const);
  const settings = { ...Object.fromEntries(changed), ...definitionIn(options) };
  const body: Schemas['UpdateBot'] = {
    ...present({ name: options.name }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
  if (Object.keys(body).length === 0) throw new UsageError('say what to change: --name, --set or --flow');
  const bot = await unwrap(connect(options).PATCH('/api/v1/bots/{id}', { params: { path: { id } }, body }));
  print(bot, options, () => `Bot ${bot.id} is changed.`);
}

async function remove(id: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  await confirm(`Delete the bot ${id}?`, options);
  await unwrap(connect(options).DELETE('/api/v1/bots/{id}', { params: { path: { id } } }));
  print({ id, deleted: true }, options, () => `Bot ${id} is deleted.`);
}

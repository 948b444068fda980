import { type Command, Option } from 'commander';
import { channelConnectionCommands } from './channel-connection.ts';
import { channelHealthCommands } from './channel-health.ts';
import { channelSenderCommands, parseSender } from './channel-sender.ts';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, deleteCommand, examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './errors.ts';
import { type ListOptions, printList } from './list.ts';
import { channelNumbersCommand } from './numbers.ts';
import { facts, print, time } from './output.ts';
import { parseRules, RULES_HELP } from './rules.ts';
import { parseSettings, SECRETS_HELP } from './settings.ts';

interface RuleOptions extends ConnectOptions {
  set: string[];
  rule: string[];
}

interface UpdateOptions extends RuleOptions {
  name?: string;
  bot?: string;
  enable?: boolean;
  disable?: boolean;
}

interface CreateOptions extends RuleOptions {
  name: string;
  provider: string;
  bot?: string;
  sender: string[];
  disabled?: boolean;
}

/** `chasqui channel …` */
export function channelCommand(parent: Command): void {
  const channel = family(parent, ['channel', 'channels'], 'senders, the bot that answers, rules');
  listCommand(channel, 'list', 'all channels').action(list);
  gatewayCommand(channel, 'show <channel>', 'a channel with its rules and callback URL').action(show);
  addCreate(channel);
  addUpdate(channel);
  deleteCommand(channel, 'delete <channel>', 'a channel with its conversations and messages').action(remove);
  channelHealthCommands(channel);
  channelConnectionCommands(channel);
  channelSenderCommands(channel);
  channelNumbersCommand(channel);
}

function addCreate(channel: Command): void {
  const command = gatewayCommand(channel, 'create', 'a channel with its first connection')
    .requiredOption('--name <name>', 'how you call it')
    .requiredOption('--provider <id>', 'one of "chasqui providers list"')
    .addOption(
      new Option('--sender <number[,field=value…]>', 'business number with its sender fields; repeatable')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .option('--set <name=value>', 'setting of the connection; repeatable', collect, [])
    .option('--bot <id>', 'the bot that answers')
    .option('--rule <name=value>', 'rule of the channel; repeatable', collect, [])
    .option('--disabled', 'do not answer yet')
    .addHelpText('after', RULES_HELP + SECRETS_HELP)
    .action(create);
  examples(
    command,
    'channel create --name shop --provider meta --bot bot_… \\\n      --sender +15550001111,phoneNumberId=418… --set appId=… --set appSecret=… --set accessToken=… --set verifyToken=…',
    'providers show meta        # the settings that are asked for',
  );
}

function addUpdate(channel: Command): void {
  const command = gatewayCommand(channel, 'update <channel>', 'change a channel; what is not named stays')
    .option('--name <name>', 'how you call it')
    .option('--bot <id>', 'the bot that answers; "none": nobody answers')
    .option('--set <name=value>', 'setting of the active connection, empty to remove it; repeatable', collect, [])
    .option('--rule <name=value>', 'rule of the channel; repeatable', collect, [])
    .option('--enable', 'answer again')
    .addOption(new Option('--disable', 'do not answer').conflicts('enable'))
    .addHelpText('after', RULES_HELP + SECRETS_HELP)
    .action(update);
  examples(
    command,
    'channel update ch_… --bot bot_…',
    'channel update ch_… --rule turnMode=gathered --rule gatherMs=1500',
  );
}

async function list(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/channels', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, isFlexible: true },
      { head: 'PROVIDER', cell: ({ provider }) => provider },
      {
        head: 'SENDERS',
        cell: ({ senders }) => senders.map(({ phoneNumber }) => phoneNumber).join(' '),
        isFlexible: true,
      },
      { head: 'STATE', cell: ({ enabled, connections }) => stateOf(enabled, connections) },
      { head: 'BOT', cell: ({ botId }) => botId ?? 'no bot' },
    ],
    empty: 'There are no channels yet: chasqui channel create --help',
  });
}

function stateOf(enabled: boolean, connections: readonly Schemas['Connection'][]): string {
  if (connections.some(({ state, stopped }) => state === 'active' && stopped !== null)) return 'stopped';
  return enabled ? 'enabled' : 'disabled';
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const channel = await unwrap(connect(options).GET('/api/v1/channels/{id}', { params: { path: { id } } }));
  print(channel, options, () => describe(channel));
}

function describe(channel: Schemas['Channel']): string {
  const { id, name, provider, webhookUrl, enabled, botId, senders, connections, sendingConnectionId, ...others } =
    channel;
  const { createdAt, updatedAt, ...rules } = others;
  return facts([
    ['Channel', id],
    ['Name', name],
    ['State', stateOf(enabled, connections)],
    ['Bot', botId ?? 'none'],
    ['Callback URL', webhookUrl],
    ['Senders', senders.map(({ id: senderId, ...fields }) => `${senderId}  ${pairs(fields)}`).join('\n')],
    ['Connections', connections.map((one) => describeConnection(one, sendingConnectionId)).join('\n')],
    ['Settings', pairs(connections.find(({ state }) => state === 'active')?.settings ?? {}, '\n')],
    ['Rules', pairs(rules, '\n')],
    ['Created', time(createdAt)],
    ['Changed', time(updatedAt)],
  ]);
}

function describeConnection({ id, provider, state, stopped }: Schemas['Connection'], sendingId: string | null): string {
  const standsIn = state === 'standby' && id === sendingId ? ', sends now' : '';
  return `${id}  ${provider}  ${state}${standsIn}${stopped ? `, stopped: ${stopped.message}` : ''}`;
}

function pairs(values: Readonly<Record<string, unknown>>, between = ' '): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(between);
}

async function create(options: CreateOptions): Promise<void> {
  const body = {
    name: options.name,
    provider: options.provider,
    settings: parseSettings(options.set),
    senders: options.sender.map(parseSender),
    botId: options.bot ?? null,
    enabled: !options.disabled,
    ...parseRules(options.rule),
  };
  const channel = await unwrap(connect(options).POST('/api/v1/channels', { body }));
  print(channel, options, () =>
    [
      `Channel ${channel.id} is there.`,
      `Configure this callback URL at the provider:\n  ${channel.webhookUrl}`,
      `Then see whether all is right: chasqui channel test ${channel.id}`,
    ].join('\n'),
  );
}

async function update(id: string, options: UpdateOptions): Promise<void> {
  const settings = Object.entries(parseSettings(options.set)).map(([name, value]) => [name, value || null] as const);
  const body: Schemas['UpdateChannel'] = {
    ...present({ name: options.name }),
    ...(options.bot !== undefined && { botId: options.bot === 'none' ? null : options.bot }),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
    ...(options.enable && { enabled: true }),
    ...(options.disable && { enabled: false }),
    ...parseRules(options.rule),
  };
  if (Object.keys(body).length === 0)
    throw new UsageError('say what to change: --name, --bot, --set, --rule, --enable or --disable');
  const channel = await unwrap(connect(options).PATCH('/api/v1/channels/{id}', { params: { path: { id } }, body }));
  print(channel, options, () => `Channel ${channel.id} is changed.`);
}

async function remove(id: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  const api = connect(options);
  const { name } = await unwrap(api.GET('/api/v1/channels/{id}', { params: { path: { id } } }));
  await confirm(`Delete the channel ${id} (${name}) with everything that was said on it?`, options);
  await unwrap(api.DELETE('/api/v1/channels/{id}', { params: { path: { id } } }));
  print({ id, deleted: true }, options, () => `Channel ${id} is deleted.`);
}

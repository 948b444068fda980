import { type Command, Option } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { parsePairs, print, table } from './output.ts';

interface UpdateOptions extends ConnectOptions {
  name?: string;
  bot?: string;
  set: string[];
  enable?: boolean;
  disable?: boolean;
}

interface CreateOptions extends ConnectOptions {
  name: string;
  provider: string;
  bot?: string;
  set: string[];
  sender: string[];
  disabled?: boolean;
}

/** `chasqui channel …` */
export function channelCommand(parent: Command, withConnection: (command: Command) => Command): void {
  const channel = parent.command('channel').description('channels: senders, the bot that answers, rules');
  withConnection(channel.command('list').description('all channels')).action(list);
  withConnection(channel.command('create').description('a channel with its first connection'))
    .requiredOption('--name <name>', 'how you call it')
    .requiredOption('--provider <id>', 'meta, …')
    .requiredOption(
      '--sender <number[,field=value…]>',
      'business number with its sender fields; repeatable',
      collect,
      [],
    )
    .option('--set <name=value>', 'setting of the connection; repeatable', collect, [])
    .option('--bot <id>', 'the bot that answers')
    .option('--disabled', 'do not answer yet')
    .action(create);
  withConnection(channel.command('update').description('change a channel; what is not named stays'))
    .argument('<id>')
    .option('--name <name>', 'how you call it')
    .option('--bot <id>', 'the bot that answers; "none": nobody answers')
    .option('--set <name=value>', 'setting of the active connection, empty to remove it; repeatable', collect, [])
    .option('--enable', 'answer again')
    .addOption(new Option('--disable', 'do not answer').conflicts('enable'))
    .action(update);
}

export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

async function list(options: ConnectOptions): Promise<void> {
  const page = unwrap(await connect(options).GET('/api/v1/channels', { params: { query: { limit: 100 } } }));
  const rows = page.items.map((item) => [
    item.id,
    item.name,
    item.provider ?? '-',
    item.senders.map(({ phoneNumber }) => phoneNumber).join(' '),
    item.enabled ? 'enabled' : 'disabled',
    item.botId ?? 'no bot',
  ]);
  print(page, options, () =>
    table(['ID', 'NAME', 'PROVIDER', 'SENDERS', 'STATE', 'BOT'], rows, 'There are no channels yet.'),
  );
}

async function create(options: CreateOptions): Promise<void> {
  const body = {
    name: options.name,
    provider: options.provider,
    settings: parsePairs(options.set),
    senders: options.sender.map(parseSender),
    botId: options.bot ?? null,
    enabled: !options.disabled,
  };
  const channel = unwrap(await connect(options).POST('/api/v1/channels', { body }));
  print(
    channel,
    options,
    () => `Channel ${channel.id} is there.\nConfigure this callback URL at the provider:\n  ${channel.webhookUrl}`,
  );
}

async function update(id: string, options: UpdateOptions): Promise<void> {
  const settings = Object.entries(parsePairs(options.set)).map(([name, value]) => [name, value || null] as const);
  const body = {
    ...(options.name !== undefined && { name: options.name }),
    ...(options.bot !== undefined && { botId: options.bot === 'none' ? null : options.bot }),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
    ...(options.enable && { enabled: true }),
    ...(options.disable && { enabled: false }),
  };
  if (Object.keys(body).length === 0)
    throw new Error('say what to change: --name, --bot, --set, --enable or --disable');
  const channel = unwrap(await connect(options).PATCH('/api/v1/channels/{id}', { params: { path: { id } }, body }));
  print(channel, options, () => `Channel ${channel.id} is changed.`);
}

/** `+15550001111,phoneNumberId=418…` */
function parseSender(text: string): Schemas['NewSender'] {
  const [phoneNumber = '', ...fields] = text.split(',');
  return { ...parsePairs(fields), phoneNumber };
}

import { type Command, Option } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, deleteCommand, examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './errors.ts';
import { parseTypes } from './event-types.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';

interface ChangeOptions extends ConnectOptions {
  name?: string;
  webhookUrl?: string;
  types?: Schemas['EventType'][] | null;
  channel: string[];
  enable?: boolean;
  disable?: boolean;
}

const ONE = '/api/v1/event-webhooks/{id}';

/** `chasqui event-webhooks …` */
export function eventWebhookCommand(parent: Command): void {
  const webhooks = family(
    parent,
    ['event-webhooks', 'event-webhook'],
    'addresses that events are posted to (docs/events.md)',
  );
  listCommand(webhooks, 'list', 'all of them').action(list);
  gatewayCommand(webhooks, 'show <event-webhook>', 'one with its state').action(show);
  const make = withChoices(gatewayCommand(webhooks, 'create', 'one more; its secret is shown once'))
    .requiredOption('--name <name>', 'how you call it')
    .requiredOption('--webhook-url <url>', 'where events are posted')
    .option('--disable', 'do not post yet')
    .action(create);
  examples(
    make,
    'event-webhooks create --name crm --webhook-url https://crm.example.com/chasqui --types message.received,message.status',
  );
  withChoices(gatewayCommand(webhooks, 'update <event-webhook>', 'change one; what is not named stays'))
    .option('--name <name>', 'how you call it')
    .option('--webhook-url <url>', 'where events are posted')
    .option('--enable', 'post again')
    .addOption(new Option('--disable', 'do not post').conflicts('enable'))
    .action(update);
  gatewayCommand(
    webhooks,
    'rotate-secret <event-webhook>',
    'a new secret, shown once; the old one signs too until the next',
  ).action(rotate);
  listCommand(webhooks, 'deliveries <event-webhook>', 'what was posted, newest first').action(deliveries);
  deleteCommand(webhooks, 'delete <event-webhook>', 'post there no more').action(remove);
}

function withChoices(command: Command): Command {
  return command
    .option('--types <types>', 'event types with commas between them; "all"', parseTypes)
    .option('--channel <id>', 'events of this channel only; repeatable; "all"', collect, []);
}

async function list(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/event-webhooks', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, isFlexible: true },
      { head: 'STATE', cell: stateOf },
      { head: 'TYPES', cell: ({ types }) => types?.join(' ') ?? 'all', isFlexible: true },
      { head: 'URL', cell: ({ url }) => url, isFlexible: true },
    ],
    empty: 'There are no event webhooks yet: chasqui event-webhooks create --help',
  });
}

function stateOf({ enabled, stopped, failingSince }: Schemas['EventWebhook']): string {
  if (stopped) return `stopped (${stopped.reason})`;
  if (!enabled) return 'disabled';
  return failingSince === null ? 'ok' : 'failing';
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const one = await unwrap(connect(options).GET(ONE, { params: { path: { id } } }));
  print(one, options, () =>
    facts([
      ['Event webhook', one.id],
      ['Name', one.name],
      ['URL', one.url],
      ['State', stateOf(one)],
      ['Because', one.stopped?.message],
      ['Failing since', time(one.failingSince)],
      ['Types', one.types?.join('\n') ?? 'all'],
      ['Channels', one.channelIds?.join('\n') ?? 'all'],
      ['Created', time(one.createdAt)],
      ['Changed', time(one.updatedAt)],
    ]),
  );
}

async function create(options: ChangeOptions & { name: string; webhookUrl: string }): Promise<void> {
  const { name, webhookUrl: url, types = null } = options;
  const body = { name, url, types, channelIds: channelsOf(options) ?? null, enabled: !options.disable };
  const made = await unwrap(connect(options).POST('/api/v1/event-webhooks', { body }));
  print(made, options, () => `Event webhook ${made.id} is there.\n  secret: ${made.secret}   (shown this once)`);
}

function channelsOf({ channel }: ChangeOptions): string[] | null | undefined {
  if (channel.length === 0) return undefined;
  return channel.includes('all') ? null : channel;
}

async function update(id: string, options: ChangeOptions): Promise<void> {
  const body: Schemas['UpdateEventWebhook'] = {
    ...present({ name: options.name, url: options.webhookUrl, types: options.types, channelIds: channelsOf(options) }),
    ...(options.enable && { enabled: true }),
    ...(options.disable && { enabled: false }),
  };
  if (Object.keys(body).length === 0)
    throw new UsageError('say what to change: --name, --webhook-url, --types, --channel, --enable or --disable');
  const one = await unwrap(connect(options).PATCH(ONE, { params: { path: { id } }, body }));
  print(one, options, () => `Event webhook ${id} is changed; it is ${stateOf(one)}.`);
}

async function rotate(id: string, options: ConnectOptions): Promise<void> {
  const one = await unwrap(connect(options).POST(`${ONE}/rotate-secret`, { params: { path: { id } } }));
  print(one, options, () => `${one.secret}\n(shown this once)`);
}

async function deliveries(id: string, options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET(`${ONE}/deliveries`, { params: { path: { id }, query } }), {
    columns: [
      { head: 'TIME (UTC)', cell: ({ at }) => time(at) },
      { head: 'TYPE', cell: ({ type }) => type },
      { head: 'STATE', cell: ({ state }) => state },
      { head: 'TRIES', cell: ({ tries }) => tries },
      { head: 'STATUS', cell: ({ status }) => status },
      { head: 'MS', cell: ({ durationMs }) => durationMs },
      { head: 'SUBJECT', cell: ({ subject }) => subject },
      { head: 'ERROR', cell: ({ error }) => error ?? '', isFlexible: true },
    ],
    empty: 'Nothing was posted yet.',
  });
}

async function remove(id: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  await confirm(`Delete the event webhook ${id}?`, options);
  await unwrap(connect(options).DELETE(ONE, { params: { path: { id } } }));
  print({ id, deleted: true }, options, () => `Event webhook ${id} is deleted.`);
}

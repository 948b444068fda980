import { type Command, Option } from 'commander';
import { parseSender } from './channel-sender.ts';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, deleteCommand, examples, family, gatewayCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './errors.ts';
import { print, table, time } from './output.ts';
import { parseSettings, SECRETS_HELP } from './settings.ts';

interface AddOptions extends ConnectOptions {
  provider: string;
  set: string[];
  sender: string[];
  standby?: boolean;
}

interface UpdateOptions extends ConnectOptions {
  set: string[];
  state?: 'active' | 'standby';
}

const PATH = '/api/v1/channels/{id}/connections/{connectionId}';

const USES = `
To move a channel to another provider, "add" a connection there: from then on it sends. Contacts, conversations and sessions stay; the old
one becomes "draining" and still takes what people and provider tell, for 8 days. Configure the callback URL that is printed, or let
"channel test … --repair" do it where the provider has an API for it.

To have a second account stand by, "add --standby" one that has the same numbers. It sends while the active one cannot be reached or is
stopped, and gives back by itself. "update --state active" makes it the active one for good.`;

/** `chasqui channel connection …`: a channel's accounts at providers. */
export function channelConnectionCommands(channel: Command): void {
  const connection = family(channel, ['connection', 'connections'], 'accounts of a channel at providers');
  connection.addHelpText('after', USES);
  gatewayCommand(connection, 'list <channel>', 'all of a channel').action(list);
  const add = gatewayCommand(connection, 'add <channel>', 'one more: to move to another provider, or to stand by')
    .requiredOption('--provider <id>', 'one of "chasqui providers list"')
    .option('--set <name=value>', 'setting of the connection; repeatable', collect, [])
    .option(
      '--sender <number[,field=value…]>',
      'a number with the sender fields of that provider; repeatable',
      collect,
      [],
    )
    .option('--standby', 'take over only while the active one is unavailable')
    .addHelpText('after', SECRETS_HELP)
    .action(addConnection);
  examples(
    add,
    'channel connection add ch_… --provider meta --sender +15550001111,phoneNumberId=418… --set accessToken=…',
    'channel connection add ch_… --provider … --standby --set accountId=… --set token=- < token.txt',
  );
  gatewayCommand(connection, 'update <channel> <connection>', 'change settings or state')
    .option('--set <name=value>', 'setting, empty to remove it; repeatable', collect, [])
    .addOption(new Option('--state <state>', 'what it is for').choices(['active', 'standby']))
    .action(update);
  gatewayCommand(connection, 'release <channel> <connection>', 'let a stopped one send again').action(release);
  deleteCommand(connection, 'delete <channel> <connection>', 'one that is not the active one').action(remove);
}

async function list(id: string, options: ConnectOptions): Promise<void> {
  const { connections } = await unwrap(connect(options).GET('/api/v1/channels/{id}', { params: { path: { id } } }));
  print({ items: connections, nextCursor: null }, options, () =>
    table(
      [
        { head: 'ID', cell: (one) => one.id },
        { head: 'PROVIDER', cell: (one) => one.provider },
        { head: 'STATE', cell: (one) => one.state },
        { head: 'SINCE (UTC)', cell: (one) => time(one.createdAt) },
        {
          head: 'STOPPED',
          cell: (one) => one.stopped && `${one.stopped.reason}: ${one.stopped.message}`,
          isFlexible: true,
        },
      ],
      connections,
    ),
  );
}

async function addConnection(id: string, options: AddOptions): Promise<void> {
  const body: Schemas['CreateConnection'] = {
    provider: options.provider,
    settings: parseSettings(options.set),
    state: options.standby ? 'standby' : 'active',
    ...(options.sender.length > 0 && { senders: options.sender.map(parseSender) }),
  };
  const made = await unwrap(
    connect(options).POST('/api/v1/channels/{id}/connections', { params: { path: { id } }, body }),
  );
  print(
    made,
    options,
    () => `Connection ${made.id} is ${made.state}.\nConfigure this callback URL at the provider:\n  ${made.webhookUrl}`,
  );
}

async function update(id: string, connectionId: string, options: UpdateOptions): Promise<void> {
  const settings = Object.entries(parseSettings(options.set)).map(([name, value]) => [name, value || null] as const);
  const body: Schemas['UpdateConnection'] = {
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
    ...present({ state: options.state }),
  };
  if (Object.keys(body).length === 0) throw new UsageError('say what to change: --set or --state');
  const changed = await unwrap(connect(options).PATCH(PATH, { params: { path: { id, connectionId } }, body }));
  print(changed, options, () => `Connection ${connectionId} is changed; it is ${changed.state}.`);
}

async function release(id: string, connectionId: string, options: ConnectOptions): Promise<void> {
  const released = await unwrap(connect(options).POST(`${PATH}/release`, { params: { path: { id, connectionId } } }));
  print(released, options, () => `Connection ${connectionId} may send again.`);
}

async function remove(id: string, connectionId: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  await confirm(`Delete the connection ${connectionId}? Its callback URL then leads nowhere.`, options);
  await unwrap(connect(options).DELETE(PATH, { params: { path: { id, connectionId } } }));
  print({ id: connectionId, deleted: true }, options, () => `Connection ${connectionId} is deleted.`);
}

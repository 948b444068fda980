import { ChasquiProblem } from '@chasqui/client';
import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, deleteCommand, examples, family, gatewayCommand, listCommand } from './command.ts';
import { confirm } from './confirm.ts';
import { CliError, UsageError } from './errors.ts';
import { type ListOptions, printList } from './list.ts';
import { print, time } from './output.ts';

interface CreateOptions extends ConnectOptions {
  name: string;
  scope: string[];
  channel: string[];
}

type Scope = Schemas['CreateApiKey']['scopes'][number];

const SCOPES: readonly Scope[] = ['read', 'send', 'manage'];

/** `chasqui key …` */
export function keyCommand(parent: Command): void {
  const key = family(parent, ['key', 'keys'], 'API keys');
  listCommand(key, 'list', 'all keys, without what opens').action(list);
  const make = gatewayCommand(key, 'create', 'a key, shown once')
    .requiredOption('--name <name>', 'who uses it')
    .option('--scope <scope>', 'read, send or manage; repeatable; default: all', collect, [])
    .option('--channel <id>', 'limit it to this channel; repeatable', collect, [])
    .action(create);
  examples(
    make,
    'key create --name dashboard --scope read',
    'key create --name shop --scope read --scope send --channel ch_…',
  );
  deleteCommand(key, 'delete <key>', 'a key, by its id: who uses it is refused from now on').action(remove);
}

async function list(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/api-keys', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, isFlexible: true },
      { head: 'SCOPES', cell: ({ scopes }) => scopes.join(' ') },
      { head: 'CHANNELS', cell: ({ channelIds }) => channelIds?.join(' ') ?? 'all', isFlexible: true },
      { head: 'LAST USED (UTC)', cell: ({ lastUsedAt }) => time(lastUsedAt) ?? 'never' },
    ],
    empty: 'There are no keys yet: chasqui key create --help',
  });
}

async function create(options: CreateOptions): Promise<void> {
  const wrong = options.scope.find((scope) => !SCOPES.some((known) => known === scope));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no scope; there are ${SCOPES.join(', ')}`);
  const body = {
    name: options.name,
    scopes: SCOPES.filter((scope) => options.scope.length === 0 || options.scope.includes(scope)),
    channelIds: options.channel.length > 0 ? options.channel : null,
  };
  const made = await unwrap(connect(options).POST('/api/v1/api-keys', { body }));
  print(made, options, () => `${made.key}\n(${made.id}, shown this once)`);
}

async function remove(id: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  await confirm(`Delete the key ${id}? Whoever uses it is refused from now on.`, options);
  await unwrap(connect(options).DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })).catch(
    (cause: unknown) => {
      if (!(cause instanceof ChasquiProblem) || cause.status !== 404) throw cause;
      throw new CliError(`there is no key with the id ${id}; "chasqui key list" shows the ids`, { cause });
    },
  );
  print({ id, deleted: true }, options, () => `Key ${id} is deleted.`);
}

import { type Command, Option } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { deleteCommand, examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './errors.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';

interface ChangeOptions extends ConnectOptions {
  name?: string;
  audience?: string;
  singleUse?: boolean;
  repeatable?: boolean;
}

const ONE = '/api/v1/applications/{id}';

/** `chasqui application …` */
export function applicationCommand(parent: Command): void {
  const application = family(
    parent,
    ['application', 'applications'],
    'who may call callback URLs that ask for a signed token',
  );
  listCommand(application, 'list', 'all of them').action(list);
  gatewayCommand(application, 'show <application>', 'one of them').action(show);
  const make = withChoices(gatewayCommand(application, 'create', 'one more; its secret is shown once'))
    .requiredOption('--name <name>', 'who signs with it')
    .action(create);
  examples(
    make,
    'application create --name "Messaging partner"',
    'channel update ch_… --set applicationId=app_…   # its webhooks then need a token',
  );
  withChoices(gatewayCommand(application, 'update <application>', 'change one; what is not named stays'))
    .option('--name <name>', 'who signs with it')
    .addOption(new Option('--repeatable', 'a token may be shown again').conflicts('singleUse'))
    .action(update);
  gatewayCommand(
    application,
    'rotate-secret <application>',
    'a new secret, shown once; the old one is taken too until the next',
  ).action(rotate);
  deleteCommand(application, 'delete <application>', 'one that no connection names').action(remove);
}

function withChoices(command: Command): Command {
  return command
    .option('--audience <audience>', 'whom its tokens must be meant for; "any"')
    .option('--single-use', 'a token needs an id (jti) and counts once');
}

async function list(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/applications', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, isFlexible: true },
      { head: 'AUDIENCE', cell: ({ audience }) => audience ?? 'any', isFlexible: true },
      { head: 'TOKENS', cell: ({ singleUse }) => (singleUse ? 'count once' : 'repeatable') },
    ],
    empty: 'There are no applications yet: chasqui application create --help',
  });
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  printOne(await unwrap(connect(options).GET(ONE, { params: { path: { id } } })), options);
}

async function create(options: ChangeOptions & { name: string }): Promise<void> {
  const body = { name: options.name, audience: audienceOf(options) ?? null, singleUse: options.singleUse ?? false };
  const made = await unwrap(connect(options).POST('/api/v1/applications', { body }));
  print(made, options, () => `client id:     ${made.id}\nclient secret: ${made.clientSecret}   (shown this once)`);
}

async function update(id: string, options: ChangeOptions): Promise<void> {
  const singleUse = options.singleUse ? true : options.repeatable ? false : undefined;
  const body: Schemas['UpdateApplication'] = present({ name: options.name, audience: audienceOf(options), singleUse });
  if (Object.keys(body).length === 0) {
    throw new UsageError('say what to change: --name, --audience, --single-use or --repeatable');
  }
  printOne(await unwrap(connect(options).PATCH(ONE, { params: { path: { id } }, body })), options);
}

async function rotate(id: string, options: ConnectOptions): Promise<void> {
  const made = await unwrap(
    connect(options).POST('/api/v1/applications/{id}/rotate-secret', { params: { path: { id } } }),
  );
  print(
    made,
    options,
    () => `${made.clientSecret}\n(shown this once; the old one is taken too until the next rotation)`,
  );
}

async function remove(id: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  await confirm(`Delete the application ${id}? Its tokens open nothing any more.`, options);
  await unwrap(connect(options).DELETE(ONE, { params: { path: { id } } }));
  print({ id, deleted: true }, options, () => `Application ${id} is deleted.`);
}

function audienceOf({ audience }: ChangeOptions): string | null | undefined {
  return audience === 'any' ? null : audience;
}

function printOne(one: Schemas['Application'], options: ConnectOptions): void {
  print(one, options, () =>
    facts([
      ['Application', one.id],
      ['Name', one.name],
      ['Audience', one.audience ?? 'any'],
      ['Tokens', one.singleUse ? 'count once' : 'repeatable'],
      ['Created', time(one.createdAt)],
    ]),
  );
}

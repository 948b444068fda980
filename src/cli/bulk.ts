import { type Command, Option } from 'commander';
import { createBulkSend } from './bulk-create.ts';
import { describeProgress, followBulkSend } from './bulk-progress.ts';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { withContentOptions } from './content.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';

const ACTIONS = {
  start: ['start a draft', 'is running'],
  pause: ['what is in line goes, nobody further is addressed', 'is paused'],
  resume: ['go on with the next recipient', 'is running'],
  stop: ['end it for good: who is pending is never addressed', 'is stopped'],
} as const;

type Action = keyof typeof ACTIONS;

interface RecipientListOptions extends ListOptions {
  state?: 'pending' | 'queued' | 'skipped';
}

/** `chasqui bulk …` */
export function bulkCommand(parent: Command): void {
  const bulk = family(parent, ['bulk'], 'the same to many people, behind live messages');
  addCreate(bulk);
  listCommand(bulk, 'list', 'newest first').option('--channel <id>', 'those of this channel').action(list);
  const watch = gatewayCommand(bulk, 'show <bulk-send>', 'how far it is')
    .option('--follow', 'until it ends; Ctrl+C leaves it running')
    .action(show);
  examples(watch, 'bulk show bulk_… --follow');
  listCommand(bulk, 'recipients <bulk-send>', 'people in their order')
    .addOption(new Option('--state <state>', 'only those').choices(['pending', 'queued', 'skipped']))
    .action(recipients);
  for (const action of Object.keys(ACTIONS) as Action[]) {
    const command = gatewayCommand(bulk, `${action} <bulk-send>`, ACTIONS[action][0]);
    if (action === 'stop') command.option('--yes', 'do not ask');
    command.action((id: string, options: ConnectOptions & { yes?: boolean }) => act(id, action, options));
  }
}

function addCreate(bulk: Command): void {
  const command = gatewayCommand(bulk, 'create <recipients>', 'a list in CSV or JSON lines, "-": standard input')
    .requiredOption('--channel <id>', 'the channel that it leaves from')
    .option('--sender <id>', "which of the channel's senders")
    .option('--name <name>', 'how you call it')
    .option('--text <text>', 'a text instead of a template: only within the customer service window')
    .option('--draft', 'do not start yet')
    .option('--dry-run', 'count and check the list, send nothing')
    .option('--follow', 'show how it goes until it ends')
    .option('--idempotency-key <key>', 'made once, however often you say it');
  withContentOptions(command).addHelpText('after', LIST_HELP).action(createBulkSend);
  examples(
    command,
    'bulk create people.csv --channel ch_… --template appointment_reminder --language en --dry-run',
    'bulk create people.csv --channel ch_… --template appointment_reminder --language en --follow',
  );
}

const LIST_HELP = `
The list: one person a line, with a column "to" (phone number or user id) and, for a template, columns named like its
variables, with a title line:
  to,1,2                                       to,first_name,day
  +15550100001,Ana,Friday                      +15550100001,Ana,Friday
Semicolons and tabs may stand for commas. Or JSON lines: {"to": "+15550100001", "parameters": ["Ana", "Friday"]}`;

async function list(options: ListOptions & { channel?: string }): Promise<void> {
  const api = connect(options);
  const filter = present({ channelId: options.channel });
  await printList(options, (page) => api.GET('/api/v1/bulk-sends', { params: { query: { ...filter, ...page } } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, isFlexible: true },
      { head: 'STATE', cell: ({ state }) => state },
      { head: 'PEOPLE', cell: ({ progress }) => progress.total },
      { head: 'ADDRESSED', cell: ({ progress }) => progress.addressed },
      { head: 'PENDING', cell: ({ progress }) => progress.pending },
      { head: 'SKIPPED', cell: ({ progress: { skipped } }) => skipped.opted_out + skipped.duplicate + skipped.invalid },
      { head: 'CREATED (UTC)', cell: ({ createdAt }) => time(createdAt) },
    ],
    empty: 'There are no bulk sends yet: chasqui bulk create --help',
  });
}

async function show(id: string, options: ConnectOptions & { follow?: boolean }): Promise<void> {
  const api = connect(options);
  const one = options.follow
    ? await followBulkSend(api, id)
    : await unwrap(api.GET('/api/v1/bulk-sends/{id}', { params: { path: { id } } }));
  print(one, options, () => describe(one));
}

function describe(one: Schemas['BulkSend']): string {
  return facts([
    ['Bulk send', one.id],
    ['Name', one.name],
    ['State', one.state],
    ['Progress', describeProgress(one)],
    ['Content', JSON.stringify(one.content)],
    ['Pace', `${one.perSecond} people a second at most`],
    ['Channel', one.channelId],
    ['Created', time(one.createdAt)],
    ['Started', time(one.startedAt)],
    ['Ends', one.estimatedEndAt && `${time(one.estimatedEndAt)} at the soonest`],
    ['Ended', time(one.finishedAt)],
  ]);
}

async function recipients(id: string, options: RecipientListOptions): Promise<void> {
  const api = connect(options);
  const filter = present({ state: options.state });
  await printList(
    options,
    (page) =>
      api.GET('/api/v1/bulk-sends/{id}/recipients', { params: { path: { id }, query: { ...filter, ...page } } }),
    {
      columns: [
        { head: 'PLACE', cell: ({ place }) => place },
        { head: 'TO', cell: ({ to }) => to.phoneNumber ?? to.userId },
        { head: 'STATE', cell: ({ state, reason }) => (reason ? `${state}: ${reason.replaceAll('_', ' ')}` : state) },
        { head: 'MESSAGE', cell: ({ messageId }) => messageId },
        { head: 'STATUS', cell: ({ messageStatus }) => messageStatus },
        { head: 'DETAIL', cell: ({ detail }) => detail ?? '', isFlexible: true },
      ],
      empty: 'There are no such recipients.',
    },
  );
}

async function act(id: string, action: Action, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  if (action === 'stop') await confirm(`Stop ${id} for good?`, options);
  const request = { params: { path: { id } } };
  const one = await unwrap(connect(options).POST(`/api/v1/bulk-sends/{id}/${action}`, request));
  print(one, options, () => `${id} ${ACTIONS[action][1]}. ${describeProgress(one)}`);
}

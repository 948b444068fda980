import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { examples, gatewayCommand, listCommand, present } from './command.ts';
import { type ListOptions, printList } from './list.ts';
import { counted, facts, print, time } from './output.ts';

interface TestOptions extends ConnectOptions {
  sender?: string;
  connection?: string;
  repair?: boolean;
}

type Check = Schemas['ChannelDiagnosis']['checks'][number];

/** `chasqui channel test`, `health` and `events`: is it set up, how does it fare, what did the provider say. */
export function channelHealthCommands(channel: Command): void {
  const test = gatewayCommand(
    channel,
    'test <channel>',
    'say which step of the set-up is wrong, and what to do; ends with 1 if one is',
  )
    .option('--sender <id>', "which of the channel's senders; default: the first")
    .option('--connection <id>', 'which connection; default: the active one')
    .option('--repair', 'subscribe at the provider what is not subscribed')
    .action(examine);
  examples(
    test,
    'channel test ch_…',
    'channel test ch_… --repair',
    'channel test ch_… --json | jq ".checks[] | select(.ok | not)"',
  );
  gatewayCommand(channel, 'health <channel>', 'what is known of its account, numbers and templates').action(health);
  listCommand(channel, 'events <channel>', 'what the provider told of the account, newest first').action(events);
}

async function examine(id: string, options: TestOptions): Promise<void> {
  const body: Schemas['TestChannel'] = {
    repair: options.repair ?? false,
    ...present({ senderId: options.sender, connectionId: options.connection }),
  };
  const diagnosis = await unwrap(
    connect(options).POST('/api/v1/channels/{id}/test', { params: { path: { id } }, body }),
  );
  print(diagnosis, options, () => [...diagnosis.checks.map(describeCheck), '', verdict(diagnosis)].join('\n'));
  if (!diagnosis.ok) process.exitCode = 1;
}

function describeCheck({ name, ok, isWarning, message, hint }: Check): string {
  const sign = ok ? '✓' : isWarning ? '!' : '✗';
  const line = `${sign} ${name.replaceAll('_', ' ').padEnd(20)} ${message}`;
  return hint === undefined || ok ? line : `${line}\n  ${' '.repeat(20)} → ${hint}`;
}

function verdict({ checks }: Schemas['ChannelDiagnosis']): string {
  const failed = checks.filter(({ ok, isWarning }) => !ok && !isWarning).length;
  const warnings = checks.filter(({ ok, isWarning }) => !ok && isWarning).length;
  const also = warnings === 0 ? '' : ` ${counted(warnings, 'warning')}.`;
  return failed === 0
    ? `All is set up.${also}`
    : `${counted(failed, 'step')} of the set-up ${failed === 1 ? 'is' : 'are'} wrong.${also}`;
}

async function health(id: string, options: ConnectOptions): Promise<void> {
  const found = await unwrap(connect(options).GET('/api/v1/channels/{id}/health', { params: { path: { id } } }));
  print(found, options, () => describeHealth(found));
}

function describeHealth(found: Schemas['ChannelHealth']): string {
  const general = facts([
    ['State', found.state],
    ['Because', found.reasons.join('\n')],
    ['Last webhook', time(found.lastWebhookAt) ?? 'none yet'],
    ['Last sent', time(found.lastSentAt) ?? 'nothing yet'],
    ['Dead letters', found.openDeadLetters],
  ]);
  const senders = found.senders.map(({ id, phoneNumber, facts: told }) => block(`Sender ${phoneNumber} (${id})`, told));
  const accounts = found.accounts.map(({ account, facts: told, templates, sync }) =>
    block(`Account ${account}`, {
      ...told,
      templates: Object.entries(templates)
        .map(([status, number]) => `${number} ${status}`)
        .join(', '),
      ...(sync?.error && { templatesError: sync.error }),
    }),
  );
  return [general, ...senders, ...accounts].join('\n\n');
}

function block(title: string, told: Readonly<Record<string, string>>): string {
  const known = facts(Object.entries(told)).replace(/^(?=.)/gm, '  ');
  return known === '' ? `${title}\n  nothing told yet` : `${title}\n${known}`;
}

async function events(id: string, options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/channels/{id}/events', { params: { path: { id }, query } }), {
    columns: [
      { head: 'TIME (UTC)', cell: ({ at }) => time(at) },
      { head: 'KIND', cell: ({ kind }) => kind },
      { head: 'DETAIL', cell: ({ detail }) => JSON.stringify(detail), isFlexible: true },
    ],
    empty: 'The provider has told nothing of this account yet.',
  });
}

import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { print, shorten, table, time } from './output.ts';

interface ListOptions extends ConnectOptions {
  channel?: string;
  conversation?: string;
  contact?: string;
  limit: string;
}

/** `chasqui messages`, `chasqui trace` */
export function messageCommands(parent: Command, withConnection: (command: Command) => Command): void {
  withConnection(parent.command('messages').description('the last messages, newest first'))
    .option('--channel <id>')
    .option('--conversation <id>')
    .option('--contact <id>', 'phone number or user id')
    .option('--limit <count>', 'at most so many', '20')
    .action(list);
  withConnection(parent.command('trace').description('the whole story of a message')).argument('<id>').action(trace);
}

async function list(options: ListOptions): Promise<void> {
  const query = {
    limit: Number(options.limit),
    ...(options.channel !== undefined && { channelId: options.channel }),
    ...(options.conversation !== undefined && { conversationId: options.conversation }),
    ...(options.contact !== undefined && { contact: options.contact }),
  };
  const page = unwrap(await connect(options).GET('/api/v1/messages', { params: { query } }));
  const rows = page.items.map((item) => [
    time(item.at),
    item.direction === 'inbound' ? '→' : '←',
    item.contact.phoneNumber ?? item.contact.userId ?? item.contact.id,
    item.status,
    item.id,
    preview(item),
  ]);
  print(page, options, () =>
    table(['TIME (UTC)', '', 'CONTACT', 'STATUS', 'ID', 'CONTENT'], rows, 'There are no messages yet.'),
  );
}

function preview({ content }: Schemas['Message']): string {
  const { type, text, title } = content as { type: string; text?: string; title?: string };
  return shorten(type === 'text' ? (text ?? '') : `[${type}] ${text ?? title ?? ''}`);
}

async function trace(id: string, options: ConnectOptions): Promise<void> {
  const story = unwrap(await connect(options).GET('/api/v1/messages/{id}/trace', { params: { path: { id } } }));
  print(story, options, () => tell(story));
}

function tell({ message, entries, attempts, statuses }: Schemas['MessageTrace']): string {
  const steps = [
    ...entries.map((entry) => ({ at: entry.at, text: `${entry.step}${duration(entry.durationMs)}` })),
    ...statuses.map((status) => ({ at: status.at, text: `status ${status.status}` })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return [
    `${message.id}  ${message.direction}  ${message.status}`,
    preview(message),
    '',
    ...steps.map(({ at, text }) => `  ${at.slice(11, 23)}  ${text}`),
    ...attempts.map(
      ({ number, outcome, failure }) =>
        `  attempt ${number}: ${outcome}${failure ? ` (${failure.kind}: ${failure.message})` : ''}`,
    ),
  ].join('\n');
}

function duration(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? '' : ` (${ms} ms)`;
}

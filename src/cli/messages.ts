import { type Command, InvalidArgumentError } from 'commander';
import { type ConnectOptions, connect, unwrap } from './client.ts';
import { print, table, time } from './output.ts';
import { preview, tellStory } from './tell-story.ts';

interface ListOptions extends ConnectOptions {
  channel?: string;
  conversation?: string;
  contact?: string;
  limit: number;
}

/** `chasqui messages`, `chasqui trace` */
export function messageCommands(parent: Command, withConnection: (command: Command) => Command): void {
  withConnection(parent.command('messages').description('the last messages, newest first'))
    .option('--channel <id>', 'those of this channel')
    .option('--conversation <id>', 'those of this conversation')
    .option('--contact <id>', 'those with this person: phone number or user id')
    .option('--limit <count>', 'at most so many, 1 to 100', parseCount, 20)
    .action(list);
  withConnection(parent.command('trace').description('the whole story of a message')).argument('<id>').action(trace);
}

async function list(options: ListOptions): Promise<void> {
  const query = {
    limit: options.limit,
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

function parseCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is not a whole number.');
}

async function trace(id: string, options: ConnectOptions): Promise<void> {
  const story = unwrap(await connect(options).GET('/api/v1/messages/{id}/trace', { params: { path: { id } } }));
  print(story, options, () => tellStory(story));
}

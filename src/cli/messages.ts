import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { defaultListCommand, examples, family, gatewayCommand, present } from './command.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';
import { because, preview, tellStory } from './tell-story.ts';
import { addressOfContact, describeContact, describeSender } from './who.ts';

interface MessageListOptions extends ListOptions {
  channel?: string;
  conversation?: string;
  contact?: string;
}

/** `chasqui messages`, `chasqui trace` */
export function messageCommands(parent: Command): void {
  const messages = family(parent, ['messages', 'message'], 'what came and went');
  const list = defaultListCommand(messages, 'the last messages, newest first')
    .option('--channel <id>', 'those of this channel')
    .option('--conversation <id>', 'those of this conversation')
    .option('--contact <who>', 'those with this person: phone number or user id')
    .action(listMessages);
  examples(list, 'messages --channel ch_… --limit 50', 'messages --contact +15550100001 --all --json');
  gatewayCommand(messages, 'show <message>', 'a message with its content').action(show);
  const trace = gatewayCommand(
    parent,
    'trace <message>',
    'the whole story of a message: webhook, bot, sends, statuses',
  ).action(tell);
  examples(trace, 'trace msg_…', 'trace msg_… --json | jq .attempts');
}

async function listMessages(options: MessageListOptions): Promise<void> {
  const api = connect(options);
  const filter = present({
    channelId: options.channel,
    conversationId: options.conversation,
    contact: options.contact,
  });
  await printList(options, (page) => api.GET('/api/v1/messages', { params: { query: { ...filter, ...page } } }), {
    columns: [
      { head: 'TIME (UTC)', cell: ({ at }) => time(at)?.slice('2026-'.length) },
      { head: '', cell: ({ direction }) => (direction === 'inbound' ? '→' : '←') },
      { head: 'CONTACT', cell: ({ contact }) => addressOfContact(contact), isFlexible: true },
      { head: 'STATUS', cell: ({ status }) => status },
      { head: 'ID', cell: ({ id }) => id },
      { head: 'CONTENT', cell: preview, isFlexible: true },
    ],
    empty: 'There are no messages yet.',
  });
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const message = await unwrap(connect(options).GET('/api/v1/messages/{id}', { params: { path: { id } } }));
  print(message, options, () => describe(message));
}

function describe(message: Schemas['Message']): string {
  const { contact, participant, sender } = message;
  return facts([
    ['Message', message.id],
    ['Status', `${message.status}${because(message.failure)}`],
    ['Direction', message.direction === 'inbound' ? '→ inbound' : '← outbound'],
    ['Author', message.author],
    ['Contact', describeContact(contact)],
    ['Written by', participant && (participant.name ?? participant.phoneNumber ?? participant.userId)],
    ['Sender', describeSender(sender)],
    ['Conversation', message.conversationId],
    ['Time', time(message.at)],
    ['Answers', message.replyTo],
    ['Edited', time(message.editedAt)],
    ['Taken back', time(message.revokedAt)],
    ["Provider's id", message.providerMessageId],
    ['Content', JSON.stringify(message.content, null, 2)],
  ]);
}

async function tell(id: string, options: ConnectOptions): Promise<void> {
  const api = connect(options);
  const traceOf = (messageId: string) =>
    unwrap(api.GET('/api/v1/messages/{id}/trace', { params: { path: { id: messageId } } }));
  const story = await traceOf(id);
  const relatedTraces = await Promise.all(story.related.map(traceOf));
  print({ ...story, relatedTraces }, options, () => tellStory(story, relatedTraces));
}

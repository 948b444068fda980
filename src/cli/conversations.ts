import { Argument, type Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';
import { preview } from './tell-story.ts';
import { addressOfContact, describeContact, describeSender } from './who.ts';

type Answerer = Schemas['UpdateConversation']['answeredBy'];

const ANSWERERS: readonly Answerer[] = ['human', 'bot', 'paused'];

/** `chasqui conversations …` */
export function conversationCommand(parent: Command): void {
  const conversations = family(parent, ['conversations', 'conversation'], 'who answers whom');
  listCommand(conversations, 'list', 'newest first').option('--channel <id>', 'those of this channel').action(list);
  gatewayCommand(conversations, 'show <conversation>', 'a conversation and what it waits for').action(show);
  const give = gatewayCommand(conversations, 'give', 'say who answers from now on')
    .argument('<conversation>')
    .addArgument(new Argument('<to>', 'who answers').choices(ANSWERERS))
    .action(giveTo);
  examples(
    give,
    'conversation give conv_… human',
    'send --channel ch_… --to conv_… --agent "I look into it."',
    'conversation give conv_… bot',
  );
}

async function list(options: ListOptions & { channel?: string }): Promise<void> {
  const api = connect(options);
  const filter = present({ channelId: options.channel });
  await printList(options, (page) => api.GET('/api/v1/conversations', { params: { query: { ...filter, ...page } } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'CONTACT', cell: ({ contact }) => addressOfContact(contact) },
      { head: 'NAME', cell: ({ contact }) => contact.name, isFlexible: true },
      { head: 'ANSWERED BY', cell: ({ answeredBy }) => answeredBy },
      { head: 'LAST (UTC)', cell: ({ lastMessageAt }) => time(lastMessageAt) },
      { head: 'SAID', cell: ({ lastMessage }) => lastMessage && preview(lastMessage), isFlexible: true },
    ],
    empty: 'There are no conversations yet.',
  });
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const one = await unwrap(connect(options).GET('/api/v1/conversations/{id}', { params: { path: { id } } }));
  print(one, options, () =>
    facts([
      ['Conversation', one.id],
      ['Contact', describeContact(one.contact)],
      ['Sender', describeSender(one.sender)],
      ['Channel', one.channelId],
      ['Answered by', one.answeredBy],
      ['Window until', one.windowOpen ? time(one.windowUntil) : 'closed: only templates can be sent'],
      ['Last message', one.lastMessage && `${time(one.lastMessageAt)}  ${preview(one.lastMessage)}`],
      [
        'Waiting',
        one.waiting
          .map(({ kind, waitsFor, dueAt }) => `${kind}: ${waitsFor ?? 'its turn'}, due ${time(dueAt)}`)
          .join('\n'),
      ],
    ]),
  );
}

async function giveTo(id: string, answeredBy: Answerer, options: ConnectOptions): Promise<void> {
  const request = { params: { path: { id } }, body: { answeredBy } };
  const changed = await unwrap(connect(options).PATCH('/api/v1/conversations/{id}', request));
  const words = {
    human: 'A human answers now; the bot is silent.',
    bot: 'The bot answers now.',
    paused: 'Nobody answers now.',
  };
  print(changed, options, () => words[changed.answeredBy]);
}

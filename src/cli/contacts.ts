import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { consentCommand } from './consent.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';

interface ContactListOptions extends ListOptions {
  channel?: string;
  search?: string;
}

/** `chasqui contacts …` */
export function contactCommand(parent: Command): void {
  const contacts = family(parent, ['contacts', 'contact'], 'people on a channel');
  const list = listCommand(contacts, 'list', 'newest first')
    .option('--channel <id>', 'those of this channel')
    .option('--search <text>', 'part of a name, username, number or id')
    .action(listContacts);
  examples(list, 'contacts list --search ana');
  gatewayCommand(contacts, 'show <contact>', 'a person with their ids and conversations').action(show);
  gatewayCommand(contacts, 'opt-out <contact>', 'keep marketing from a person').action((id, options) =>
    change(id, 'stop', options),
  );
  gatewayCommand(contacts, 'opt-in <contact>', 'a person wants marketing again').action((id, options) =>
    change(id, 'resume', options),
  );
  consentCommand(contacts);
}

async function listContacts(options: ContactListOptions): Promise<void> {
  const api = connect(options);
  const filter = present({ channelId: options.channel, query: options.search });
  await printList(options, (page) => api.GET('/api/v1/contacts', { params: { query: { ...filter, ...page } } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name, username }) => name ?? username, isFlexible: true },
      { head: 'PHONE', cell: ({ identifiers }) => identifierOf(identifiers, 'phone') },
      { head: 'USER ID', cell: ({ identifiers }) => identifierOf(identifiers, 'user_id') },
      { head: 'MARKETING', cell: ({ marketingOptedOutAt }) => (marketingOptedOutAt ? 'no' : 'yes') },
    ],
    empty: 'There are no such people.',
  });
}

function identifierOf(identifiers: Schemas['ContactSummary']['identifiers'], wanted: string): string | undefined {
  return identifiers.find(({ kind }) => kind === wanted)?.value;
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const contact = await unwrap(connect(options).GET('/api/v1/contacts/{id}', { params: { path: { id } } }));
  print(contact, options, () =>
    facts([
      ['Contact', contact.id],
      ['Name', contact.name],
      ['Username', contact.username],
      ['Known by', contact.identifiers.map(({ kind, value }) => `${kind.replaceAll('_', ' ')} ${value}`).join('\n')],
      ['Marketing', contact.marketingOptedOutAt ? `not since ${time(contact.marketingOptedOutAt)}` : 'allowed'],
      ['Channel', contact.channelId],
      ['Is now', contact.mergedInto],
      ['Was also', contact.merged.join('\n')],
      ['Since', time(contact.createdAt)],
      [
        'Conversations',
        contact.conversations.map((one) => `${one.id}  with ${one.sender.phoneNumber}, ${stateOf(one)}`).join('\n'),
      ],
    ]),
  );
}

function stateOf({ mergedInto, answeredBy }: Schemas['Conversation']): string {
  return mergedInto === null ? `answered by ${answeredBy}` : `goes on in ${mergedInto}`;
}

async function change(id: string, marketing: 'stop' | 'resume', options: ConnectOptions): Promise<void> {
  const request = { params: { path: { id } }, body: { marketing } };
  const contact = await unwrap(connect(options).PATCH('/api/v1/contacts/{id}', request));
  print(contact, options, () =>
    marketing === 'stop' ? `${id} gets no marketing any more.` : `${id} gets marketing again.`,
  );
}

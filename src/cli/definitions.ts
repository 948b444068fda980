import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { family, gatewayCommand, listCommand } from './command.ts';
import { CliError } from './errors.ts';
import { type ListOptions, printList } from './list.ts';
import { accountNumbersCommand } from './numbers.ts';
import { type Column, facts, print, table } from './output.ts';

type Field = Schemas['FieldDefinition'];

/** Both lists are shorter than a page. */
const EVERYTHING = { params: { query: { limit: 100 } } };

const FIELD_COLUMNS: readonly Column<Field>[] = [
  { head: 'NAME', cell: ({ name }) => name },
  { head: 'REQUIRED', cell: ({ required }) => (required ? 'yes' : '') },
  { head: 'SECRET', cell: ({ secret }) => (secret ? 'yes' : '') },
  {
    head: 'WHAT IT IS',
    cell: ({ label, hint }) => [label, hint].filter((text) => text !== '').join(': '),
    isFlexible: true,
  },
];

/** `chasqui providers`, `chasqui connectors`: what channels and bots can be made with. */
export function definitionCommands(parent: Command): void {
  const providers = family(parent, ['providers', 'provider'], 'who carries messages: Meta and messaging partners');
  listCommand(providers, 'list', 'all providers').action(listProviders);
  gatewayCommand(providers, 'show <provider>', 'the fields that a provider asks for').action(showProvider);
  accountNumbersCommand(providers);
  const connectors = family(parent, ['connectors', 'connector'], 'how bots are reached');
  listCommand(connectors, 'list', 'all connectors').action(listConnectors);
  gatewayCommand(connectors, 'show <connector>', 'the fields that a connector asks for').action(showConnector);
}

async function listProviders(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/providers', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ displayName }) => displayName },
      { head: 'DOCUMENTATION', cell: ({ docsUrl }) => docsUrl },
    ],
    empty: 'There are no providers.',
  });
}

async function listConnectors(options: ListOptions): Promise<void> {
  const api = connect(options);
  await printList(options, (query) => api.GET('/api/v1/connectors', { params: { query } }), {
    columns: [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ displayName }) => displayName },
      { head: 'DOCUMENTATION', cell: ({ docsUrl }) => docsUrl },
    ],
    empty: 'There are no connectors.',
  });
}

async function showProvider(id: string, options: ConnectOptions): Promise<void> {
  const page = await unwrap(connect(options).GET('/api/v1/providers', EVERYTHING));
  const provider = find(page.items, id);
  const { capabilities } = provider;
  print(provider, options, () =>
    [
      facts([
        ['Provider', `${provider.displayName} (${id})`],
        ['Documentation', provider.docsUrl],
        ['Senders', `${capabilities.sendersPerChannel} on a channel`],
        ['Pace', `${capabilities.pacing.perSecond} messages a second`],
        ['Offers', offered(provider.offers)],
        [
          'Cannot send',
          Object.entries(capabilities.content)
            .filter(([, how]) => how === 'rejected')
            .map(([kind]) => kind)
            .join(', '),
        ],
      ]),
      `Settings (--set name=value)\n${fieldTable(provider.fields)}`,
      `Sender fields (--sender number,name=value)\n${fieldTable(provider.senderFields)}`,
    ].join('\n\n'),
  );
}

async function showConnector(id: string, options: ConnectOptions): Promise<void> {
  const page = await unwrap(connect(options).GET('/api/v1/connectors', EVERYTHING));
  const connector = find(page.items, id);
  print(connector, options, () => `${connector.displayName}: ${connector.docsUrl}\n\n${fieldTable(connector.fields)}`);
}

function offered({ templates, numbers, consent }: Schemas['ProviderOffers']): string {
  return [templates && 'templates', numbers && 'its numbers', consent && "people's consent"].filter(Boolean).join(', ');
}

function fieldTable(fields: readonly Field[]): string {
  return fields.length === 0 ? 'none' : table(FIELD_COLUMNS, fields);
}

function find<Item extends { id: string }>(items: readonly Item[], id: string): Item {
  const found = items.find((item) => item.id === id);
  if (found) return found;
  throw new CliError(`"${id}" is not known; there are ${items.map((item) => item.id).join(', ')}`);
}

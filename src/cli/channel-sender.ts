import type { Command } from 'commander';
import { type Api, type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { deleteCommand, examples, family, gatewayCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { CliError } from './errors.ts';
import { parsePairs, print, table } from './output.ts';

type Sender = Schemas['NewSender'];

const NUMBER_HELP = 'number with country code, then the provider’s sender fields: +15550001111,phoneNumberId=418…';

/** `chasqui channel sender …`: the business numbers of a channel. */
export function channelSenderCommands(channel: Command): void {
  const sender = family(channel, ['sender', 'senders'], 'business numbers of a channel');
  gatewayCommand(sender, 'list <channel>', 'all of a channel').action(list);
  const add = gatewayCommand(sender, 'add', 'one more, or other fields of one that is there')
    .argument('<channel>')
    .argument('<number[,field=value…]>', NUMBER_HELP)
    .action(addSender);
  examples(add, 'channel sender add ch_… +15550001111,phoneNumberId=418802276614093');
  const link = gatewayCommand(
    sender,
    'link <channel>',
    'an address that opens a chat with a number, for pages and QR codes',
  )
    .option('--sender <id>', 'which one; default: the first')
    .option('--text <text>', "what stands in the person's input field")
    .action(makeLink);
  examples(link, 'channel sender link ch_… --text "I would like a table"');
  deleteCommand(sender, 'remove <channel> <number>', 'take one away').action(removeSender);
}

/** `+15550001111,phoneNumberId=418…` */
export function parseSender(text: string): Sender {
  const [phoneNumber = '', ...fields] = text.split(',');
  return { ...parsePairs(fields), phoneNumber };
}

async function list(id: string, options: ConnectOptions): Promise<void> {
  const { senders } = await unwrap(connect(options).GET('/api/v1/channels/{id}', { params: { path: { id } } }));
  const names = [...new Set(senders.flatMap((sender) => Object.keys(sender)))].filter((name) => name !== 'id');
  const columns = ['id', ...names].map((name) => ({ head: name, cell: (sender: Schemas['Sender']) => sender[name] }));
  print({ items: senders, nextCursor: null }, options, () => table(columns, senders));
}

async function addSender(id: string, text: string, options: ConnectOptions): Promise<void> {
  const wanted = parseSender(text);
  const api = connect(options);
  const others = (await sendersOf(api, id)).filter((sender) => !isSame(sender, wanted.phoneNumber));
  const channel = await replace(api, id, [...others, wanted]);
  print(
    channel,
    options,
    () => `${wanted.phoneNumber} is a sender of ${id}. See whether it is set up: chasqui channel test ${id}`,
  );
}

async function makeLink(id: string, options: ConnectOptions & { sender?: string; text?: string }): Promise<void> {
  const query = present({ senderId: options.sender, text: options.text });
  const link = await unwrap(
    connect(options).GET('/api/v1/channels/{id}/chat-link', { params: { path: { id }, query } }),
  );
  print(link, options, () => link.url);
}

async function removeSender(id: string, number: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  const api = connect(options);
  const senders = await sendersOf(api, id);
  const others = senders.filter((sender) => !isSame(sender, number));
  if (others.length === senders.length) throw new CliError(`${number} is no sender of ${id}`);
  await confirm(`Take ${number} from the channel ${id}?`, options);
  const channel = await replace(api, id, others);
  print(channel, options, () => `${number} is no sender of ${id} any more.`);
}

async function sendersOf(api: Api, id: string): Promise<Sender[]> {
  const { senders } = await unwrap(api.GET('/api/v1/channels/{id}', { params: { path: { id } } }));
  return senders.map(({ id: _id, ...sender }) => ({ ...sender, phoneNumber: sender.phoneNumber ?? '' }));
}

function replace(api: Api, id: string, senders: Sender[]): Promise<Schemas['Channel']> {
  return unwrap(api.PATCH('/api/v1/channels/{id}', { params: { path: { id } }, body: { senders } }));
}

function isSame({ phoneNumber }: Sender, number: string): boolean {
  return phoneNumber.replace(/\D/g, '') === number.replace(/\D/g, '');
}

import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, examples, gatewayCommand, present } from './command.ts';
import { print, table } from './output.ts';
import { parseSettings, SECRETS_HELP } from './settings.ts';

type Told = Schemas['AccountNumbers'];

/** `chasqui providers numbers`: an account that no channel has yet. */
export function accountNumbersCommand(providers: Command): void {
  const command = gatewayCommand(
    providers,
    'numbers <provider>',
    'try settings, and list the numbers of that account; nothing is stored',
  );
  command
    .option('--set <name=value>', 'setting of the account; repeatable', collect, [])
    .addHelpText('after', SECRETS_HELP)
    .action(readAccount);
  examples(
    command,
    'providers numbers acme --set account=… --set token=- < token.txt   # names: chasqui providers show',
  );
}

/** `chasqui channel numbers`: what else a channel's account has. */
export function channelNumbersCommand(channel: Command): void {
  gatewayCommand(channel, 'numbers <channel>', "list the numbers of the channel's account at its provider")
    .option('--connection <id>', 'which connection; default: the active one')
    .action(listNumbers);
}

async function readAccount(id: string, options: ConnectOptions & { set: string[] }): Promise<void> {
  const request = { params: { path: { id } }, body: { settings: parseSettings(options.set) } };
  printNumbers(await unwrap(connect(options).POST('/api/v1/providers/{id}/account', request)), options);
}

async function listNumbers(id: string, options: ConnectOptions & { connection?: string }): Promise<void> {
  const request = { params: { path: { id }, query: present({ connectionId: options.connection }) } };
  printNumbers(await unwrap(connect(options).GET('/api/v1/channels/{id}/numbers', request)), options);
}

function printNumbers(told: Told, options: ConnectOptions): void {
  print(told, options, () =>
    told.numbers.length === 0
      ? 'The account is there, and has no numbers.'
      : table(
          [
            { head: 'NUMBER', cell: ({ phoneNumber }) => phoneNumber },
            { head: 'NAME', cell: ({ displayName }) => displayName, isFlexible: true },
            { head: 'READY', cell: ({ isReady }) => (isReady ? 'yes' : 'no') },
            { head: 'STATE', cell: ({ status }) => status, isFlexible: true },
            { head: 'CHANNEL', cell: ({ usedBy }) => usedBy ?? 'free' },
            { head: 'FIELDS', cell: ({ fields }) => fieldsOf(fields) },
            { head: 'NOTE', cell: ({ note }) => note, isFlexible: true },
          ],
          told.numbers,
        ),
  );
}

/** As `--sender` wants them behind the number. */
function fieldsOf(fields: Told['numbers'][number]['fields']): string | undefined {
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? undefined : pairs.join(',');
}

import type { Command } from 'commander';
import { type ConnectOptions, connect, unwrap } from './client.ts';
import { print, shorten, table, time } from './output.ts';

/** `chasqui dead-letters` */
export function deadLetterCommands(parent: Command, withConnection: (command: Command) => Command): void {
  const letters = parent.command('dead-letters').description('what could not be understood, answered or sent');
  withConnection(letters.command('list', { isDefault: true }).description('newest first')).action(list);
  withConnection(letters.command('replay').description('try one again')).argument('<id>').action(replay);
}

async function list(options: ConnectOptions): Promise<void> {
  const page = unwrap(await connect(options).GET('/api/v1/dead-letters', { params: { query: { limit: 100 } } }));
  const rows = page.items.map((item) => [
    time(item.at),
    item.id,
    item.reason,
    item.replayedAt ? 'replayed' : 'open',
    shorten(item.message, 80),
  ]);
  print(page, options, () =>
    table(['TIME (UTC)', 'ID', 'REASON', 'STATE', 'WHAT HAPPENED'], rows, 'There are no dead letters.'),
  );
}

async function replay(id: string, options: ConnectOptions): Promise<void> {
  const letter = unwrap(await connect(options).POST('/api/v1/dead-letters/{id}/replay', { params: { path: { id } } }));
  print(letter, options, () => `${letter.id} is tried again.`);
}

import type { Command } from 'commander';
import { type ConnectOptions, connect, unwrap } from './client.ts';
import { defaultListCommand, examples, family, gatewayCommand, present } from './command.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';

interface LetterListOptions extends ListOptions {
  channel?: string;
  open?: boolean;
}

/** `chasqui dead-letters` */
export function deadLetterCommands(parent: Command): void {
  const letters = family(parent, ['dead-letters', 'dead-letter'], 'what could not be understood, answered or sent');
  const list = defaultListCommand(letters, 'newest first')
    .option('--channel <id>', 'those of this channel')
    .option('--open', 'those that were not replayed yet')
    .action(listLetters);
  examples(list, 'dead-letters --open');
  gatewayCommand(letters, 'show <dead-letter>', 'one with its raw text').action(show);
  gatewayCommand(letters, 'replay <dead-letter>', 'try one again').action(replay);
}

async function listLetters(options: LetterListOptions): Promise<void> {
  const api = connect(options);
  const filter = {
    ...present({ channelId: options.channel }),
    state: options.open ? ('open' as const) : ('all' as const),
  };
  await printList(options, (page) => api.GET('/api/v1/dead-letters', { params: { query: { ...filter, ...page } } }), {
    columns: [
      { head: 'TIME (UTC)', cell: ({ at }) => time(at) },
      { head: 'ID', cell: ({ id }) => id },
      { head: 'REASON', cell: ({ reason }) => reason },
      { head: 'STATE', cell: ({ replayedAt }) => (replayedAt ? 'replayed' : 'open') },
      { head: 'WHAT HAPPENED', cell: ({ message }) => message, isFlexible: true },
    ],
    empty: 'There are no dead letters.',
  });
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const letter = await unwrap(connect(options).GET('/api/v1/dead-letters/{id}', { params: { path: { id } } }));
  print(letter, options, () =>
    facts([
      ['Dead letter', letter.id],
      ['Reason', letter.reason],
      ['What happened', letter.message],
      ['Time', time(letter.at)],
      ['Replayed', time(letter.replayedAt) ?? `not yet: chasqui dead-letters replay ${letter.id}`],
      ['Message', letter.messageId && `${letter.messageId}   (chasqui trace ${letter.messageId})`],
      ['Channel', letter.channelId],
      ['Raw', letter.raw],
    ]),
  );
}

async function replay(id: string, options: ConnectOptions): Promise<void> {
  const request = { params: { path: { id } } };
  const letter = await unwrap(connect(options).POST('/api/v1/dead-letters/{id}/replay', request));
  print(letter, options, () => `${letter.id} is tried again.`);
}

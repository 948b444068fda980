import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { collect, examples, gatewayCommand, present } from './command.ts';
import { UsageError } from './errors.ts';
import { print } from './output.ts';

interface ConsentOptions extends ConnectOptions {
  optIn: string[];
  optOut: string[];
  sender?: string;
}

type Choice = Schemas['SetConsent']['consent'];

/** The API takes so many at once. */
const AT_ONCE = 100;

/** `chasqui contacts consent`: for providers that keep people's consent themselves. */
export function consentCommand(contacts: Command): void {
  const command = gatewayCommand(
    contacts,
    'consent <channel>',
    'tell the provider, if it wants to know, who agreed to be written to',
  )
    .option('--opt-in <number>', 'this person agreed; repeatable', collect, [])
    .option('--opt-out <number>', 'this person wants it no more; repeatable', collect, [])
    .option('--sender <id>', "for which of the channel's senders; default: the first")
    .action(setConsent);
  examples(command, 'contacts consent ch_… --opt-in +15550001111 --opt-in +15550002222');
}

async function setConsent(id: string, options: ConsentOptions): Promise<void> {
  const { optIn, optOut } = options;
  if (optIn.length + optOut.length === 0) throw new UsageError('say who: --opt-in or --opt-out');
  await tell(id, 'opt_in', optIn, options);
  await tell(id, 'opt_out', optOut, options);
  print({ optedIn: optIn, optedOut: optOut }, options, () =>
    [
      ...(optIn.length > 0 ? [`The provider knows who agreed: ${optIn.join(', ')}.`] : []),
      ...(optOut.length > 0 ? [`The provider knows who wants no more: ${optOut.join(', ')}.`] : []),
    ].join('\n'),
  );
}

async function tell(id: string, consent: Choice, numbers: readonly string[], options: ConsentOptions): Promise<void> {
  const api = connect(options);
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const phoneNumbers = numbers.slice(at, at + AT_ONCE);
    const body = { consent, phoneNumbers, ...present({ senderId: options.sender }) };
    await unwrap(api.POST('/api/v1/channels/{id}/consent', { params: { path: { id } }, body }));
  }
}

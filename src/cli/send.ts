import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { examples, gatewayCommand, present } from './command.ts';
import { buildContent, type ContentOptions, withContentOptions } from './content.ts';
import { print } from './output.ts';

interface SendOptions extends ConnectOptions, ContentOptions {
  to: string;
  sender?: string;
  replyTo?: string;
  agent?: boolean;
  marketing?: boolean;
  ignoreWindow?: boolean;
  idempotencyKey?: string;
}

/** `chasqui send` */
export function sendCommand(parent: Command): void {
  const command = gatewayCommand(parent, 'send', 'a message to a person')
    .argument('[text]', 'what to say')
    .requiredOption('--channel <id>', 'the channel that it leaves from')
    .requiredOption('--to <who>', 'phone number with country code, a user id, or a conversation')
    .option('--sender <id>', "which of the channel's senders")
    .option('--reply-to <message>', 'the message that it answers')
    .option('--agent', 'said by a person of yours, not by a program')
    .option('--marketing', 'keep it from those who want no marketing')
    .option('--ignore-window', 'even if the customer service window seems closed: the provider decides')
    .option('--idempotency-key <key>', 'sent once, however often you say it');
  withContentOptions(command).action(send);
  examples(
    command,
    'send --channel ch_… --to +15550100001 "Your table is ready."',
    'send --channel ch_… --to +15550100001 --template appointment_reminder --language en --param first_name=Ana --param day=Friday',
    'send --channel ch_… --to +15550100001 --document invoice.pdf --caption "Your invoice"',
    'send --channel ch_… --to +15550100001 --content @buttons.json',
  );
}

async function send(text: string | undefined, options: SendOptions): Promise<void> {
  const api = connect(options);
  const body: Schemas['SendMessage'] = {
    channelId: options.channel,
    to: recipient(options.to),
    content: await buildContent(api, text, options),
    author: options.agent ? 'agent' : 'api',
    ...present({
      senderId: options.sender,
      replyTo: options.replyTo,
      marketing: options.marketing,
      ignoreWindow: options.ignoreWindow,
    }),
  };
  const header = { 'idempotency-key': options.idempotencyKey ?? randomUUID() };
  const accepted = await unwrap(api.POST('/api/v1/messages', { body, params: { header } }));
  print(accepted, options, () => `${accepted.id} ${accepted.status}   (chasqui trace ${accepted.id})`);
}

function recipient(who: string): Schemas['Recipient'] {
  if (/^[+\d][\d\s().-]*$/.test(who)) return { phoneNumber: who };
  return who.startsWith('conv_') ? { conversationId: who } : { userId: who };
}

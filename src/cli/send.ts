import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { print } from './output.ts';

interface SendOptions extends ConnectOptions {
  channel: string;
  to: string;
  sender?: string;
  content?: string;
}

/** `chasqui send` */
export function sendCommand(parent: Command, withConnection: (command: Command) => Command): void {
  withConnection(parent.command('send').description('a message to a person'))
    .argument('[text]', 'what to say')
    .requiredOption('--channel <id>', 'the channel that it leaves from')
    .requiredOption('--to <who>', 'phone number with country code, or a user id')
    .option('--sender <id>', "which of the channel's senders")
    .option('--content <json>', 'content object instead of a text')
    .action(send);
}

async function send(text: string | undefined, options: SendOptions): Promise<void> {
  const body = {
    channelId: options.channel,
    ...(options.sender !== undefined && { senderId: options.sender }),
    to: recipient(options.to),
    content: contentOf(text, options.content),
    author: 'api' as const,
  };
  const header = { 'idempotency-key': randomUUID() };
  const accepted = unwrap(await connect(options).POST('/api/v1/messages', { body, params: { header } }));
  print(accepted, options, () => `${accepted.id} ${accepted.status}   (chasqui trace ${accepted.id})`);
}

function recipient(who: string): Schemas['Recipient'] {
  return /^[+\d][\d\s()-]*$/.test(who) ? { phoneNumber: who } : { userId: who };
}

function contentOf(text: string | undefined, json: string | undefined): Schemas['OutboundContent'] {
  if (json === undefined && text === undefined)
    throw new Error('say what to send: a text, or --content with a JSON object');
  return json === undefined ? (text ?? '') : parseContent(json);
}

function parseContent(json: string): Schemas['OutboundContent'] {
  try {
    // The gateway checks it and answers with the path of what is wrong.
    return JSON.parse(json) as Schemas['OutboundContent'];
  } catch (cause) {
    throw new Error(`--content is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

import { createInterface } from 'node:readline/promises';
import { readConfig } from '../config.ts';
import { flowConnector } from '../connectors/flow/index.ts';
import type { TurnResult } from '../domain/connector.ts';
import { createEgress } from '../host/egress.ts';
import { readLine } from './flow-line.ts';
import { createFlowSession, type FlowSession } from './flow-session.ts';
import { readText } from './read-input.ts';
import { showPart } from './show-part.ts';

export interface TryOptions {
  secrets?: string;
  name: string;
  phone: string;
  at?: string;
}

/** A conversation with a good definition: lines of standard input are the person's messages, what the bot says is printed. */
export async function tryFlow(definition: string, options: TryOptions): Promise<void> {
  const now = clockOf(options.at);
  const egress = createEgress({ allow: readConfig().egressAllow });
  const secrets = options.secrets === undefined ? {} : { secrets: readText(options.secrets) };
  const connector = flowConnector.connect({ definition, ...secrets }, { fetch: egress.fetch, now });
  const person = { id: 'con_try', name: options.name, phoneNumber: options.phone.replace(/\D/g, '') };
  try {
    await converse(createFlowSession({ connector, person, now }));
  } finally {
    await egress.close();
  }
}

function clockOf(at: string | undefined): () => number {
  if (at === undefined) return () => Date.now();
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`--at must be a time such as 2026-01-05T10:00:00Z, not "${at}"`);
  return () => time;
}

async function converse(session: FlowSession): Promise<void> {
  const { stdin, stdout } = process;
  const isTerminal = stdin.isTTY === true;
  const lines = createInterface({ input: stdin, output: isTerminal ? stdout : undefined, prompt: '> ' });
  // The input may end while the bot still thinks.
  let isOpen = true;
  lines.once('close', () => {
    isOpen = false;
  });
  if (isTerminal) console.log('Type a message; /help shows what else there is.');
  lines.prompt();
  for await (const line of lines) {
    // A transcript shows both sides.
    if (!isTerminal && line.trim() !== '') console.log(`> ${line}`);
    if ((await obey(session, line)) === 'quit') break;
    if (isOpen) lines.prompt();
  }
  lines.close();
}

async function obey(session: FlowSession, line: string): Promise<'quit' | 'go on'> {
  const read = readLine(line, session.choices());
  switch (read.do) {
    case 'nothing':
      break;
    case 'quit':
      return 'quit';
    case 'tell':
      console.log(read.text);
      break;
    case 'show variables':
      console.log(JSON.stringify(session.variables(), null, 2));
      break;
    case 'restart':
      session.restart();
      console.log('-- a new session');
      break;
    case 'send':
      if (session.isHandedOver()) console.log('-- a human would read this; /restart begins a new session');
      else showResult(await session.send(read.content));
  }
  return 'go on';
}

function showResult(result: TurnResult): void {
  if (result.outcome === 'failed') {
    console.log(`!! ${result.message}${result.retryable ? ' (the gateway would try again)' : ''}`);
  }
  if (result.outcome !== 'answered') return;
  for (const part of result.parts) console.log(showPart(part));
  if (result.parts.length === 0 && !result.handover && !result.end) console.log('-- the bot says nothing');
  if (result.handover) console.log(`-- handed over to a human${noteIn(result.handover)}`);
  if (result.end) console.log('-- the session ended');
}

function noteIn({ note }: Record<string, unknown>): string {
  return typeof note === 'string' ? `: ${note}` : '';
}

import { createInterface, type Interface } from 'node:readline';
import type { ChatEntry } from '../../simulators/kit/chats.ts';
import type { Person } from '../../simulators/kit/people.ts';
import type { Api } from '../client.ts';
import { plain, remark } from '../output.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { LINES_HELP } from './lines-help.ts';
import { parseLine } from './parse-line.ts';
import type { Chat, Phones, SimulatedNumber } from './phones.ts';
import { settle } from './settle.ts';
import { showEntry } from './show-entry.ts';

export interface PlayParts {
  phones: Phones;
  api: Api;
  number: SimulatedNumber;
  person: Person;
  /** One JSON line a message instead of text. */
  isJson: boolean;
  patienceMs: number;
  signal: AbortSignal;
}

interface Stage {
  parts: PlayParts;
  chat: Chat;
  conversation: Conversation;
  lines: Interface;
  /** At a terminal somebody types and messages come when they come; otherwise each line waits for its answer. */
  isTerminal: boolean;
}

/** A conversation between standard input and a business number. Resolves with whether every line could be done. */
export async function play(parts: PlayParts): Promise<boolean> {
  const { phones, number, person, signal } = parts;
  const chat = phones.chat(number.id, person.id);
  const conversation = createConversation(phones, chat, await chat.entries());
  const isTerminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, ...(isTerminal && { output: process.stdout }), prompt: '> ' });
  const stage: Stage = { parts, chat, conversation, lines, isTerminal };
  const following = new AbortController();
  const ended = isTerminal ? followUntilEnd(stage, following.signal) : Promise.resolve();
  signal.addEventListener('abort', () => lines.close());
  lines.on('SIGINT', () => lines.close());
  try {
    return await obeyAll(stage);
  } finally {
    lines.close();
    following.abort();
    await ended;
  }
}

async function obeyAll(stage: Stage): Promise<boolean> {
  let isAllDone = true;
  stage.lines.prompt();
  for await (const line of stage.lines) {
    const done = await obey(stage, line);
    if (done === 'quit') break;
    if (done === 'failed') isAllDone = false;
    // The input may have ended meanwhile.
    if (stage.isTerminal) stage.lines.prompt();
  }
  return isAllDone;
}

async function obey(stage: Stage, line: string): Promise<'done' | 'failed' | 'quit'> {
  const order = parseLine(line, stage.conversation.offered());
  if (order.do === 'quit') return 'quit';
  if (order.do === 'nothing') return 'done';
  // A transcript shows both sides.
  if (!stage.isTerminal && !stage.parts.isJson) console.log(plain(`> ${line}`));
  if (order.do === 'help') remark(LINES_HELP);
  if (order.do === 'complain') remark(`! ${order.text}`);
  if (order.do === 'help' || order.do === 'complain') return order.do === 'help' ? 'done' : 'failed';
  try {
    const told = await stage.conversation.act(order);
    if (told !== undefined) remark(told);
    return stage.isTerminal ? 'done' : await awaitAnswer(stage);
  } catch (error) {
    remark(`! ${error instanceof Error ? error.message : error}`);
    return 'failed';
  }
}

/** Shows what came once the gateway has nothing left to do here. */
async function awaitAnswer({ parts, chat, conversation }: Stage): Promise<'done' | 'failed'> {
  const { api, number, person, patienceMs } = parts;
  const isSettled = await settle({ api, chat, phoneNumber: number.phoneNumber, person }, patienceMs);
  show(parts, conversation.take(await chat.entries()));
  if (isSettled) return 'done';
  remark(`! no answer within ${patienceMs / 1_000} s`);
  return 'failed';
}

/** Nothing more comes once the gateway has stopped: then the terminal is closed too. */
async function followUntilEnd(stage: Stage, signal: AbortSignal): Promise<void> {
  const reason = await showLive(stage, signal).catch((error: unknown) => error);
  if (signal.aborted) return;
  remark(`! the phones are gone${reason instanceof Error ? `: ${reason.message}` : ''}`);
  process.exitCode = 1;
  stage.lines.close();
}

/** Shows messages as they come, above the line that is being typed. */
async function showLive({ parts, conversation, lines }: Stage, signal: AbortSignal): Promise<void> {
  const { number, person, phones } = parts;
  for await (const { event, data } of await phones.follow(signal)) {
    if (event !== 'entry' || data.numberId !== number.id || data.personId !== person.id) continue;
    const news = conversation.take([data.entry]);
    if (news.length === 0) continue;
    process.stdout.write('\r\u001b[K');
    show(parts, news);
    lines.prompt(true);
  }
}

function show({ isJson }: PlayParts, entries: readonly ChatEntry[]): void {
  for (const entry of entries) {
    console.log(isJson ? JSON.stringify(entry) : plain(showEntry(entry)).replace(/^/gm, '  '));
  }
}

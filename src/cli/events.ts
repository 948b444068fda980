import { type ChasquiEvent, type EventGap, followEvents } from '@chasqui/client';
import type { Command } from 'commander';
import { addressOf, type ConnectOptions, reachingFetch, type Schemas } from './client.ts';
import { examples, gatewayCommand, parseCount, present } from './command.ts';
import { parseTypes } from './event-types.ts';
import { plain, remark, time } from './output.ts';
import { because, preview } from './tell-story.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { addressOfContact } from './who.ts';

interface FollowOptions extends ConnectOptions {
  types?: Schemas['EventType'][] | null;
  channel?: string;
  after?: string;
  count?: number;
}

/** `chasqui events` */
export function eventsCommand(parent: Command): void {
  const command = gatewayCommand(parent, 'events', 'follow what happens, until Ctrl+C')
    .option('--types <types>', 'only these, with commas between them; "message" is all of that family', parseTypes)
    .option('--channel <id>', 'only of this channel')
    .option('--after <event>', 'begin behind this event, within three days')
    .option('--count <number>', 'end after so many', parseCount)
    .action(follow);
  examples(
    command,
    'events',
    'events --types message.received,dead_letter.created --json',
    'events --after evt_0_4711',
  );
}

/** With `--json` one event a line. */
async function follow(options: FollowOptions): Promise<void> {
  const stop = untilInterrupted();
  const address = addressOf(options);
  // The follower tries for ever: whether there is a gateway at all must be known before.
  await reachingFetch(new Request(`${address.url}/health/live`));
  const filter = present({ types: options.types ?? undefined, channelId: options.channel, after: options.after });
  let seen = 0;
  for await (const event of followEvents({
    ...address,
    ...filter,
    signal: stop.signal,
    fetch: tellingFetch(options, address.url),
  })) {
    console.log(options.json ? JSON.stringify(event) : plain(describe(event)));
    seen += 1;
    if (seen === options.count) break;
  }
  stop.release();
}

/** As `fetch`; the first good answer is told, so that nobody reads of following what is refused. */
function tellingFetch({ json: isTold = false }: FollowOptions, url: string): typeof fetch {
  return async (...request) => {
    const response = await fetch(...request);
    if (response.ok && !isTold) {
      isTold = true;
      remark(`Following ${url}; Ctrl+C ends.`);
    }
    return response;
  };
}

function describe(event: ChasquiEvent | EventGap): string {
  if (event.type === 'gap') return '(some events in between are gone already)';
  return `${time(event.at)}  ${event.type.padEnd(24)}  ${describeSubject(event)}`.trimEnd();
}

function describeSubject({ data }: ChasquiEvent): string {
  const { message, ...rest } = data;
  if (!message)
    return Object.values(rest)
      .filter((value) => typeof value === 'string')
      .join('  ');
  const { direction, contact, status, failure, id } = message;
  const who = contact.name ?? addressOfContact(contact);
  return `${direction === 'inbound' ? '→' : '←'} ${who}  ${status}${because(failure)}  ${preview(message)}  ${id}`;
}

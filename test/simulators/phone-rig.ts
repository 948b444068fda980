import { fastify } from 'fastify';
import type { ChatEntry } from '../../src/simulators/kit/chats.ts';
import type { SimulatorClock } from '../../src/simulators/kit/clock.ts';
import type { Fetch } from '../../src/simulators/kit/http.ts';
import type { BusinessNumber, PersonAct, PersonChange } from '../../src/simulators/kit/numbers.ts';
import type { Person } from '../../src/simulators/kit/people.ts';
import { createPersonActions } from '../../src/simulators/kit/person-actions.ts';
import { createPhoneApi } from '../../src/simulators/kit/phone-api.ts';
import { createWorld, type World } from '../../src/simulators/kit/world.ts';

export type PhoneRig = Awaited<ReturnType<typeof startPhoneRig>>;

/** What the invented provider was told. */
interface Told {
  acts: PersonAct[];
  changes: PersonChange[];
  readIds: string[];
  renumbered: [before: Person, after: Person][];
  preferences: string[];
}

const SUPPORTED = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'],
  ...['reaction', 'edit', 'revoke', 'order', 'flow_reply', 'referral', 'payment', 'business_app', 'preferences'],
];

const picture: Fetch = async () => ({
  status: 200,
  headers: { get: () => 'image/png; charset=binary' },
  text: async () => 'picture',
  arrayBuffer: async () => new TextEncoder().encode('picture').buffer,
});

/** The phone API over a number of an invented provider, which notes what it is told, on a clock that is set by hand. */
export async function startPhoneRig() {
  const time = { now: 1_800_000_000_000 };
  const clock: SimulatorClock = {
    now: () => time.now,
    setTimer: () => () => {},
    shift: (ms) => {
      time.now += ms;
    },
  };
  const world = createWorld({ clock });
  const told: Told = { acts: [], changes: [], readIds: [], renumbered: [], preferences: [] };
  world.numbers.add(inventedBusiness(world, told));
  world.people.add({ id: 'p1', name: 'Mina', phone: '15550100001', withoutUserId: true });
  const app = fastify({ forceCloseConnections: true });
  await app.register(createPhoneApi(world, createPersonActions(world, picture)), { prefix: '/simulator/api' });
  return {
    app,
    world,
    time,
    told,
    async call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
      const answer = await app.inject({ method, url: `/simulator/api${path}`, ...(body && { payload: body }) });
      return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
    },
    /** Puts a message of the business into the chat of `n1` and `p1`. */
    fromBusiness(id: string, content: ChatEntry['content']) {
      const entry: ChatEntry = {
        id,
        providerMessageId: id,
        direction: 'from_business',
        at: time.now,
        kind: 'button',
        content,
        status: 'delivered',
      };
      world.addEntry(world.chats.open('n1', 'p1'), entry);
      return entry;
    },
  };
}

function inventedBusiness(world: World, told: Told): BusinessNumber {
  let count = 0;
  return {
    id: 'n1',
    provider: 'invented',
    displayName: 'Corner Shop',
    phoneNumber: '15550109999',
    supports: SUPPORTED,
    driver: {
      nextMessageId: () => `m${++count}`,
      personActed: (_person, _entry, act) => void told.acts.push(act),
      personRead: (_person, entries) => void told.readIds.push(...entries.map(({ id }) => id)),
      personChanged: (_person, change) => void told.changes.push(change),
      personRenumbered: (before, after) => void told.renumbered.push([before, after]),
      personPrefers: (_person, marketing) => void told.preferences.push(marketing),
      businessAppWrites: (_person, chat, text) => {
        const entry: ChatEntry = {
          id: 'echo1',
          providerMessageId: 'echo1',
          direction: 'from_business',
          at: 1,
          kind: 'text',
          content: { text },
          status: 'delivered',
          author: 'app',
        };
        world.addEntry(chat, entry);
        return entry;
      },
    },
  };
}

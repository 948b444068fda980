import { fastify } from 'fastify';
import { createGupshupSimulator } from '../src/simulators/gupshup/index.ts';
import { createInfobipSimulator } from '../src/simulators/infobip/index.ts';
import { createKarixSimulator } from '../src/simulators/karix/index.ts';
import { createOpenAccount, type OpenAccount } from '../src/simulators/kit/account-routes.ts';
import type { SendFault } from '../src/simulators/kit/faults.ts';
import { createFetch, type Fetch } from '../src/simulators/kit/http.ts';
import { createPersonActions, type PersonActions } from '../src/simulators/kit/person-actions.ts';
import type { ProviderSimulator } from '../src/simulators/kit/simulator.ts';
import { createWorld, type World } from '../src/simulators/kit/world.ts';
import { createMetaSimulator } from '../src/simulators/meta/index.ts';
import { createNetcoreSimulator } from '../src/simulators/netcore/index.ts';
import { createTwilioSimulator } from '../src/simulators/twilio/index.ts';
import type { Journal } from './journal.ts';
import { type Relay, startRelay } from './relay.ts';
import { createWebhookWatch } from './webhook-watch.ts';
import type { Witness } from './witness.ts';

/** The simulated partners, each behind a wire that can be cut, with the same people on the other side. */
export interface Partners {
  world: World;
  write: PersonActions['write'];
  /** By name. */
  simulators: ReadonlyMap<string, ProviderSimulator>;
  relays: ReadonlyMap<string, Relay>;
  openAccount: OpenAccount;
  /** Resolves when no webhook is under way, delayed or to be repeated; or after `timeoutMs`. */
  quiet(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface PartnersOptions {
  names: readonly string[];
  random: () => number;
  journal: Journal;
  witness: Witness;
}

/** As patient as real ones, but quicker to repeat. */
const WEBHOOKS = { firstRetryMs: 200, timeoutMs: 5_000 };
/** Twilio repeats five times and no more; these last through a restart. */
const TWILIO_WEBHOOKS = { firstRetryMs: 1_000 };
/** Infobip's first pause is a minute. */
const INFOBIP_WEBHOOKS = { retryScale: 0.01, timeoutMs: 5_000 };

interface Means {
  world: World;
  fetch: Fetch;
}

/** Without the partners' rates: chaos is about loss, and the bench about speed. */
const BUILDERS: Readonly<Record<string, (means: Means) => ProviderSimulator>> = {
  meta: (means) => createMetaSimulator({ ...means, limits: { throughput: false, pair: false }, webhooks: WEBHOOKS }),
  twilio: (means) => createTwilioSimulator({ ...means, webhooks: TWILIO_WEBHOOKS }),
  infobip: (means) => createInfobipSimulator({ ...means, limits: false, webhooks: INFOBIP_WEBHOOKS }),
  gupshup: (means) => createGupshupSimulator({ ...means, webhooks: WEBHOOKS }),
  karix: (means) => createKarixSimulator({ ...means, webhooks: WEBHOOKS }),
  netcore: (means) => createNetcoreSimulator({ ...means, webhooks: WEBHOOKS }),
};

export const PARTNERS: readonly string[] = Object.keys(BUILDERS);

export async function startPartners({ names, random, ...seen }: PartnersOptions): Promise<Partners> {
  const world = tellingFaults(createWorld({ random }), seen);
  const { fetch: plainFetch, close } = createFetch();
  const { fetch, quiet } = createWebhookWatch(plainFetch);
  const simulators = new Map<string, ProviderSimulator>();
  const relays = new Map<string, Relay>();
  const closings: (() => Promise<unknown>)[] = [];
  for (const name of names) {
    const simulator = BUILDERS[name]?.({ world, fetch });
    if (!simulator) throw new Error(`there is no partner ${name}; known: ${PARTNERS.join(', ')}`);
    const server = fastify({ forceCloseConnections: true });
    await server.register(simulator.api);
    const relay = await startRelay(Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port));
    simulator.setBaseUrl(`http://127.0.0.1:${relay.port}`);
    simulators.set(name, simulator);
    relays.set(name, relay);
    closings.push(async () => {
      relay.close();
      await simulator.stop();
      await server.close();
    });
  }
  return {
    world,
    simulators,
    relays,
    write: createPersonActions(world, fetch).write,
    quiet,
    openAccount: createOpenAccount(Buffer.alloc(32, 7)),
    async stop() {
      for (const closing of closings) await closing();
      await close();
    },
  };
}

function tellingFaults(world: World, { journal, witness }: Pick<PartnersOptions, 'journal' | 'witness'>): World {
  const { faults } = world;
  return {
    ...world,
    faults: {
      ...faults,
      takeForSend(numberId) {
        const fault = faults.takeForSend(numberId);
        if (fault) journal.note(numberId, `partner: meets a request with ${JSON.stringify(fault)}`);
        if (fault && leavesDoubt(fault)) witness.spoiled(numberId, Date.now());
        return fault;
      },
    },
  };
}

/** Whether its sender cannot know what became of the message. */
function leavesDoubt(fault: SendFault): boolean {
  return (
    fault.kind === 'drop' || fault.kind === 'drop_before' || (fault.kind === 'error' && (fault.status ?? 500) >= 500)
  );
}

import { createSimBots } from './bot.ts';
import { checkOutcome } from './check.ts';
import type { SimContext } from './context.ts';
import type { Gateway } from './gateway.ts';
import { createGateway } from './gateway.ts';
import { planTraffic } from './people.ts';
import type { Profile } from './profile.ts';
import { createSimProvider } from './provider.ts';
import { createRandom } from './random.ts';
import type { SimRecord } from './record.ts';
import { createRecord } from './record.ts';
import { recordSteps } from './recording-store.ts';
import { createClients } from './requests.ts';
import type { OpenSubject, Subject } from './subject.ts';
import { createWireProvider } from './wire.ts';
import { createWorld } from './world.ts';

export interface Schedule {
  profile: Profile;
  seed: number;
  open: OpenSubject;
}

export interface Outcome {
  /** Empty: everything that was promised was kept. */
  violations: readonly string[];
  /** The latest steps, oldest first. */
  history: readonly string[];
  record: SimRecord;
  /** Steps taken, and virtual time that passed. */
  steps: number;
  passedMs: number;
}

const REST_WITHIN_MS = 3 * 3_600_000;
/** Ordinary schedules take some thousands; more means that they run in circles. */
const MOST_STEPS = 100_000;
/** Steps between two looks whether all is done. */
const STEPS_PER_LOOK = 10;
/** A stop in good order needs far fewer: nothing is left to do. */
const MOST_STEPS_TO_STOP = 2_000;

/** Runs one schedule from its seed until everything has come to rest, and checks what became of it. */
export async function simulate({ profile, seed, open }: Schedule): Promise<Outcome> {
  const world = createWorld(createRandom(seed));
  const startedAt = world.now();
  const record = createRecord();
  const isTroubled = () => world.now() < startedAt + profile.troubleMs;
  const context: SimContext = { world, profile, record, isTroubled };
  const subject = await open(world.now);
  try {
    const parts = build(subject, context);
    const steps = await runToRest(parts, context);
    await stopAll(parts.gateway, context);
    const violations = checkOutcome(context, await subject.contents());
    return { violations, history: world.history(), record, steps, passedMs: world.now() - startedAt };
  } finally {
    await subject.close();
  }
}

interface Parts {
  gateway: Gateway;
  subject: Subject;
  areFarEndsIdle(): boolean;
}

/** The far ends and the gateway, which call each other, and the traffic between them. */
function build(subject: Subject, context: SimContext): Parts {
  const clients = createClients(() => gateway, context);
  const provider = createSimProvider(clients, context);
  const bots = createSimBots(clients, context);
  const store = recordSteps(subject.store, context);
  const gateway: Gateway = createGateway(
    store,
    (owner) => ({
      provider: createWireProvider((message) => provider.send(owner, message, 'active')),
      standby: context.profile.standby && createWireProvider((message) => provider.send(owner, message, 'standby')),
      connectorOf: () => bots.connector(owner),
    }),
    context,
  );
  planTraffic(provider, clients, context);
  return { gateway, subject, areFarEndsIdle: () => provider.isIdle() && clients.areIdle() };
}

async function runToRest(parts: Parts, { world, record }: SimContext): Promise<number> {
  const startedAt = world.now();
  for (let steps = 1; ; steps += 1) {
    parts.gateway.disturb();
    await world.advance();
    if (steps % STEPS_PER_LOOK === 0 && (await isAtRest(parts))) return steps;
    if (world.now() - startedAt > REST_WITHIN_MS || steps > MOST_STEPS) {
      record.violations.push('it never came to rest');
      return steps;
    }
  }
}

async function isAtRest({ gateway, subject, areFarEndsIdle }: Parts): Promise<boolean> {
  return gateway.isWhole() && areFarEndsIdle() && (await subject.countLanes()) === 0;
}

/** Whatever a stopped node leaves running would be found here. */
async function stopAll(gateway: Gateway, { world, record }: SimContext): Promise<void> {
  let isStopped = false;
  void gateway.stop().then(() => {
    isStopped = true;
  });
  for (let steps = 0; steps < MOST_STEPS_TO_STOP; steps += 1) {
    if (!(await world.advance()) && isStopped) return;
  }
  record.violations.push(isStopped ? 'stopped nodes still have something running' : 'a stop did not end');
}

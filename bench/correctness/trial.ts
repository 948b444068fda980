import { setTimeout as pause } from 'node:timers/promises';
import type { SentText } from '../mock-graph.ts';
import { startScript } from '../targets/script.ts';
import type { Ends } from '../targets/target.ts';
import { phoneOf, statusWebhook } from '../wire.ts';
import type { Crashable } from './crashable.ts';
import { CRASH } from './crashes.ts';
import { FORGERY, forge, forgeryFaults } from './forgery.ts';
import { createLedger, type Faults, judge, type Ledger, numberOf, personOf, scenarioOf } from './ledger.ts';
import { createPostman } from './postman.ts';
import { type Provider, startProvider } from './provider.ts';
import { isTroubled, SCENARIOS, type Scenario, type Scene } from './scenarios.ts';

/** Nothing more is expected of a target from which nothing has come for so long: a gateway's lease and its doubt end before. */
const QUIET_MS = 60_000;
/** What comes twice comes within this time after everything has come once. */
const ECHO_MS = 20_000;
const LOOK_EVERY_MS = 200;
const PEOPLE_APART = 1_000;

/** All scenarios at one target, which has a bot and a provider of its own. */
export async function tryOut(start: (ends: Ends) => Promise<Crashable>): Promise<Faults[]> {
  const bot = await startScript('echo-bot.ts');
  let tell = (_sent: SentText & { id: string }) => {};
  const verdicts = new Map(SCENARIOS.map(({ id, trouble }) => [id, trouble ?? null]));
  const provider = await startProvider({
    firstVerdict: (text) => (isTroubled(personOf(text), numberOf(text)) && verdicts.get(scenarioOf(text))) || null,
    onTaken: (taken) => tell(taken),
  });
  const target = await start({ botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: provider.graph.url });
  const postman = createPostman(`http://127.0.0.1:${target.port}${target.path}`);
  // As Meta does: whoever sent it is told, with what it gave along.
  tell = ({ to, id, callbackData }) => {
    const person = Number(to) - Number(phoneOf(0));
    void postman.deliver(statusWebhook({ id, person, ...(callbackData !== undefined && { callbackData }) }));
  };
  const sceneOf = (index: number, id: string): Scene => ({
    postman,
    ledger: createLedger(id),
    person: (nth) => index * PEOPLE_APART + nth,
    crash: () => target.crash(),
  });
  try {
    return await runAll(provider, sceneOf);
  } finally {
    await target.stop();
    await postman.close();
    provider.graph.close();
    await bot.stop();
  }
}

/** The faults of all scenarios, in the order of `scenarioNames`. */
async function runAll(provider: Provider, sceneOf: (index: number, id: string) => Scene): Promise<Faults[]> {
  const faultsOf = ({ id, isOrdered }: Scenario, ledger: Ledger) => judge(ledger, takenOf(provider, id), isOrdered);
  const scenes = SCENARIOS.map((scenario, index) => ({ scenario, scene: sceneOf(index, scenario.id) }));
  for (const { scenario, scene } of scenes) await scenario.write(scene);
  const forgeries = sceneOf(SCENARIOS.length, FORGERY.id);
  const acknowledged = await forge(forgeries);
  await settled(
    provider,
    scenes.map(({ scene }) => scene.ledger),
  );
  const faults = scenes.map(({ scenario, scene }) => faultsOf(scenario, scene.ledger));
  const ofForgery = forgeryFaults(acknowledged, takenOf(provider, FORGERY.id).length);

  const crashes = sceneOf(SCENARIOS.length + 1, CRASH.id);
  await CRASH.write(crashes);
  await settled(provider, [crashes.ledger]);
  return [...faults, ofForgery, faultsOf(CRASH, crashes.ledger)];
}

export const scenarioNames: readonly string[] = [...SCENARIOS, FORGERY, CRASH].map(({ name }) => name);

function takenOf({ taken }: Provider, scenario: string) {
  return taken.filter(({ text }) => scenarioOf(text) === scenario);
}

/** Everything acknowledged has come and nothing comes twice any more, or nothing has come for long. */
async function settled(provider: Provider, ledgers: readonly Ledger[]): Promise<void> {
  const startedAt = Date.now();
  const isComplete = () => {
    const texts = new Set(provider.taken.map(({ text }) => text));
    return ledgers.every(({ acknowledged }) => [...acknowledged].every((text) => texts.has(text)));
  };
  for (;;) {
    const quietMs = Date.now() - Math.max(startedAt, provider.lastTakenAt());
    if (quietMs > (isComplete() ? ECHO_MS : QUIET_MS)) return;
    await pause(LOOK_EVERY_MS);
  }
}

import type { Person } from '../../src/simulators/kit/people.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { ok, type Schemas } from './api.ts';
import type { TestChannel } from './channel.ts';
import type { Harness } from './harness.ts';
import { shownText } from './shown-text.ts';

/** The same number in a second account, at a simulator of its own, and the channel's connection to it. */
export interface SecondAccount {
  readonly connection: Schemas['Connection'];
  readonly simulator: RunningMetaSimulator;
  /** The person writes, and the number's messages come by this account. */
  say(person: Person, text: string): Promise<unknown>;
  /** What this person got by this account, as texts. */
  answersTo(person: Person): string[];
  stop(): Promise<void>;
}

/** Adds the connection through the API. The simulators know nothing of each other: people are the same by their identifiers. */
export async function addSecondAccount(
  shop: TestChannel,
  state: 'active' | 'standby',
  { api, clock }: Pick<Harness, 'api' | 'clock'>,
): Promise<SecondAccount> {
  const simulator = await startMetaSimulator({
    clock,
    statuses: { sentMs: 0, deliveredMs: 0 },
  });
  const number = {
    ...shop.number,
    appId: `8${shop.number.appId.slice(1)}`,
    appSecret: `second ${shop.number.appSecret}`,
    accessToken: `${shop.number.accessToken}Second`,
    verifyToken: `second-${shop.number.verifyToken}`,
  };
  simulator.addNumber(number);
  const { appId, appSecret, accessToken, verifyToken } = number;
  const settings = { appId, appSecret, accessToken, verifyToken, apiBaseUrl: simulator.url };
  const path = { id: shop.id };
  const body = { provider: 'meta', settings, state };
  const connection = await ok(api.POST('/api/v1/channels/{id}/connections', { params: { path }, body }));
  await simulator.setCallback(number.phoneNumberId, connection.webhookUrl);
  const same = ({ name, phone = '', userId = '' }: Person) =>
    simulator.world.people.list().find((one) => one.phone === phone) ??
    simulator.world.people.add({ name, phone, userId });
  return {
    connection,
    simulator,
    say: (person, text) => simulator.write(number.phoneNumberId, same(person).id, { type: 'text', text }),
    answersTo: (person) => simulator.received(same(person).id).map(shownText),
    stop: () => simulator.stop(),
  };
}

import { demoFlow } from '../connectors/flow/demo.ts';
import { fullAccess } from '../services/access.ts';
import type { Services } from '../services/services.ts';
import type { Simulators } from '../simulators/index.ts';
import { reconnectSimulated } from './simulated/reconnect.ts';

/** The demo's invented number. */
const NUMBER = { phoneNumber: '15550009999', displayName: 'Chasqui demo' };

const PEOPLE = [
  { id: 'ines', name: 'Inés Quispe', phone: '15550100001', userId: 'US.demoInes000000000001', username: 'ines.q' },
  { id: 'tomas', name: 'Tomás Rumi', phone: '15550100002', userId: 'US.demoTomas00000000002' },
  { id: 'wayra', name: 'Wayra (no number)', withoutPhone: true, userId: 'US.demoWayra00000000003', username: 'wayra' },
];

export interface DemoParts {
  services: Services;
  simulators: Simulators;
  /** A picture that the demo bot shows. */
  imageUrl: string;
}

const ACCESS = fullAccess('dev');

/** People, a channel at the first simulated provider and the bot that answers there; kept over restarts, as all simulated connections are. */
export async function setUpDemo({ services, simulators, imageUrl }: DemoParts): Promise<void> {
  for (const person of PEOPLE) simulators.world.people.add(person);
  const { items } = await services.channels.list(ACCESS, { limit: 100 });
  const isThere = items.some(({ senders }) => senders.some(({ phoneNumber }) => phoneNumber === NUMBER.phoneNumber));
  if (!isThere) await createDemo(services, simulators, imageUrl);
  await reconnectSimulated({ services, simulators, access: ACCESS });
}

async function createDemo(services: Services, simulators: Simulators, imageUrl: string): Promise<void> {
  const [simulator] = simulators.providers;
  if (!simulator) throw new Error('there is no simulated provider');
  const account = simulators.openAccount(simulator, NUMBER);
  const { bot } = await services.bots.create(ACCESS, {
    name: 'Demo bot',
    connector: 'flow',
    settings: { definition: demoFlow(imageUrl) },
  });
  await services.channels.create(ACCESS, {
    name: 'Demo',
    provider: simulator.provider,
    settings: account.settings,
    senders: [{ phoneNumber: NUMBER.phoneNumber, fields: account.senderFields }],
    botId: bot.id,
    enabled: true,
    rules: {},
  });
}

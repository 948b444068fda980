import { demoFlow } from '../connectors/flow/demo.ts';
import type { Tokens } from '../host/tokens.ts';
import { fullAccess } from '../services/access.ts';
import type { Services } from '../services/services.ts';
import type { Simulators } from '../simulators/index.ts';

/** Invented ids of the simulated account. */
const ACCOUNT = {
  appId: '771045520013388',
  businessAccountId: '330071449265018',
  phoneNumberId: '418802276614093',
  phoneNumber: '15550009999',
};

const PEOPLE = [
  { id: 'ines', name: 'Inés Quispe', phone: '15550100001', userId: 'US.demoInes000000000001', username: 'ines.q' },
  { id: 'tomas', name: 'Tomás Rumi', phone: '15550100002', userId: 'US.demoTomas00000000002' },
  { id: 'wayra', name: 'Wayra (no number)', withoutPhone: true, userId: 'US.demoWayra00000000003', username: 'wayra' },
];

export interface DemoParts {
  services: Services;
  simulators: Simulators;
  /** Where the simulated Cloud API listens in this run. */
  graphUrl: string;
  /** A picture that the demo bot shows. */
  imageUrl: string;
  tokens: Tokens;
}

const ACCESS = fullAccess('dev');

/** A channel on the simulated Cloud API and the bot that answers there; kept over restarts, connected to this run's simulator. */
export async function setUpDemo({ services, simulators, graphUrl, imageUrl, tokens }: DemoParts): Promise<void> {
  const account = {
    appId: ACCOUNT.appId,
    accessToken: `EAA${tokens.issue('simulator', 'access token')}`,
    appSecret: tokens.issue('simulator', 'app secret'),
    verifyToken: tokens.issue('simulator', 'verify token'),
  };
  const settings = { ...account, apiBaseUrl: graphUrl };
  const callbackUrl = (await findDemo(services, settings)) ?? (await createDemo(services, settings, imageUrl));
  simulators.meta.addNumber({
    ...account,
    businessAccountId: ACCOUNT.businessAccountId,
    phoneNumberId: ACCOUNT.phoneNumberId,
    displayPhoneNumber: ACCOUNT.phoneNumber,
    displayName: 'Chasqui demo',
    callbackUrl,
  });
  simulators.meta.seedTemplates(ACCOUNT.businessAccountId);
  for (const person of PEOPLE) simulators.world.people.add(person);
}

/** Null: there is none yet. Its connection is pointed at this run's simulator. */
async function findDemo(services: Services, settings: Record<string, string>): Promise<string | null> {
  const { items } = await services.channels.list(ACCESS, { limit: 100 });
  const demo = items.find(({ senders }) =>
    senders.some(({ fields }) => fields.phoneNumberId === ACCOUNT.phoneNumberId),
  );
  if (!demo) return null;
  const channel = await services.channels.patch(ACCESS, demo.id, { settings });
  return webhookUrlOf(channel.connections);
}

async function createDemo(services: Services, settings: Record<string, string>, imageUrl: string): Promise<string> {
  const { bot } = await services.bots.create(ACCESS, {
    name: 'Demo bot',
    connector: 'flow',
    settings: { definition: demoFlow(imageUrl) },
  });
  const channel = await services.channels.create(ACCESS, {
    name: 'Demo',
    provider: 'meta',
    settings,
    senders: [
      {
        phoneNumber: ACCOUNT.phoneNumber,
        fields: { phoneNumberId: ACCOUNT.phoneNumberId, businessAccountId: ACCOUNT.businessAccountId },
      },
    ],
    botId: bot.id,
    enabled: true,
    rules: {},
  });
  return webhookUrlOf(channel.connections);
}

function webhookUrlOf(connections: readonly { state: string; webhookUrl: string }[]): string {
  const active = connections.find(({ state }) => state === 'active');
  if (!active) throw new Error('the demo channel has no active connection');
  return active.webhookUrl;
}

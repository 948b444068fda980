import type { OutboundContent } from '../../../src/domain/content.ts';
import { outbound } from '../../../src/providers/infobip/fixtures/outbound.ts';
import { infobip } from '../../../src/providers/infobip/index.ts';
import { startInfobipSimulator } from '../../../src/simulators/infobip/start.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { createCaller } from '../caller.ts';
import { type Client, type ClientScene, connectClient } from '../client.ts';
import { drafts } from '../drafts.ts';
import { createInbox } from '../inbox.ts';
import type { Recording } from '../provider.ts';
import { createRecorder } from '../recorder.ts';
import { actEverything } from './acts.ts';
import { ACCOUNT, BUSINESS_ACCOUNT, HOST, NUMBER, PERSON } from './business.ts';
import { callEverything, refuseEverything } from './calls.ts';
import { sendKinds } from './kinds.ts';
import { toWebhook } from './webhooks.ts';

/** Our client first, which subscribes to webhooks, too; then plain requests for what it does not use, and what people do. */
export async function run(): Promise<Recording> {
  const [clock, inbox] = [manualClock(), createInbox(200)];
  const options = { fetchLinks: false, limits: false, reviewMs: 'never' } as const;
  const simulator = await startInfobipSimulator({ clock, fetch: inbox.fetch, baseUrl: `https://${HOST}`, ...options });
  try {
    simulator.addAccount(ACCOUNT);
    const numberId = simulator.addNumber({
      ...{ sender: NUMBER, username: ACCOUNT.username },
      ...{ displayName: 'Corner Shop', businessAccountId: BUSINESS_ACCOUNT },
    });
    simulator.seedTemplates(BUSINESS_ACCOUNT);
    simulator.world.people.add({ id: 'mina', name: 'Mina', phone: PERSON, userId: 'US.mina1' });
    const { fetch, exchanges } = createRecorder(simulator.url, (host) => host === HOST);
    const scene: ClientScene = {
      definition: infobip,
      settings: { baseUrl: HOST, ...ACCOUNT, webhookUser: 'gateway', webhookPassword: 'invented-Pw2' },
      ...{ senderPhoneNumber: NUMBER, senderFields: {}, person: PERSON, account: NUMBER },
      callbackUrl: 'https://gateway.example/webhooks/1',
      ...{ fetch, now: clock.now },
    };
    const client = connectClient(scene);
    await client.examine();
    const { id } = await simulator.write(numberId, 'mina', { type: 'text', text: 'Hi' });
    await useClient(client, id);
    const { failures } = client;
    for (const settings of VARIANTS) {
      const other = connectClient({ ...scene, settings: { ...scene.settings, ...settings } });
      await other.send({ type: 'text', text: 'See https://shop.example/' }, id);
      failures.push(...other.failures);
    }
    const call = createCaller({ fetch, authorization: `App ${ACCOUNT.apiKey}`, failures });
    await sendKinds(call);
    await actEverything({ simulator, numberId, personId: 'mina', clock });
    for (const webhook of inbox.received) await client.openFiles(webhook);
    await callEverything(call, fetch);
    await refuseEverything(fetch);
    return { exchanges, webhooks: inbox.received.map(({ body }) => toWebhook(body)), failures };
  } finally {
    await simulator.stop();
  }
}

/** Settings that change what is sent. */
const VARIANTS = [
  { authorization: 'session' },
  { authorization: 'oauth', platformEntityId: 'shop', platformApplicationId: 'gateway' },
  { links: 'tracked', trackingUrl: 'https://gateway.example/clicks', linkDomain: 'go.shop.example' },
];

/** With values for all that the seeded template asks for. */
const TEMPLATE: OutboundContent = {
  ...{ type: 'template', name: 'order_ready', language: 'en_GB' },
  header: { type: 'text', text: 'A-118' },
  body: ['Mina', 'A-118'],
  buttons: [
    { type: 'quick_reply', index: 0, payload: 'coming' },
    { type: 'url', index: 1, text: 'track/A-118' },
  ],
};

async function useClient(client: Client, messageId: string): Promise<void> {
  await client.markRead(messageId);
  await client.manageTemplates(drafts);
  for (const content of Object.values({ ...outbound, template: TEMPLATE })) {
    await client.send(content, messageId);
  }
}

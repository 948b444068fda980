import type { OutboundContent } from '../../../src/domain/content.ts';
import { outbound } from '../../../src/providers/twilio/fixtures/outbound.ts';
import { twilio } from '../../../src/providers/twilio/index.ts';
import { startTwilioSimulator } from '../../../src/simulators/twilio/start.ts';
import { type Client, connectClient } from '../client.ts';
import { drafts } from '../drafts.ts';
import { createInbox } from '../inbox.ts';
import type { Recording } from '../provider.ts';
import { createRecorder } from '../recorder.ts';
import { callEverything } from './calls.ts';

const HOSTS = ['api.twilio.com', 'content.twilio.com', 'messaging.twilio.com'];
const NUMBER = '15550109999';
const PERSON = '15550100001';
const CALLBACK = 'https://gateway.example/webhooks/1';

const secretOf = (purpose: string) => Buffer.from(purpose.padEnd(32, '.')).toString('hex').slice(0, 64);

/** Our client first, then plain requests for what it does not use. Webhooks and the bytes of files are in no document of Twilio's. */
export async function run(): Promise<Recording> {
  const simulator = await startTwilioSimulator({ fetch: createInbox(204).fetch, fetchLinks: false, reviewMs: 'never' });
  try {
    const { numberId, settings } = simulator.openAccount({ phoneNumber: NUMBER, displayName: 'Corner Shop', secretOf });
    const { accountSid = '', authToken = '' } = settings;
    simulator.setCallback(numberId, CALLBACK);
    simulator.world.people.add({ id: 'mina', name: 'Mina', phone: PERSON });
    const { fetch, exchanges } = createRecorder(simulator.url, (host) => HOSTS.includes(host));
    const client = connectClient({
      definition: twilio,
      settings: { accountSid, authToken },
      ...{ senderPhoneNumber: NUMBER, senderFields: {}, person: PERSON, account: '', callbackUrl: CALLBACK },
      fetch,
    });
    const { id } = await simulator.write(numberId, 'mina', {
      type: 'image',
      dataUrl: 'data:image/png;base64,aGVsbG8=',
    });
    await useClient(client, id);
    const { failures } = client;
    await callEverything({ fetch, failures }, { accountSid, authToken, from: NUMBER, to: PERSON, inboundSid: id });
    return { exchanges, webhooks: [], failures };
  } finally {
    await simulator.stop();
  }
}

async function useClient(client: Client, messageId: string): Promise<void> {
  await client.examine();
  await client.markRead(messageId);
  await client.manageTemplates(drafts);
  const sample: OutboundContent = { type: 'template', name: 'order_update', language: 'en', body: ['A-1', 'Monday'] };
  for (const content of Object.values({ ...outbound, template: sample })) {
    await client.send(content, messageId);
  }
}

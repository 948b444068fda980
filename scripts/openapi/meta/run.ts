import type { OutboundContent } from '../../../src/domain/content.ts';
import { outbound } from '../../../src/providers/meta/fixtures/outbound.ts';
import { meta } from '../../../src/providers/meta/index.ts';
import { startMetaSimulator } from '../../../src/simulators/meta/start.ts';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import { type Call, createCaller } from '../caller.ts';
import { type Client, connectClient } from '../client.ts';
import type { Recording } from '../provider.ts';
import { createRecorder } from '../recorder.ts';
import type { Ids } from './paths.ts';

/** Invented. */
const NUMBER = {
  appId: '700000000000001',
  appSecret: 'invented-app-secret',
  accessToken: 'EAAinvented',
  businessAccountId: '300000000000001',
  phoneNumberId: '400000000000001',
  displayPhoneNumber: '+1 555 010 9999',
  displayName: 'Corner Shop',
  verifyToken: 'invented-verify-token',
};
const HOST = 'graph.facebook.com';
const PERSON = '15550100001';

export const IDS: Ids = NUMBER;

/** Our own client sends, plain requests do the rest. */
export async function run(): Promise<Recording> {
  const simulator = await startMetaSimulator({ fetchLinks: false, reviewMs: 'never' });
  try {
    simulator.addNumber(NUMBER);
    simulator.world.people.add({ id: 'mina', name: 'Mina', phone: PERSON });
    const { id } = await simulator.write(NUMBER.phoneNumberId, 'mina', { type: 'text', text: 'Hi' });
    const { fetch, exchanges } = createRecorder(simulator.url, (host) => host === HOST);
    const client = connectClient({
      definition: meta,
      settings: NUMBER,
      senderPhoneNumber: '15550109999',
      senderFields: { phoneNumberId: NUMBER.phoneNumberId, businessAccountId: NUMBER.businessAccountId },
      person: PERSON,
      account: NUMBER.businessAccountId,
      callbackUrl: 'http://receiver.invalid/',
      fetch,
    });
    await sendEverything(client, id);
    const { failures } = client;
    await manageEverything(createCaller({ fetch, authorization: `Bearer ${NUMBER.accessToken}`, failures }));
    return { exchanges, webhooks: [], failures };
  } finally {
    await simulator.stop();
  }
}

/** Every kind of content that our client can send. */
async function sendEverything(client: Client, targetId: string): Promise<void> {
  for (const content of Object.values<OutboundContent>({ ...outbound, ...COMMERCE }))
    await client.send(content, targetId);
}

/** Media, templates, numbers, profile, blocking, short links, subscriptions. */
async function manageEverything(callUrl: Call): Promise<void> {
  const call = (method: string, path: string, body?: object) => callUrl(method, `https://${HOST}/v23.0/${path}`, body);
  const { phoneNumberId: number, businessAccountId: account } = NUMBER;
  const whatsapp = { messaging_product: 'whatsapp' };

  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new File(['picture'], 'a.png', { type: 'image/png' }));
  const { id: mediaId } = await call('POST', `${number}/media`, form);
  await call('GET', String(mediaId));
  await call('DELETE', String(mediaId));

  const components = [
    { type: 'BODY', text: 'Hello {{1}}, your order is ready.', example: { body_text: [['Mina']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }] },
  ];
  const draft = { name: 'pickup_ready', language: 'en', category: 'UTILITY', components };
  const { id: templateId } = await call('POST', `${account}/message_templates`, draft);
  await call('GET', `${account}/message_templates`);
  await call('GET', String(templateId));
  await call('DELETE', `${account}/message_templates?name=pickup_ready`);

  await call('GET', number);
  await call('GET', `${account}/phone_numbers`);
  await call('GET', account);
  await call('POST', `${number}/register`, { ...whatsapp, pin: '493021' });
  await call('POST', `${number}/whatsapp_business_profile`, { ...whatsapp, about: 'Books' });
  await call('GET', `${number}/whatsapp_business_profile?fields=about,vertical`);
  const block = { ...whatsapp, block_users: [{ user: `+${PERSON}` }] };
  await call('POST', `${number}/block_users`, block);
  await call('GET', `${number}/block_users`);
  await call('DELETE', `${number}/block_users`, block);
  const { code } = await call('POST', `${number}/message_qrdls`, { prefilled_message: 'Hello' });
  await call('GET', `${number}/message_qrdls`);
  await call('GET', `${number}/message_qrdls/${code}`);
  await call('DELETE', `${number}/message_qrdls/${code}`);
  await call('GET', `${number}/whatsapp_commerce_settings`);
  await call('POST', `${number}/conversational_automation`, { prompts: ['Opening hours'] });
  await call('POST', `${account}/subscribed_apps`, {});
  await call('GET', `${account}/subscribed_apps`);
  await call('DELETE', `${account}/subscribed_apps`);
  await call('POST', `${number}/deregister`);
}

import type { OutboundContent } from '../../src/domain/content.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../src/domain/ids.ts';
import { createEgress } from '../../src/host/egress.ts';
import { phoneIdentifier } from '../../src/providers/kit/phone.ts';
import { outbound } from '../../src/providers/meta/fixtures/outbound.ts';
import { meta } from '../../src/providers/meta/index.ts';
import { createMetaSimulator } from '../../src/simulators/meta/index.ts';
import type { MetaSimulator } from '../../src/simulators/meta/simulator.ts';
import { COMMERCE } from '../../test/support/commerce-content.ts';
import { memoryMemo } from '../../test/support/memo.ts';
import { type Exchange, type Recorder, record } from './exchanges.ts';
import type { Ids } from './operations.ts';

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
const PERSON = '15550100001';

export const IDS: Ids = NUMBER;

/** Uses the simulator in every way that the document describes: our own client sends, plain requests do the rest. */
export async function runExchanges(): Promise<Exchange[]> {
  const simulator = createMetaSimulator({ fetchLinks: false, reviewMs: 'never' });
  const recorder = await record(simulator);
  try {
    simulator.addNumber(NUMBER);
    simulator.world.people.add({ id: 'mina', name: 'Mina', phone: PERSON });
    await sendEverything(simulator, recorder.url);
    await manageEverything(recorder);
  } finally {
    await recorder.stop();
    await simulator.stop();
  }
  return recorder.exchanges;
}

/** Every kind of content that our client can send. */
async function sendEverything(simulator: MetaSimulator, apiBaseUrl: string): Promise<void> {
  const { id } = await simulator.write(NUMBER.phoneNumberId, 'mina', { type: 'text', text: 'Hi' });
  const egress = createEgress({ allow: ['127.0.0.0/8'] });
  const { appId, accessToken, appSecret, verifyToken } = NUMBER;
  const settings = { appId, accessToken, appSecret, verifyToken, apiBaseUrl };
  const provider = meta.connect(settings, { fetch: egress.fetch, now: Date.now, memo: memoryMemo() });
  for (const content of Object.values<OutboundContent>({ ...outbound, ...COMMERCE })) {
    await provider.send({
      // Ids are branded texts; these are invented.
      attemptId: 'att_1' as AttemptId,
      messageId: 'msg_1' as MessageId,
      targetProviderId: id as ProviderMessageId,
      senderPhoneNumber: '15550109999',
      senderFields: { phoneNumberId: NUMBER.phoneNumberId },
      recipient: [phoneIdentifier(PERSON)],
      content,
      callbackUrl: 'http://receiver.invalid/',
      signal: AbortSignal.timeout(10_000),
    });
  }
  await egress.close();
}

/** Media, templates, numbers, profile, blocking, short links, subscriptions. */
async function manageEverything({ url }: Recorder): Promise<void> {
  const call = async (method: string, path: string, body?: object | FormData): Promise<Record<string, unknown>> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}/v23.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${NUMBER.accessToken}`,
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
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

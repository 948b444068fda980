import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../../test/simulators/receiver.ts';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import { memoryMemo } from '../../../test/support/memo.ts';
import type { OutboundContent } from '../../domain/content.ts';
import type { ProviderEvent } from '../../domain/events.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../domain/ids.ts';
import type { AccountCheck, OutboundMessage, Provider } from '../../domain/provider.ts';
import type { TemplateDraft } from '../../domain/template.ts';
import { createEgress, type Egress } from '../../host/egress.ts';
import type { Person } from '../../simulators/kit/people.ts';
import type { MetaNumber } from '../../simulators/meta/account.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../simulators/meta/start.ts';
import { phoneIdentifier } from '../kit/phone.ts';
import { outbound } from './fixtures/outbound.ts';
import { ACCOUNT_ID, PHONE_NUMBER_ID, postOf, settings } from './fixtures/webhooks.ts';
import { meta } from './index.ts';

/** Adapter and simulator were written apart from each other, from Meta's documentation: here they meet. */
let simulator: RunningMetaSimulator;
let receiver: Receiver;
let egress: Egress;
let provider: Provider;
let person: Person;

beforeEach(async () => {
  receiver = await startReceiver();
  simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 } });
  simulator.addNumber(numberOf());
  person = simulator.world.people.add({ name: 'Iria Vaz', phone: '+1 555 010 4477' });
  egress = createEgress({ allow: ['127.0.0.0/8'] });
  provider = meta.connect(
    { ...settings, apiBaseUrl: simulator.url },
    { fetch: egress.fetch, now: () => Date.now(), memo: memoryMemo() },
  );
});

afterEach(async () => {
  await egress.close();
  await simulator.stop();
  await receiver.stop();
});

/** A number in good order. */
function numberOf(more: Partial<MetaNumber> = {}): MetaNumber {
  return {
    appId: settings.appId,
    appSecret: settings.appSecret,
    accessToken: settings.accessToken,
    businessAccountId: ACCOUNT_ID,
    phoneNumberId: PHONE_NUMBER_ID,
    displayPhoneNumber: '+1 555 010 0200',
    displayName: 'Tidewell',
    verifyToken: settings.verifyToken,
    callbackUrl: receiver.url,
    ...more,
  };
}

/** What the first `count` webhooks say; each must carry a good signature. */
async function events(count: number): Promise<readonly ProviderEvent[]> {
  const webhooks = await receiver.arrived(count);
  return webhooks.flatMap(({ raw, headers }) => {
    const request = postOf(raw, String(headers['x-hub-signature-256']));
    expect(provider.verify(request)).toEqual({ ok: true });
    return provider.parse(request);
  });
}

function messageTo(content: OutboundContent, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    attemptId: 'att_1' as AttemptId,
    messageId: 'msg_1' as MessageId,
    senderPhoneNumber: '15550100200',
    senderFields: { phoneNumberId: PHONE_NUMBER_ID },
    recipient: [phoneIdentifier('15550104477')],
    content,
    callbackUrl: receiver.url,
    signal: AbortSignal.timeout(10_000),
    ...more,
  };
}

/** Opens the customer service window. */
function personWrites() {
  return simulator.write(PHONE_NUMBER_ID, person.id, { type: 'text', text: 'Hej' });
}

test('every kind that is called native is accepted', async () => {
  const { providerMessageId } = await personWrites();
  const targetProviderId = providerMessageId as ProviderMessageId;
  for (const content of Object.values<OutboundContent>({ ...outbound, ...COMMERCE })) {
    const result = await provider.send(messageTo(content, { targetProviderId }));
    expect(result, content.type).toMatchObject({ ok: true });
  }
});

test('what a person writes arrives, with both ids and the quoted message', async () => {
  await personWrites();
  const sent = await provider.send(
    messageTo({ type: 'buttons', text: 'Shall we?', buttons: [{ id: 'yes', title: 'Yes' }] }),
  );
  const { providerMessageId } = sent.ok ? sent.receipt : expect.fail('not sent');
  const entry = simulator.world.chats.open(PHONE_NUMBER_ID, person.id).entries.at(-1);
  await simulator.write(PHONE_NUMBER_ID, person.id, { type: 'button', messageId: entry?.id ?? '', buttonId: 'yes' });
  const replies = (await events(4)).filter(({ type }) => type === 'message_received');
  expect(replies).toMatchObject([
    { content: { type: 'text', text: 'Hej' } },
    {
      sender: { field: 'phoneNumberId', value: PHONE_NUMBER_ID },
      person: { identifiers: [{ kind: 'phone', value: '15550104477' }, { kind: 'user_id' }], name: 'Iria Vaz' },
      content: { type: 'button_reply', id: 'yes', title: 'Yes' },
      context: { replyToProviderId: providerMessageId },
    },
  ]);
});

test('items 17, 55, 57: a file goes out by its id and comes in again, by the id and by its address', async () => {
  const senderFields = { phoneNumberId: PHONE_NUMBER_ID };
  const signal = AbortSignal.timeout(10_000);
  await personWrites();
  const file = new Blob(['%PDF-1.7 invoice']);
  const uploaded = await provider.media?.upload?.({
    ...{ file, fileName: 'a.pdf', mimeType: 'application/pdf', kind: 'document' },
    ...{ senderFields, signal },
  });
  const { providerMediaId } = uploaded?.ok ? uploaded.value : expect.fail(JSON.stringify(uploaded));
  const sent = await provider.send(messageTo({ type: 'document', media: { id: providerMediaId, fileName: 'a.pdf' } }));
  expect(sent).toMatchObject({ ok: true });
  const opened = await provider.media?.open({ providerMediaId, senderFields, signal });
  const { body, ...told } = opened?.ok ? opened.value : expect.fail(JSON.stringify(opened));
  expect(await new Response(body).text()).toBe('%PDF-1.7 invoice');
  expect(told).toMatchObject({ mimeType: 'application/pdf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await provider.media?.open({ providerMediaId: '1', senderFields, signal })).toMatchObject({
    trouble: { kind: 'not_found' },
  });
});

test('item 59: a template is created, listed and deleted', async () => {
  const common = { account: ACCOUNT_ID, signal: AbortSignal.timeout(10_000) };
  const draft: TemplateDraft = {
    name: 'order_ready',
    language: 'en',
    category: 'utility',
    parameterFormat: 'named',
    body: { text: 'Hello {{first_name}}, your order is ready for you.', examples: { first_name: 'Iria' } },
    buttons: [{ type: 'quick_reply', text: 'Thanks' }],
  };
  const created = await provider.templates?.create({ ...common, draft });
  expect(created).toMatchObject({
    ok: true,
    value: { providerId: expect.stringMatching(/^\d+$/), category: 'utility' },
  });
  const list = async () => {
    const page = await provider.templates?.list(common);
    const { templates } = page?.ok ? page.value : expect.fail(JSON.stringify(page));
    return templates.filter(({ name, status }) => name === 'order_ready' && status !== 'pending_deletion');
  };
  expect(await list()).toMatchObject([
    { language: 'en', parameterFormat: 'named', body: { variables: ['first_name'] }, buttons: [{ text: 'Thanks' }] },
  ]);
  expect(await provider.templates?.delete({ ...common, name: 'order_ready', language: 'en' })).toEqual({
    ok: true,
    value: null,
  });
  expect(await list()).toEqual([]);
});

describe('the doctor', () => {
  const examine = async (
    settingsOf: Record<string, string> = {},
    more: { phoneNumberId?: string; repair?: boolean } = {},
  ) => {
    const values = { ...settings, apiBaseUrl: simulator.url, ...settingsOf };
    const { account } = meta.connect(values, { fetch: egress.fetch, now: () => Date.now(), memo: memoryMemo() });
    const { phoneNumberId = PHONE_NUMBER_ID, repair = false } = more;
    const checks = await account?.check({
      senderPhoneNumber: '15550100200',
      senderFields: { phoneNumberId, businessAccountId: ACCOUNT_ID },
      callbackUrl: receiver.url,
      repair,
      signal: AbortSignal.timeout(10_000),
    });
    return checks ?? expect.fail('no facet');
  };
  const failing = (checks: readonly AccountCheck[]) => checks.filter(({ ok }) => !ok).map(({ name }) => name);

  test('finds nothing wrong with a good set-up', async () => {
    const checks = await examine();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['token', 'registration', 'subscription', 'callback']),
    );
  });

  test('tells a wrong token, secret and number apart', async () => {
    expect(failing(await examine({ accessToken: 'EAAwrong' }))).toContain('token');
    expect(failing(await examine({ appSecret: 'wrong-secret' }))).toContain('app_secret');
    expect(failing(await examine({}, { phoneNumberId: '1' }))).toEqual(['sender_id']);
  });

  test.each<[string, Partial<MetaNumber>]>([
    ['token', { token: 'expired' }],
    ['token', { token: 'revoked' }],
    ['permissions', { token: 'no_permission' }],
    ['registration', { state: 'unregistered' }],
    ['subscription', { isSubscribed: false }],
    ['callback', { callbackUrl: 'https://elsewhere.example/hook' }],
    ['callback', { override: { callbackUrl: 'https://elsewhere.example/hook', verifyToken: 'x' } }],
    ['webhook_fields', { subscribedFields: ['account_update'] }],
  ])('names the step %s with %j', async (step, circumstances) => {
    simulator.addNumber(numberOf(circumstances));
    expect(failing(await examine())).toContain(step);
  });

  test('item 62: subscribes the app when asked to, once', async () => {
    simulator.addNumber(numberOf({ isSubscribed: false }));
    expect(failing(await examine({}, { repair: true }))).toEqual([]);
    expect(failing(await examine())).toEqual([]);
  });

  test('shows facts of the number', async () => {
    const senderFields = { phoneNumberId: PHONE_NUMBER_ID, businessAccountId: ACCOUNT_ID };
    const facts = await provider.account?.facts?.({
      senderPhoneNumber: '15550100200',
      senderFields,
      signal: AbortSignal.timeout(10_000),
    });
    expect(facts).toMatchObject({ ok: true, value: { sender: { verifiedName: 'Tidewell', quality: 'green' } } });
  });
});

test('statuses come back with the attempt id', async () => {
  await personWrites();
  await provider.send(messageTo({ type: 'text', text: 'Hello' }));
  const statuses = (await events(3)).filter(({ type }) => type === 'status_reported');
  expect(statuses.map((event) => event.type === 'status_reported' && [event.status, event.attemptId])).toEqual(
    expect.arrayContaining([
      ['sent', 'att_1'],
      ['delivered', 'att_1'],
    ]),
  );
});

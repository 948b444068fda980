import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../../test/simulators/receiver.ts';
import type { OutboundContent } from '../../domain/content.ts';
import type { ProviderEvent } from '../../domain/events.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../domain/ids.ts';
import type { OutboundMessage, Provider } from '../../domain/provider.ts';
import { createEgress, type Egress } from '../../host/egress.ts';
import type { Person } from '../../simulators/kit/people.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../simulators/meta/start.ts';
import { phoneIdentifier } from '../kit/phone.ts';
import { outbound } from './fixtures/outbound.ts';
import { PHONE_NUMBER_ID, postOf, settings } from './fixtures/webhooks.ts';
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
  simulator.addNumber({
    appId: settings.appId,
    appSecret: settings.appSecret,
    accessToken: settings.accessToken,
    businessAccountId: '610980000000042',
    phoneNumberId: PHONE_NUMBER_ID,
    displayPhoneNumber: '+1 555 010 0200',
    displayName: 'Tidewell',
    verifyToken: settings.verifyToken,
    callbackUrl: receiver.url,
  });
  person = simulator.world.people.add({ name: 'Iria Vaz', phone: '+1 555 010 4477' });
  egress = createEgress({ allow: ['127.0.0.0/8'] });
  provider = meta.connect({ ...settings, apiBaseUrl: simulator.url }, { fetch: egress.fetch, now: () => Date.now() });
});

afterEach(async () => {
  await egress.close();
  await simulator.stop();
  await receiver.stop();
});

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
  for (const content of Object.values(outbound)) {
    if (content === 'rejected') continue;
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

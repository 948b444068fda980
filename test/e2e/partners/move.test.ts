import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ok, type Schemas } from '../api.ts';
import { openGate } from '../gate.ts';
import { type PartnerRig, startPartnerRig } from './rig.ts';
import type { Shop } from './shop.ts';

let rig: PartnerRig;
beforeAll(async () => {
  rig = await startPartnerRig('sqlite');
});
afterAll(() => rig.stop());

/** The same number in an account at another partner, and the channel's connection to it. */
async function connect(
  shop: Shop,
  provider: string,
  state: 'active' | 'standby',
): Promise<{ connection: Schemas['Connection']; numberId: string }> {
  const simulator = simulatorOf(provider);
  const { phoneNumber, channelId } = shop;
  const account = rig.simulators.openAccount(simulator, { phoneNumber, displayName: 'Shop' });
  const connection = await ok(
    rig.api.POST('/api/v1/channels/{id}/connections', {
      params: { path: { id: channelId } },
      body: {
        ...{ provider, state, settings: account.settings },
        senders: [{ phoneNumber: `+${phoneNumber}`, ...account.senderFields }],
      },
    }),
  );
  await simulator.setCallback(account.numberId, connection.webhookUrl);
  return { connection, numberId: account.numberId };
}

test('a conversation goes on when its channel moves from one partner to another in the middle', async () => {
  const shop = await rig.open('twilio');
  shop.bot.answerWith(({ session, messages }) => {
    const said = [...((session.variables.said as string[] | undefined) ?? []), messages[0]?.text ?? ''];
    return { body: { messages: [said.join(', ')], session: { variables: { said } } } };
  });
  const ana = shop.person('Ana');
  await shop.says(ana, 'one');
  await shop.sees(ana, 1);
  const [before] = await shop.messages();

  const { numberId } = await connect(shop, 'meta', 'active');
  const { simulators, eventually } = rig;
  const seenThere = () => simulators.world.chats.open(numberId, ana.id).entries;
  await simulators.write(numberId, ana.id, { type: 'text', text: 'two' });
  const answer = await eventually('the answer over the new connection', () =>
    seenThere().find(({ direction }) => direction === 'from_business'),
  );
  expect(answer.content.text).toBe('one, two');

  await shop.says(ana, 'three');
  await eventually('the answer to what came the old way', () =>
    seenThere().find(({ content }) => content.text === 'one, two, three'),
  );
  expect(shop.seenBy(ana)).toHaveLength(1);

  simulators.read(shop.numberId, ana.id);
  await shop.message('the first answer to be read', ({ author, status }) => author === 'bot' && status === 'read');
  const messages = await shop.messages();
  expect(new Set(messages.map(({ conversationId }) => conversationId))).toEqual(new Set([before?.conversationId]));
  expect(new Set(messages.map(({ contact }) => contact.id)).size).toBe(1);
  expect(await shop.deadLetters()).toEqual([]);
});

test('another partner takes over while one is away, and gives back', async () => {
  const direct = rig.simulators.openAccount(simulatorOf('gupshup'), {
    phoneNumber: '15550000001',
    displayName: 'Nobody',
  });
  const gate = await openGate(Number(new URL(direct.settings.apiBaseUrl ?? '').port));
  onTestFinished(() => gate.close());
  const shop = await rig.open('gupshup', { settings: { apiBaseUrl: `http://127.0.0.1:${gate.port}` } });
  const { connection, numberId } = await connect(shop, 'twilio', 'standby');
  const ana = shop.person('Ana');
  await shop.says(ana, 'before');
  await shop.sees(ana, 1);
  const seenThere = () =>
    rig.simulators.world.chats
      .open(numberId, ana.id)
      .entries.filter(({ direction }) => direction === 'from_business')
      .map(({ content }) => content.text);
  const sender = async () => {
    const params = { path: { id: shop.channelId } };
    return (await ok(rig.api.GET('/api/v1/channels/{id}', { params }))).sendingConnectionId;
  };

  await gate.close();
  await rig.simulators.write(numberId, ana.id, { type: 'text', text: 'here too' });
  await shop.says(ana, 'during');
  await rig.passTime(60_000);
  await rig.eventually(
    'both answers over the other partner',
    () => (seenThere().length >= 2 ? true : undefined),
    seenThere,
  );
  expect(seenThere()).toEqual(['echo: here too', 'echo: during']);
  expect(await sender()).toBe(connection.id);

  await gate.open();
  await rig.passTime(60_000);
  await shop.says(ana, 'after');
  await rig.passTime(2_000);
  await shop.sees(ana, 2);
  expect(shop.seenBy(ana).map(({ content }) => content.text)).toEqual(['echo: before', 'echo: after']);
  expect(await sender()).not.toBe(connection.id);
  expect(seenThere()).toHaveLength(2);
  expect(await shop.deadLetters()).toEqual([]);
});

function simulatorOf(provider: string) {
  const simulator = rig.simulators.providers.find((one) => one.provider === provider);
  if (!simulator) throw new Error(`there is no simulator of ${provider}`);
  return simulator;
}

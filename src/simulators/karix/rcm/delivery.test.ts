import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KarixRig, number, person, startKarixRig } from '../../../../test/simulators/karix-rig.ts';

let rig: KarixRig;

beforeEach(async () => {
  rig = await startKarixRig();
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
});

afterEach(() => rig.stop());

const TEXT = { type: 'TEXT', text: 'Hello Mina' };
const REFERENCE = { cust_ref: 'order-77', messageTag1: 'spring', conversationId: 'c-1', batchId: 'mine' };
const form = (webhookForm: object) => rig.order('/karix/account', { numberId: number.id, webhookForm });
const fail = (code: number) => rig.order('/faults', { numberId: number.id, kind: 'failed', code });
const send = () => rig.send(TEXT, { reference: REFERENCE });

type Event = Awaited<ReturnType<KarixRig['events']>>[number];
const isDelivery = ({ notificationAttributes }: Event) => notificationAttributes !== undefined;
const told = (count: number) => rig.events(count, isDelivery);
const statusOf = ({ notificationAttributes }: Event) => notificationAttributes.status;

test('R8, R21: a message is queued, sent, delivered and read, one event a request, as logged', async () => {
  const { body } = await send();
  await told(3);
  rig.simulator.read(number.id, person.id);
  const events = await told(4);
  expect(events.map(({ notificationAttributes }) => notificationAttributes)).toEqual([
    { status: 'Queued', code: '090', reason: 'Queued' },
    { status: 'sent', code: '100', reason: 'Submitted to channel' },
    { status: 'delivered', code: '101', reason: 'Delivered to User' },
    { status: 'read', code: '102', reason: 'Read by the user' },
  ]);
  const [queued, sent, delivered] = events;
  expect(delivered).toEqual({
    channel: 'WABA',
    appDetails: { type: 'LIVE', id: '' },
    recipient: { to: person.phone, recipient_type: 'individual', reference: REFERENCE },
    batchId: '',
    campaignId: '',
    sender: { from: number.phoneNumber },
    events: {
      eventType: 'DELIVERY EVENTS',
      timestamp: String(rig.clock.now()),
      date: '2027-January-15',
      mid: body.mid,
    },
    notificationAttributes: { status: 'delivered', reason: 'Delivered to User', code: '101' },
    convDetails: {
      conversationType: 'service',
      isBillable: 'false',
      waConvId: expect.any(String),
      kxBillable: 'Y',
      uim: '',
      bim: 'Y',
    },
    aCode: 'BlueKite',
    contentType: 'TEXT',
  });
  expect(queued).toMatchObject({ appDetails: { type: 'LIVE' }, smsFallback: {} });
  expect(Object.keys(queued)).not.toContain('convDetails');
  expect(sent.convDetails).toMatchObject({
    kxBillable: 'N',
    expiration_timestamp: String(rig.clock.now() / 1000 + 86_400),
  });
});

test('R8, R21: every row of failures can be had, by the code of the channel or of Karix', async () => {
  const rows: [ordered: number, code: string, channelErrorCode: string][] = [
    [131026, '702', '131026'],
    [131049, '714', '131049'],
    [130472, '708', '130472'],
    [131050, '708', '131050'],
    [714, '714', '131049'],
    [131000, '708', '131000'],
  ];
  for (const [ordered, code, channelErrorCode] of rows) {
    rig.receiver.webhooks.length = 0;
    await fail(ordered);
    const { body } = await send();
    const [event] = await rig.events(
      1,
      (one) => isDelivery(one) && statusOf(one) === 'failed' && one.events.mid === body.mid,
    );
    expect(event.notificationAttributes).toMatchObject({
      code,
      channelErrorCode,
      channelErrorDesc: expect.any(String),
    });
    expect(event.convDetails).toEqual({ kxBillable: 'N', uim: '', bim: 'Y' });
  }
});

test('R8: what WhatsApp does not take fails at delivery: closed window, unwanted marketing, unknown people, dead links', async () => {
  const failed = async (content: object, recipient = {}) => {
    const { body } = await rig.send(content, recipient);
    const isIt = (one: Event) => isDelivery(one) && statusOf(one) === 'failed' && one.events.mid === body.mid;
    return (await rig.events(1, isIt))[0].notificationAttributes.channelErrorCode;
  };
  rig.receiver.answerWith(({ method }) => ({ status: method === 'GET' ? 404 : 200 }));
  const attachment = { type: 'image', url: rig.receiver.url };
  expect(await failed({ type: 'ATTACHMENT', attachment })).toBe('131053');
  expect(await failed(TEXT, { to: '15550100777' })).toBe('131026');
  await rig.clock.advance(24 * 3_600_000);
  expect(await failed(TEXT)).toBe('131047');
  rig.simulator.prefer(number.id, person.id, 'stop');
  await rig.order('/karix/template', {
    numberId: number.id,
    name: 'offer',
    body: 'Buy!',
    category: 'MARKETING',
    status: 'APPROVED',
  });
  expect(await failed({ type: 'TEMPLATE', template: { templateId: 'offer' } })).toBe('131050');
});

test('R10: the reference, the label and all that is not needed can be missing, and a relay can wrap the rest', async () => {
  await rig.send(TEXT);
  expect(Object.keys((await told(1))[0].recipient)).not.toContain('reference');
  await told(3);
  rig.receiver.webhooks.length = 0;
  await form({ delivery: 'short', hasReference: false });
  await send();
  const [short] = await told(3);
  expect(Object.keys(short.recipient)).toEqual(['to', 'recipient_type']);
  expect(Object.keys(short)).not.toEqual(expect.arrayContaining(['aCode']));
  expect(Object.keys(short)).not.toEqual(expect.arrayContaining(['contentType']));

  rig.receiver.webhooks.length = 0;
  await form({ delivery: 'minimal' });
  const { body } = await send();
  expect((await told(3))[0]).toEqual({
    events: { eventType: 'DELIVERY EVENTS', mid: body.mid },
    notificationAttributes: { status: 'Queued' },
  });

  rig.receiver.webhooks.length = 0;
  await form({ isRelayed: true });
  await send();
  const [wrapped] = await rig.events(1);
  expect(wrapped).toEqual({ data_body: expect.objectContaining({ notificationAttributes: { status: 'Queued' } }) });
});

test('R11: events can come in another order, twice, or only some of them', async () => {
  await form({ order: 'reversed' });
  await send();
  expect((await told(3)).map(statusOf)).toEqual(['delivered', 'sent', 'Queued']);
  rig.receiver.webhooks.length = 0;
  await form({ order: 'queued_last', repeats: true });
  await send();
  expect((await told(6)).map(statusOf)).toEqual(['sent', 'sent', 'delivered', 'delivered', 'Queued', 'Queued']);
  rig.receiver.webhooks.length = 0;
  await form({ order: 'as_happened', repeats: false, statuses: ['read'] });
  await send();
  await rig.clock.advance(0);
  rig.simulator.read(number.id, person.id);
  expect(await told(1)).toMatchObject([{ notificationAttributes: { status: 'read' } }]);
});

test('R10: events of a template name it', async () => {
  const template = { templateId: 'parcel_update', parameterValues: { 0: 'Mina', 1: 'A-77' } };
  await rig.send({ type: 'TEMPLATE', template });
  expect((await told(2))[1]).toMatchObject({
    templateId: 'parcel_update',
    templateCategory: 'UTILITY',
    contentType: 'TEMPLATE',
    convDetails: { conversationType: 'utility', isBillable: 'true' },
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  BASIC,
  GLOBAL,
  globalNumber,
  type KarixRig,
  person,
  startKarixRig,
} from '../../../../test/simulators/karix-rig.ts';

let rig: KarixRig;

beforeEach(async () => {
  rig = await startKarixRig();
  await rig.simulator.write(globalNumber.id, person.id, { type: 'text', text: 'Hello' });
});

afterEach(() => rig.stop());

const source = `+${globalNumber.phoneNumber}`;
const destination = `+${person.phone}`;
const inbound = (count: number) => rig.events(count, ({ data }) => data?.direction === 'inbound');
const outbound = (count: number) => rig.events(count, ({ data }) => data?.direction === 'outbound');

test('R18, R19: an accepted message answers 202 with a list of one', async () => {
  const answer = await rig.sendGlobal({ text: 'Hi' });
  expect(answer).toMatchObject({
    status: 202,
    body: {
      meta: { request_uuid: expect.any(String), credits_charged: expect.any(String) },
      objects: [
        {
          uid: expect.any(String),
          account_uid: GLOBAL.accountUid,
          source,
          destination,
          direction: 'outbound',
          channel: 'whatsapp',
          content_type: 'text',
          content: { text: 'Hi' },
          status: 'queued',
          created_time: '2027-01-15T08:00:00Z',
          channel_details: { whatsapp: { type: 'conversation' } },
        },
      ],
    },
  });
  expect(rig.simulator.received(person.id)).toMatchObject([{ messageId: answer.body.objects[0].uid, type: 'text' }]);
});

test('R18: files and places are sent too', async () => {
  const lastEntry = () => rig.simulator.world.chats.open(globalNumber.id, person.id).entries.at(-1);
  expect((await rig.sendGlobal({ media: { url: rig.receiver.url, caption: 'Look' } })).status).toBe(202);
  expect(lastEntry()?.content).toEqual({ mediaUrl: rig.receiver.url, text: 'Look' });
  const location = { longitude: '77.6109000', latitude: '12.9379000', label: 'Depot' };
  expect((await rig.sendGlobal({ location })).status).toBe(202);
  expect(lastEntry()?.content.location).toEqual({ longitude: 77.6109, latitude: 12.9379, name: 'Depot' });
});

test('R18, R19: one destination, numbers with +, one kind of content, a source of one’s own, slashes at the end', async () => {
  const wrong: [part: object, param: string][] = [
    [{ channel: undefined }, 'channel'],
    [{ destination: [destination, destination] }, 'destination'],
    [{ destination: [person.phone] }, 'destination'],
    [{ destination }, 'destination'],
    [{ source: globalNumber.phoneNumber }, 'source'],
    [{ source: '+15550001111' }, 'source'],
    [{ content: {} }, 'content'],
    [{ content: { text: 'Hi', media: { url: 'https://cdn.example/a.jpg' } } }, 'content'],
  ];
  for (const [part, param] of wrong) {
    const answer = await rig.sendGlobal({ text: 'Hi' }, part);
    expect(answer, param).toMatchObject({
      status: 400,
      body: { meta: { request_uuid: expect.any(String) }, error: { message: expect.any(String), param } },
    });
  }
  expect((await rig.call('POST', '/message', {})).status).toBe(404);
});

test('R19: wrong credentials, an empty account, unknown messages and ordered errors', async () => {
  const wrong = { authorization: `Basic ${btoa(`${GLOBAL.accountUid}:wrong`)}` };
  expect(await rig.call('GET', '/message/', undefined, wrong)).toMatchObject({
    status: 403,
    body: { error: { message: 'Authentication failed' } },
  });
  await rig.order('/karix/account', { numberId: globalNumber.id, hasBalance: false });
  expect(await rig.sendGlobal({ text: 'Hi' })).toMatchObject({
    status: 402,
    body: { error: { message: 'Insufficient Balance' } },
  });
  expect((await rig.call('GET', '/message/nothing/')).status).toBe(404);
  await rig.order('/faults', { numberId: globalNumber.id, kind: 'error', code: 500, details: 'Broken' });
  expect(await rig.sendGlobal({ text: 'Hi' })).toMatchObject({ status: 500, body: { error: { message: 'Broken' } } });
});

test('R20: events follow a message to the URL that it named, and the message can be read', async () => {
  const { uid } = (await rig.sendGlobal({ text: 'Hi' })).body.objects[0];
  await outbound(2);
  rig.simulator.read(globalNumber.id, person.id);
  const events = await outbound(3);
  expect(events.map(({ data }) => data.status)).toEqual(['sent', 'delivered', 'read']);
  expect(events[1]).toMatchObject({
    uid: expect.any(String),
    api_version: '2.0',
    type: 'message',
    data: { uid, api_version: '2.0', sent_time: '2027-01-15T08:00:00Z', delivered_time: '2027-01-15T08:00:00Z' },
  });
  expect(rig.receiver.webhooks.at(-1)?.url).toContain('?acc=7');
  expect((await rig.call('GET', `/message/${uid}/`)).body).toMatchObject({ meta: {}, data: { uid, status: 'read' } });
});

test('R20: read may come without delivered, and the version at one place alone', async () => {
  const webhookForm = { statuses: ['read'], apiVersionIn: 'data' };
  await rig.order('/karix/account', { numberId: globalNumber.id, webhookForm });
  await rig.sendGlobal({ text: 'Hi' });
  await rig.clock.advance(0);
  rig.simulator.read(globalNumber.id, person.id);
  const [event] = await outbound(1);
  expect(event).toMatchObject({ data: { status: 'read', api_version: '2.0' } });
  expect(Object.keys(event)).toEqual(['uid', 'type', 'data']);
});

test('R19: outside the window only the text of a template arrives', async () => {
  await rig.clock.advance(24 * 3_600_000);
  const notification = await rig.sendGlobal({ text: 'Hello Mina, your parcel A-77 left us today.' });
  expect(notification.body.objects[0].channel_details.whatsapp.type).toBe('notification');
  expect((await outbound(2)).map(({ data }) => data.status)).toEqual(['sent', 'delivered']);
  await rig.sendGlobal({ text: 'Buy!' });
  expect((await outbound(3))[2].data).toMatchObject({ status: 'rejected', error: { code: expect.any(String) } });
  rig.simulator.changePerson(person.id, { onWhatsApp: false });
  await rig.sendGlobal({ text: 'Hi' });
  expect((await outbound(4))[3].data.status).toBe('undelivered');
});

test('R20: inbound messages go to the webhook that is attached to the number, else to the dashboard’s', async () => {
  expect((await inbound(1))[0].data).toMatchObject({
    direction: 'inbound',
    source: destination,
    destination: source,
    content_type: 'text',
    content: { text: 'Hello' },
    channel_details: { whatsapp: { source_profile: { name: 'Mina' } } },
  });
  const created = await rig.call('POST', '/webhook/', { name: 'bot', events_url: `${rig.receiver.url}?attached` });
  expect(created).toMatchObject({ status: 201, body: { data: { uid: expect.any(String), name: 'bot' } } });
  const { uid } = created.body.data;
  const attach = (webhookUid: unknown) => rig.call('PATCH', `/number/${source}/`, { webhook_uid: webhookUid });
  expect((await attach('nothing')).status).toBe(400);
  expect((await attach(uid)).body.data).toMatchObject({ number: source, webhook_uid: uid });
  await rig.simulator.write(globalNumber.id, person.id, { type: 'image', dataUrl: 'data:image/png;base64,aW1hZ2U=' });
  const media = (await inbound(2))[1].data;
  expect(rig.receiver.webhooks.at(-1)?.url).toContain('?attached');
  expect(media.content_type).toBe('media');
  const file = await fetch(media.content.media.url);
  expect([file.headers.get('content-type'), await file.text()]).toEqual(['image/png', 'image']);
});

test('R18: webhooks are listed, changed and deleted; lists come in pages', async () => {
  for (const name of ['one', 'two', 'three']) {
    await rig.call('POST', '/webhook/', { name, events_url: 'https://bot.example/hook' });
  }
  const { body } = await rig.call('GET', '/webhook/?limit=2&offset=1');
  expect(body).toMatchObject({
    meta: { previous: '/webhook/?offset=0&limit=2', next: null, total: 3 },
    objects: [{ name: 'two' }, { name: 'three' }],
  });
  const path = `/webhook/${body.objects[0].uid}/`;
  expect((await rig.call('PATCH', path, { name: 'second' })).body.data).toMatchObject({ name: 'second' });
  expect((await rig.call('GET', path)).body.data.name).toBe('second');
  expect((await rig.call('DELETE', path)).status).toBe(204);
  expect((await rig.call('GET', path)).status).toBe(404);
  await rig.sendGlobal({ text: 'Hi' });
  expect((await rig.call('GET', '/message/?direction=outbound')).body.meta.total).toBe(1);
  expect((await rig.call('GET', '/message/', undefined, BASIC)).body.meta.total).toBe(2);
  expect((await rig.call('GET', '/number/')).body.objects).toMatchObject([{ number: source, webhook_uid: null }]);
});

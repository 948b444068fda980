import { afterEach, beforeEach, expect, test } from 'vitest';
import { appMessage, type GupshupRig, startGupshupRig } from '../../../../test/simulators/gupshup-rig.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
});

afterEach(() => rig.stop());

const MSG = '/wa/api/v1/msg';
const TEMPLATE = '/wa/api/v1/template/msg';

const lastEntry = () => rig.simulator.world.chats.open(rig.app.numberId, 'asha').entries.at(-1);
const send = (message: object, change: Record<string, string> = {}) => rig.form(MSG, appMessage(message, change));

async function templateId(name: string): Promise<string> {
  const { json } = await rig.call('GET', '/wa/api/v1/template/list/BlueKite', undefined, {
    apikey: rig.app.settings.apiKey ?? '',
  });
  return json.templates.find(({ elementName }: { elementName: string }) => elementName === name).id;
}

test('R24: a text by form and key is submitted under a UUID, on the paths of today and before', async () => {
  await rig.writeToApp();
  const { status, json } = await send({ type: 'text', text: 'Hi' });
  expect(status).toBe(202);
  expect(json).toEqual({ status: 'submitted', messageId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/) });
  expect(rig.simulator.received('asha')).toMatchObject([{ messageId: json.messageId, type: 'text' }]);
  expect((await rig.form('/sm/api/v1/msg', appMessage({ type: 'text', text: 'Hi' }))).status).toBe(202);
});

test('R25: key, app, destination and message are checked in this order', async () => {
  const text = { type: 'text', text: 'Hi' };
  const wrong = { source: '1', destination: '1', message: 'no json' };
  const refusal = async (change: Record<string, string>, headers?: Record<string, string>) => {
    const { status, json } = await rig.form(MSG, appMessage(text, change), headers);
    return [status, json.message];
  };
  expect(await refusal(wrong, { apikey: 'wrong' })).toEqual([401, 'Authentication Failed']);
  expect(await refusal(wrong)).toEqual([400, 'Invalid App Details']);
  expect(await refusal({ 'src.name': 'Another' })).toEqual([400, 'Invalid App Details']);
  expect(await refusal({ destination: '1', message: 'no json' })).toEqual([400, 'Invalid Destination']);
  expect(await refusal({ message: 'no json' })).toEqual([400, 'Invalid Message']);
});

test('R25: ordered errors, the rate limit and dropped connections reach the sender', async () => {
  await rig.writeToApp();
  const { numberId } = rig.app;
  const { faults } = rig.simulator.world;
  const text = { type: 'text', text: 'Hi' };
  faults.add({ kind: 'error', numberId, code: 500 });
  expect(await send(text)).toMatchObject({ status: 500, json: { status: 'error', code: 500 } });
  faults.add({ kind: 'error', numberId, code: 4001, status: 429 });
  expect((await send(text)).status).toBe(429);
  faults.add({ kind: 'error', numberId, status: 502 });
  expect(await send(text)).toMatchObject({ status: 502, type: 'text/html' });
  faults.add({ kind: 'drop', numberId });
  await expect(send(text)).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(1);
  rig.simulator.setConditions(numberId, { perSecond: 1 });
  expect((await send(text)).status).toBe(202);
  expect((await send(text)).status).toBe(429);
});

test('every kind of message is shown, and a caption of null refused', async () => {
  await rig.writeToApp();
  const url = 'https://cdn.example.test/a';
  const messages: [object, object][] = [
    [
      { type: 'image', originalUrl: url, previewUrl: url, caption: 'A' },
      { kind: 'image', content: { mediaUrl: url, text: 'A' } },
    ],
    [{ type: 'audio', url }, { kind: 'audio' }],
    [{ type: 'video', url, caption: 'A' }, { kind: 'video' }],
    [
      { type: 'file', url, filename: 'invoice.pdf' },
      { kind: 'document', content: { fileName: 'invoice.pdf' } },
    ],
    [{ type: 'sticker', url }, { kind: 'sticker' }],
    [
      { type: 'location', longitude: 77.61, latitude: '12.93' },
      { content: { location: { latitude: 12.93, longitude: 77.61 } } },
    ],
    [
      { type: 'contact', contact: { name: { formatted_name: 'Tobias' } } },
      { content: { contacts: [{ name: 'Tobias' }] } },
    ],
    [
      { type: 'location_request_message', body: { type: 'text', text: 'Where?' }, action: { name: 'send_location' } },
      { content: { text: 'Where?', locationRequest: true } },
    ],
  ];
  for (const [message, shown] of messages) {
    expect((await send(message)).status).toBe(202);
    expect(lastEntry()).toMatchObject(shown);
  }
  expect((await send({ type: 'image', originalUrl: url, caption: null })).status).toBe(400);
  expect((await send({ type: 'dance' })).status).toBe(400);
});

test('R26: what is tapped comes back with the sender’s msgid, its place and its postback', async () => {
  await rig.writeToApp();
  const asked = await send({
    type: 'quick_reply',
    msgid: 'step-4',
    content: { type: 'text', header: 'Delivery', text: 'Today?', caption: 'Blue Kite' },
    options: [
      { type: 'text', title: 'Yes', postbackText: 'deliver_yes' },
      { type: 'text', title: 'No' },
    ],
  });
  expect(lastEntry()?.content).toEqual({
    header: 'Delivery',
    text: 'Today?',
    footer: 'Blue Kite',
    buttons: [
      { id: '1', title: 'Yes' },
      { id: '2', title: 'No' },
    ],
  });
  const rows = [{ type: 'text', title: 'Balance', description: 'Last 30 days', postbackText: 'bal' }];
  const offered = await send({
    type: 'list',
    title: 'Menu',
    body: 'Choose',
    msgid: 'menu-1',
    globalButtons: [{ type: 'text', title: 'Open' }],
    items: [{ title: 'Accounts', subtitle: 'Yours', options: rows }],
  });
  const { numberId } = rig.app;
  await rig.simulator.write(numberId, 'asha', { type: 'button', messageId: asked.json.messageId, buttonId: '1' });
  await rig.simulator.write(numberId, 'asha', { type: 'list', messageId: offered.json.messageId, rowId: '1' });
  const taps = (await rig.callbacks(9)).filter(({ type }) => type === 'message').slice(1);
  expect(taps.map(({ payload }) => ({ type: payload.type, ...payload.payload, gsId: payload.context.gsId }))).toEqual([
    {
      type: 'button_reply',
      id: 'step-4',
      title: 'Yes',
      reply: 'Yes 1',
      postbackText: 'deliver_yes',
      gsId: asked.json.messageId,
    },
    {
      type: 'list_reply',
      id: 'menu-1',
      title: 'Balance',
      reply: 'Balance 1',
      description: 'Last 30 days',
      postbackText: 'bal',
      gsId: offered.json.messageId,
    },
  ]);
});

test('R26: more than three buttons, ten rows and the lengths of titles are refused', async () => {
  const content = { type: 'text', text: 'Go?' };
  const list = { type: 'list', body: 'Go?', globalButtons: [{ title: 'Open' }] };
  const wrong = [
    { type: 'quick_reply', content, options: Array(4).fill({ title: 'x' }) },
    { type: 'quick_reply', content, options: [{ title: 'x'.repeat(21) }] },
    { ...list, items: [{ options: Array(11).fill({ title: 'x' }) }] },
    { ...list, items: [{ options: [{ title: 'x'.repeat(25) }] }] },
  ];
  for (const message of wrong) expect((await send(message)).status).toBe(400);
});

test('R27: a template goes by its id with ordered values, and a tap brings its postback', async () => {
  const fields = (template: object, change: Record<string, string> = {}) => {
    const { message: _message, ...rest } = appMessage({});
    return { ...rest, template: JSON.stringify(template), ...change };
  };
  const parcel = await templateId('parcel_update');
  const sent = await rig.form(TEMPLATE, fields({ id: parcel, params: ['A-77', 'Asha', 'A-77', 'track'] }));
  expect(sent.status).toBe(202);
  expect(lastEntry()?.content).toMatchObject({
    header: 'Parcel A-77',
    text: 'Hello Asha, parcel A-77 arrives today.',
    link: { url: 'https://shop.example/track/track' },
  });
  expect((await rig.form(TEMPLATE, fields({ id: parcel, params: ['A-77'] }))).status).toBe(400);
  expect((await rig.form(TEMPLATE, fields({ id: 'none', params: [] }))).status).toBe(400);

  const offer = { id: await templateId('autumn_offer'), params: ['Asha'] };
  expect((await rig.form(TEMPLATE, fields(offer))).status).toBe(400);
  const message = JSON.stringify({ type: 'image', image: { link: 'https://cdn.example.test/a.jpg' } });
  const postbackTexts = JSON.stringify([{ index: 0, text: 'stop_all' }]);
  const { json } = await rig.form(TEMPLATE, fields(offer, { message, postbackTexts }));
  expect(lastEntry()?.content.mediaUrl).toBe('https://cdn.example.test/a.jpg');
  await rig.simulator.write(rig.app.numberId, 'asha', { type: 'button', messageId: json.messageId, buttonId: '0' });
  const tap = (await rig.callbacks(7)).find(({ payload }) => payload.type === 'quick_reply');
  expect(tap.payload.payload).toEqual({ type: 'button', text: 'Stop promotions', postbackText: 'stop_all' });
});

test('free-form needs the window, a template does not; whoever opted out gets none', async () => {
  const failures = async (count: number) =>
    (await rig.callbacks(count)).flatMap(({ payload }) => (payload.type === 'failed' ? payload.payload.code : []));
  await send({ type: 'text', text: 'Hi' });
  expect(await failures(2)).toEqual([131047]);
  const { message: _message, ...rest } = appMessage({});
  const template = { ...rest, template: JSON.stringify({ id: await templateId('hello_world') }) };
  await rig.form(TEMPLATE, template);
  expect(await failures(5)).toEqual([131047]);
  const optOut = await rig.form('/sm/api/v1/app/opt/out/BlueKite', { user: '919812300001' });
  expect(optOut.status).toBe(202);
  await rig.form(TEMPLATE, template);
  expect(await failures(7)).toEqual([131047, 1012]);
});

test('consent is given, taken back and listed by key', async () => {
  await rig.form('/sm/api/v1/app/opt/in/BlueKite', { user: '919812300001' });
  const headers = { apikey: rig.app.settings.apiKey ?? '' };
  const { json } = await rig.call('GET', '/sm/api/v1/users/BlueKite', undefined, headers);
  expect(json.users).toEqual([
    { countryCode: '91', phoneCode: '919812300001', optinStatus: 'OPT_IN', optinTimeStamp: rig.clock.now() },
  ]);
  expect((await rig.call('GET', '/sm/api/v1/users/Another', undefined, headers)).status).toBe(400);
  expect((await rig.call('GET', '/sm/api/v1/users/BlueKite')).status).toBe(401);
});

test('a sandbox sends from the shared number to those who sent its keyword', async () => {
  rig.simulator.setConditions(rig.app.numberId, { sandbox: true });
  await rig.writeToApp('Hello?');
  await rig.writeToApp('PROXY BlueKite');
  await rig.writeToApp('Hello!');
  const [start, message] = await rig.callbacks(2);
  expect(start).toMatchObject({ type: 'user-event', payload: { phone: '919812300001', type: 'sandbox-start' } });
  expect(message.payload.payload).toEqual({ text: 'Hello!' });
  const text = { type: 'text', text: 'Hi' };
  expect((await send(text)).status).toBe(400);
  expect((await send(text, { source: '917834811114' })).status).toBe(202);
});

test('a link that leads nowhere fails the message, one that leads somewhere does not', async () => {
  await rig.stop();
  rig = await startGupshupRig({ fetchLinks: true });
  await rig.writeToApp();
  await send({ type: 'image', originalUrl: `${rig.simulator.url}/nowhere.jpg` });
  const [, enqueued, failed] = await rig.callbacks(3);
  expect(enqueued.payload.type).toBe('enqueued');
  expect(failed.payload).toMatchObject({ type: 'failed', payload: { code: 1010 } });
  const file = rig.simulator.world.files.keep({ bytes: Buffer.from('picture'), mimeType: 'image/png' });
  await send({ type: 'image', originalUrl: `${rig.simulator.url}${file.url}` });
  expect((await rig.callbacks(6)).slice(3).map(({ payload }) => payload.type)).toEqual([
    'enqueued',
    'sent',
    'delivered',
  ]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GupshupRig, gatewayText, startGupshupRig } from '../../../../test/simulators/gupshup-rig.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
});

afterEach(() => rig.stop());

const BUTTONS = {
  buttons: [
    { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
    { type: 'reply', reply: { id: 'no', title: 'No' } },
  ],
};
const LIST = {
  button: 'Options',
  sections: [{ title: 'Pick one', rows: [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }] }],
};

test('R1: a text sent by form is taken under an id of two numbers and stands in the person’s chat', async () => {
  await rig.write();
  const { status, json } = await rig.gateway(gatewayText({ extra: 'our-1' }));
  expect(status).toBe(200);
  expect(json).toEqual({
    response: {
      id: expect.stringMatching(/^4\d{18}-\d{18}$/),
      phone: '919812300001',
      details: '',
      status: 'success',
    },
  });
  const [message] = rig.simulator.received('asha');
  expect(message).toMatchObject({ messageId: json.response.id, extra: 'our-1', to: '919812300001', type: 'text' });
  const chat = rig.simulator.world.chats.open(rig.account.numberId, 'asha');
  expect(chat.entries.at(-1)).toMatchObject({ id: json.response.id, content: { text: 'Hello' } });
});

test('a query string does as well as a form, and methods are known in any case of letters', async () => {
  const { json } = await rig.gateway(gatewayText({ method: 'SENDMESSAGE' }), { verb: 'GET' });
  expect(json.response.status).toBe('success');
  rig.simulator.setConditions(rig.account.numberId, { idForm: 'uuid' });
  const again = await rig.gateway(gatewayText());
  expect(again.json.response.id).toMatch(/^4\d{18}-[0-9a-f]{8}-[0-9a-f]{4}-/);
});

test('R3: text is the format that comes unasked, XML the third', async () => {
  const success = await rig.gateway(gatewayText({ format: 'text' }));
  expect(success.type).toContain('text/plain');
  expect(success.text).toMatch(/^success \| 919812300001 \| 4\d{18}-\d{18}$/);
  const failure = await rig.gateway(gatewayText({ send_to: '91', format: 'Text' }));
  expect(failure.text).toBe('error | 105 | The phone number is not a valid phone number.');
  const xml = await rig.gateway(gatewayText({ format: 'xml' }));
  expect(xml.text).toMatch(/^<\?xml version="1.0"\?><response><status>success<\/status><id>4\d/);
});

test('R32: what is wrong is found in the documented order, and told with 200', async () => {
  rig.simulator.setConditions(rig.account.numberId, { international: false });
  const wrong: Record<string, string> = {
    v: '1.0',
    method: 'Dance',
    userid: '1',
    password: 'x',
    send_to: '91',
    msg: '',
  };
  const mends: [string, Record<string, string>][] = [
    ['101', { v: '1.1' }],
    ['106', { method: 'SendMessage' }],
    ['103', { userid: rig.account.settings.userId ?? '' }],
    ['102', { password: rig.account.settings.password ?? '' }],
    ['105', { send_to: '15550100001' }],
    ['175', { send_to: '919812300001' }],
    ['101', { msg: 'Hello' }],
  ];
  for (const [id, mend] of mends) {
    const { status, json } = await rig.gateway(gatewayText(wrong), { pair: 'none' });
    expect({ status, ...json.response }).toMatchObject({ status: 'error', id });
    Object.assign(wrong, mend);
  }
  expect((await rig.gateway(gatewayText(wrong), { pair: 'none' })).json.response.status).toBe('success');
});

test('R2: errors carry the phone as written and the documented words', async () => {
  const { status, json } = await rig.gateway(gatewayText({ password: 'wrong' }));
  expect(status).toBe(200);
  expect(json.response).toEqual({
    id: '102',
    phone: '919812300001',
    details: 'Authentication failed due to invalid userId or password.',
    status: 'error',
  });
  const encrypted = await rig.gateway(gatewayText({ encrdata: 'AAAA' }));
  expect(encrypted.json.response.id).toBe('101');
});

test('R6: each pair of credentials does its own work only', async () => {
  const template = gatewayText({ isHSM: 'true', msg_type: 'HSM' });
  expect((await rig.gateway(template, { pair: 'session' })).json.response).toMatchObject({
    id: '106',
    details: 'The method "SENDMESSAGE" is not supported.',
  });
  expect((await rig.gateway(gatewayText(), { pair: 'hsm' })).json.response.id).toBe('106');
  rig.simulator.setConditions(rig.account.numberId, { pairsEnforced: false });
  expect((await rig.gateway(gatewayText(), { pair: 'hsm' })).json.response.status).toBe('success');
});

test('R7: media need a kind, an address and a caption that is not null', async () => {
  await rig.write();
  const media = { method: 'SendMediaMessage', send_to: '919812300001', media_url: 'https://cdn.example.test/a.pdf' };
  const document = { ...media, msg_type: 'DOCUMENT', caption: 'The bill', filename: 'bill.pdf' };
  expect((await rig.gateway(document)).json.response.status).toBe('success');
  const { entries } = rig.simulator.world.chats.open(rig.account.numberId, 'asha');
  expect(entries.at(-1)).toMatchObject({
    kind: 'document',
    content: { mediaUrl: media.media_url, fileName: 'bill.pdf', text: 'The bill' },
  });
  for (const wrong of [
    { ...media, msg_type: 'DOCUMENT' },
    { ...media, msg_type: 'IMAGE', caption: 'null' },
    { ...media, msg_type: 'GIF', caption: '' },
    { ...document, media_url: 'file:///etc/passwd' },
  ]) {
    expect((await rig.gateway(wrong)).json.response.id).toBe('101');
  }
  expect((await rig.gateway({ ...media, msg_type: 'audio' })).json.response.status).toBe('success');
  expect((await rig.gateway({ ...media, msg_type: 'IMAGE', caption: '' })).json.response.status).toBe('success');
});

test('R9: buttons and lists are shown as choices, also below a picture', async () => {
  await rig.write();
  const list = { interactive_type: 'list', action: JSON.stringify(LIST), header: 'Kite', footer: 'Blue' };
  const buttons = { interactive_type: 'dr_button', action: JSON.stringify(BUTTONS) };
  await rig.gateway(gatewayText(list));
  await rig.gateway(gatewayText(buttons));
  const media_url = 'https://cdn.example.test/a.jpg';
  await rig.gateway(
    gatewayText({ ...buttons, method: 'SendMediaMessage', msg_type: 'image', media_url, caption: 'Go?' }),
  );
  const shown = rig.simulator.world.chats.open(rig.account.numberId, 'asha').entries.slice(1);
  expect(shown.map(({ kind, content }) => ({ kind, content }))).toEqual([
    { kind: 'list', content: { text: 'Hello', header: 'Kite', footer: 'Blue', list: LIST } },
    { kind: 'button', content: { text: 'Hello', buttons: BUTTONS.buttons.map(({ reply }) => reply) } },
    {
      kind: 'button',
      content: {
        text: 'Go?',
        mediaUrl: media_url,
        mimeType: 'image/*',
        buttons: BUTTONS.buttons.map(({ reply }) => reply),
      },
    },
  ]);
});

test('R8: four buttons, eleven rows, long titles and long ids are refused with 101', async () => {
  const [button] = BUTTONS.buttons;
  const [row] = LIST.sections[0]?.rows ?? [];
  const actions: [string, unknown][] = [
    ['dr_button', { buttons: Array(4).fill(button) }],
    ['dr_button', { buttons: [{ type: 'reply', reply: { id: 'a', title: 'x'.repeat(21) } }] }],
    ['dr_button', { buttons: [{ type: 'reply', reply: { id: 'a'.repeat(257), title: 'x' } }] }],
    ['list', { button: 'Go', sections: [{ rows: Array(11).fill(row) }] }],
    ['list', { button: 'Go', sections: [{ rows: [{ id: 'a', title: 'x'.repeat(25) }] }] }],
    ['carousel', {}],
  ];
  for (const [interactive_type, action] of actions) {
    const { json } = await rig.gateway(gatewayText({ interactive_type, action: JSON.stringify(action) }));
    expect(json.response.id).toBe('101');
  }
  const { json } = await rig.gateway(gatewayText({ interactive_type: 'list', action: 'no json' }));
  expect(json.response.id).toBe('101');
});

test('R23: consent is recorded once; asked for again it is 322, or success once more', async () => {
  const consent = (method: string) =>
    rig.gateway({ method, phone_number: '919812300001', channel: 'WHATSAPP' }, { pair: 'hsm' });
  const first = (await consent('OPT_IN')).json;
  expect(first.response).toMatchObject({ status: 'success', phone: '919812300001' });
  expect(first.data.response_messages).toEqual([first.response]);
  expect((await consent('OPT_IN')).json.response).toMatchObject({ status: 'error', id: '322' });
  expect((await consent('opt_out')).json.response.status).toBe('success');
  rig.simulator.setConditions(rig.account.numberId, { repeatedConsent: 'success' });
  expect((await consent('OPT_OUT')).json.response.status).toBe('success');
});

test('R4: ordered errors, a limit and a dropped connection reach the sender; a late answer finds the message sent', async () => {
  await rig.write();
  const { numberId } = rig.account;
  const { faults } = rig.simulator.world;
  faults.add({ kind: 'error', numberId, code: 100, details: 'Try again.' });
  expect((await rig.gateway(gatewayText())).json.response).toMatchObject({ id: '100', details: 'Try again.' });
  faults.add({ kind: 'error', numberId, status: 503 });
  expect(await rig.gateway(gatewayText())).toMatchObject({ status: 503, type: 'text/html' });
  faults.add({ kind: 'drop_before', numberId });
  await expect(rig.gateway(gatewayText())).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(0);
  faults.add({ kind: 'drop', numberId });
  await expect(rig.gateway(gatewayText())).rejects.toThrow();
  expect(rig.simulator.received()).toHaveLength(1);
  rig.simulator.setConditions(numberId, { perSecond: 1 });
  expect((await rig.gateway(gatewayText())).status).toBe(200);
  expect((await rig.gateway(gatewayText())).status).toBe(429);
});

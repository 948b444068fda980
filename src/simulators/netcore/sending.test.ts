import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NetcoreRig, number, person, startNetcoreRig, TEXT } from '../../../test/simulators/netcore-rig.ts';

let rig: NetcoreRig;

beforeEach(async () => {
  rig = await startNetcoreRig();
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
});

afterEach(() => rig.stop());

const fileUrl = () => `${rig.receiver.url}/file.jpg`;
const lastEntry = () => rig.simulator.world.chats.open(number.id, person.id).entries.at(-1);

const REPLY = { type: 'reply', reply: { id: 'yes', title: 'Yes' } };
const BUTTONS = { type: 'button', body: 'Today?', action: [{ buttons: [REPLY] }] };
const ROW = { id: 'r1', title: 'Balance', description: 'Last 30 days' };
const LIST = {
  type: 'list',
  body: 'Choose',
  action: [{ button: 'Options', sections: [{ title: 'Menu', rows: [ROW] }] }],
};
const LINK = { name: 'cta_url', parameters: { display_text: 'Pay now', url: 'https://pay.example/77' } };
const CTA = { type: 'cta_url', header: { type: 'text', text: 'Pay' }, body: 'Tap', action: [{ buttons: [LINK] }] };
const LANGUAGE = { locale: 'en', policy: 'deterministic' };

test('R1: an accepted message answers with the id that webhooks repeat', async () => {
  const answer = await rig.send({ 'x-apiheader': 'order-77' });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      status: 'success',
      message: 'Request received successfully.',
      data: { id: expect.stringMatching(/^[\da-f-]{36}$/) },
    },
  });
  const [accepted] = rig.simulator.received(person.id);
  expect(accepted).toMatchObject({
    messageId: answer.body.data.id,
    numberId: number.id,
    apiHeader: 'order-77',
    source: TEXT.source,
    to: person.phone,
    type: 'text',
  });
});

test('R20: messages are taken on the current, the priority, the older and the legacy path, with a slash or without', async () => {
  const paths = ['/message/nc', '/message/nc/priority', '/message/nc/message', '/message'];
  for (const path of paths.flatMap((one) => [one, `${one}/`])) {
    expect(await rig.call('POST', path, { message: [TEXT] })).toMatchObject({
      status: 200,
      body: { status: 'success' },
    });
  }
  expect(await rig.call('POST', '/messages', { message: [TEXT] })).toMatchObject({
    status: 404,
    body: { error: 'Not Found', status: 404 },
  });
});

test('R3: every kind of message reaches the phone', async () => {
  const kinds: [part: object, shown: object][] = [
    [{}, { kind: 'text', content: { text: 'Hello Mina' } }],
    [
      {
        message_type: 'media',
        type_media: [{ attachments: [{ attachment_url: fileUrl(), attachment_type: 'image', caption: 'Look' }] }],
      },
      { kind: 'image', content: { mediaUrl: fileUrl(), text: 'Look' } },
    ],
    [
      { message_type: 'location', type_location: [{ longitude: 77.61, latitude: 12.93, name: 'Depot' }] },
      { kind: 'location', content: { location: { longitude: 77.61, latitude: 12.93, name: 'Depot' } } },
    ],
    [
      { message_type: 'interactive', type_interactive: [BUTTONS] },
      { kind: 'button', content: { buttons: [REPLY.reply] } },
    ],
    [
      { message_type: 'interactive', type_interactive: [LIST] },
      { kind: 'list', content: { list: { button: 'Options', sections: [{ title: 'Menu', rows: [ROW] }] } } },
    ],
    [
      { message_type: 'interactive', type_interactive: [CTA] },
      { kind: 'cta_url', content: { header: 'Pay', link: { label: 'Pay now', url: 'https://pay.example/77' } } },
    ],
    [
      {
        message_type: 'template',
        type_template: [{ name: 'parcel_update', attributes: ['Mina', 'A-77', 'A-77/x'], language: LANGUAGE }],
      },
      {
        kind: 'template',
        content: {
          text: 'Hello Mina, your parcel A-77 left us today.',
          link: { label: 'Track', url: 'https://shop.example/track/A-77/x' },
        },
      },
    ],
    [
      {
        message_type: 'media_template',
        type_media_template: { type: 'document', url: fileUrl(), filename: 'invoice.pdf' },
        type_template: [{ name: 'invoice_ready', attributes: ['Mina'], language: LANGUAGE }],
      },
      { kind: 'template', content: { mediaUrl: fileUrl(), fileName: 'invoice.pdf', text: /Hello Mina/ } },
    ],
    [
      {
        message_type: 'contact',
        type_contact: [{ name: { formatted_name: 'Desk' }, phones: [{ phone: '+15550001' }] }],
      },
      { kind: 'contacts', content: { contacts: [{ name: 'Desk', phones: ['+15550001'] }] } },
    ],
  ];
  for (const [part, shown] of kinds) {
    expect((await rig.send(part)).body).toMatchObject({ status: 'success' });
    const { content, ...rest } = shown as { content: { text?: unknown } };
    const text = content.text instanceof RegExp ? { text: expect.stringMatching(content.text) } : {};
    expect(lastEntry()).toMatchObject({ ...rest, content: { ...content, ...text } });
  }
});

test('R21: requests are refused in the order of the checks', async () => {
  const { simulator } = rig;
  const steps: [part: object, code: string][] = [
    [{ message_type: 'fax' }, '8006'],
    [{ recipient_whatsapp: '+15550100001' }, '8006'],
    [{ recipient_whatsapp: '123456789' }, '8006'],
    [{ recipient_type: 'group' }, '8006'],
    [{ source: ' ' }, '8006'],
    [{ type_text: undefined }, '8001'],
    [{ type_text: [] }, '8001'],
    [{ type_text: [{}] }, '8001'],
    [{ type_text: [{ content: '' }] }, '8006'],
    [{ message_type: 'media', type_media: [{ attachments: [{ attachment_id: 'nothing' }] }] }, '8008'],
    [
      {
        message_type: 'media',
        type_media: [{ attachments: [{ attachment_url: 'no url', attachment_type: 'image' }] }],
      },
      '8008',
    ],
  ];
  for (const [part, code] of steps) {
    expect((await rig.send(part)).body, JSON.stringify(part)).toMatchObject({ status: 'failure', error: { code } });
  }
  for (const message of [undefined, [], 'text']) {
    expect((await rig.call('POST', '/message/nc', { message })).body.error.code).toBe('8001');
  }
  const unknown = { message_type: 'template', type_template: [{ name: 'nobody', language: LANGUAGE }] };
  simulator.setConsent({ numberId: number.id, phone: person.phone, isOptedIn: false });
  expect((await rig.send(unknown)).body.error.code).toBe('8002');
  simulator.setConsent({ numberId: number.id, phone: person.phone, isOptedIn: true });
  await rig.clock.advance(24 * 3_600_000);
  expect((await rig.send({})).body.error.code).toBe('8007');
  expect((await rig.send(unknown)).body.error.code).toBe('8006');
  expect(simulator.received()).toHaveLength(0);
});

test('R3, R4: arrays, texts and numbers must be exactly that', async () => {
  const wrong = [
    { type_text: { content: 'Hello' } },
    { type_text: [{ content: 'Hello', preview_url: true }] },
    { message_type: 'location', type_location: [{ longitude: '77.61', latitude: '12.93' }] },
    { message_type: 'interactive', type_interactive: BUTTONS },
    { message_type: 'interactive', type_interactive: [{ ...BUTTONS, action: { buttons: [REPLY] } }] },
    { message_type: 'interactive', type_interactive: [{ ...BUTTONS, body: { text: 'Today?' } }] },
    { message_type: 'interactive', type_interactive: [{ ...BUTTONS, action: [{ buttons: Array(4).fill(REPLY) }] }] },
  ];
  for (const part of wrong) {
    expect((await rig.send(part)).body, JSON.stringify(part)).toMatchObject({ error: { code: '8006' } });
  }
});

test('R21: a template must be approved, in the language, with as many attributes and the header that it has', async () => {
  const template = { name: 'parcel_update', attributes: ['Mina', 'A-77', 'x'], language: LANGUAGE };
  const media = { type: 'image', url: fileUrl() };
  const wrong = [
    { type_template: [{ ...template, attributes: ['Mina'] }] },
    { type_template: [{ ...template, language: { ...LANGUAGE, locale: 'de' } }] },
    { message_type: 'media_template', type_template: [template], type_media_template: media },
    { type_template: [{ name: 'invoice_ready', attributes: ['Mina'], language: LANGUAGE }] },
    {
      message_type: 'media_template',
      type_template: [{ name: 'invoice_ready', attributes: ['Mina'], language: LANGUAGE }],
      type_media_template: media,
    },
  ];
  for (const part of wrong) {
    expect((await rig.send({ message_type: 'template', ...part })).body).toMatchObject({ error: { code: '8006' } });
  }
  await rig.order('/netcore/template', { numberId: number.id, name: 'parcel_update', status: 'REJECTED' });
  const refused = await rig.send({ message_type: 'template', type_template: [template] });
  expect(refused.body.error).toEqual({ code: '8006', message: 'Template parcel_update is not approved' });
});

test('R6: a missing opt-in and a closed window can come as a failed delivery after a success', async () => {
  await rig.order('/netcore/account', { numberId: number.id, policyRefusals: 'in_delivery' });
  rig.simulator.setConsent({ numberId: number.id, phone: person.phone, isOptedIn: false });
  expect((await rig.send({})).body.status).toBe('success');
  await rig.order('/netcore/account', { numberId: number.id, bypassesOptIn: true });
  await rig.clock.advance(24 * 3_600_000);
  expect((await rig.send({})).body.status).toBe('success');
  expect(await rig.told('delivery_status', 2)).toMatchObject([
    { status: 'failed', status_remark: expect.stringContaining('8002') },
    { status: 'failed', status_remark: expect.stringContaining('8007') },
  ]);
});

test('R21: who is not on WhatsApp, and a link to nothing, make a message fail after it was taken', async () => {
  rig.receiver.answerWith(({ method }) => ({ status: method === 'GET' ? 404 : 200 }));
  const attachment = { attachment_url: fileUrl(), attachment_type: 'image' };
  await rig.send({ message_type: 'media', type_media: [{ attachments: [attachment] }] });
  await rig.simulator.changePerson(person.id, { onWhatsApp: false });
  await rig.send({});
  const events = await rig.told('delivery_status', 2);
  expect(events.map(({ status_remark }) => status_remark.slice(0, 4)).sort()).toEqual(['8003', '8008']);
});

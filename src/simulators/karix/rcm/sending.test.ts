import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KarixRig, number, person, renderSend, startKarixRig } from '../../../../test/simulators/karix-rig.ts';

let rig: KarixRig;

beforeEach(async () => {
  rig = await startKarixRig();
  rig.receiver.answerWith(({ url }) => ({ status: url.includes('missing') ? 404 : 200 }));
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
});

afterEach(() => rig.stop());

const TEXT = { type: 'TEXT', text: 'Hello Mina', preview_url: false, shorten_url: false };
const lastEntry = () => rig.simulator.world.chats.open(number.id, person.id).entries.at(-1);
const invoice = (parts: object) => ({
  type: 'MEDIA_TEMPLATE',
  mediaTemplate: {
    templateId: 'parcel_with_invoice',
    media: { type: 'document', url: 'https://cdn.example/inv.pdf', fileName: 'invoice.pdf' },
    bodyParameterValues: { 0: 'Mina', 1: 'A-77' },
    buttons: {
      actions: [{ type: 'url', index: '0', payload: 'track/A-77' }],
      quickReplies: [{ index: '0', payload: 'confirm_yes' }],
    },
    ...parts,
  },
});

test('R6: an accepted message answers in strings, with a mid of 24 digits', async () => {
  const answer = await rig.send(TEXT, { reference: { cust_ref: 'order-77', messageTag1: 'spring' } });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      statusCode: '200',
      statusDesc: 'Successfully Accepted',
      mid: expect.stringMatching(/^270115080000\d{12}$/),
    },
  });
  expect(rig.simulator.received(person.id)).toMatchObject([
    { messageId: answer.body.mid, numberId: number.id, custRef: 'order-77', type: 'TEXT' },
  ]);
});

test('R3: every kind of message reaches the phone', async () => {
  const reply = { id: 'yes', title: 'Yes' };
  const rows = [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }];
  const interactive = (one: object) => ({ type: 'INTERACTIVE', interactive: { body: { text: 'Choose' }, ...one } });
  const buttons = [{ type: 'reply', reply }];
  const card = {
    card_index: 0,
    type: 'cta_url',
    body: { text: 'Knots' },
    action: { buttons: [{ type: 'quick_reply', quick_reply: reply }] },
  };
  const link = { display_text: 'Pay', url: 'https://pay.example/77' };
  const kinds: [content: object, shown: object][] = [
    [TEXT, { kind: 'text', content: { text: 'Hello Mina' } }],
    [
      { type: 'text', text: 'small', preview_url: 'false' },
      { kind: 'text', content: { text: 'small' } },
    ],
    [
      {
        type: 'ATTACHMENT',
        attachment: { type: 'image', mimeType: 'image/png', attachmentData: 'aW1hZ2U=', caption: 'Look' },
      },
      { kind: 'image', content: { mediaUrl: 'data:image/png;base64,aW1hZ2U=', text: 'Look' } },
    ],
    [
      { type: 'ATTACHMENT', attachment: { type: 'document', url: 'https://cdn.example/a.pdf', fileName: 'a.pdf' } },
      { kind: 'document', content: { mediaUrl: 'https://cdn.example/a.pdf', fileName: 'a.pdf' } },
    ],
    [
      { type: 'LOCATION', location: { longitude: '77.61', latitude: 12.93, name: 'Depot' } },
      { kind: 'location', content: { location: { longitude: 77.61, latitude: 12.93, name: 'Depot' } } },
    ],
    [
      interactive({ type: 'button', header: { type: 'text', text: 'Hi' }, action: { buttons } }),
      { kind: 'button', content: { header: 'Hi', text: 'Choose', buttons: [reply] } },
    ],
    [
      interactive({ type: 'list', action: { button: 'Open', sections: [{ title: 'Menu', rows }] } }),
      { kind: 'list', content: { list: { button: 'Open', sections: [{ title: 'Menu', rows }] } } },
    ],
    [
      interactive({ type: 'carousel', action: { cards: [card] } }),
      { kind: 'carousel', content: { cards: [{ text: 'Knots', buttons: [reply] }] } },
    ],
    [
      interactive({ type: 'cta_url', action: { parameters: link } }),
      { kind: 'cta_url', content: { link: { label: 'Pay', url: link.url } } },
    ],
    [
      interactive({ type: 'flow', action: { parameters: { flow_cta: 'Fill in', flow_id: '7' } } }),
      { kind: 'flow', content: { flow: { label: 'Fill in', flowId: '7' } } },
    ],
  ];
  for (const [content, shown] of kinds) {
    expect((await rig.send(content)).body, JSON.stringify(content)).toMatchObject({ statusCode: '200' });
    expect(lastEntry()).toMatchObject(shown);
  }
});

test('R4: values of a template come in the order of their keys, from 0 or 1, or as a list', async () => {
  const template = (parameterValues: object) => ({
    type: 'TEMPLATE',
    template: { templateId: 'parcel_update', parameterValues },
  });
  for (const values of [{ 1: 'A-77', 0: 'Mina' }, { 2: 'A-77', 1: 'Mina' }, ['Mina', 'A-77']]) {
    expect((await rig.send(template(values))).body.statusCode).toBe('200');
    expect(lastEntry()?.content.text).toBe('Hello Mina, your parcel A-77 left us today.');
  }
  for (const values of [{ 0: 'Mina' }, { 0: 'Mina', 1: 'A-77', 2: 'x' }]) {
    const answer = await rig.send(template(values));
    expect(answer).toMatchObject({
      status: 400,
      body: { statusCode: '400', statusDesc: expect.stringContaining('takes 2 parameters') },
    });
  }
});

test('R5: a media template fills header, body, link and quick replies', async () => {
  expect((await rig.send(invoice({}))).body.statusCode).toBe('200');
  expect(lastEntry()).toMatchObject({
    kind: 'template',
    content: {
      mediaUrl: 'https://cdn.example/inv.pdf',
      fileName: 'invoice.pdf',
      text: 'Hello Mina, here is the invoice for parcel A-77.',
      link: { label: 'Track', url: 'https://shop.example/track/A-77' },
      buttons: [{ id: 'confirm_yes', title: 'Confirm' }],
    },
  });
  const reminder = {
    templateId: 'appointment_reminder',
    media: { type: 'text', title: 'B-2' },
    bodyParameterValues: { 0: 'Mina', 1: 'Friday' },
    buttons: undefined,
  };
  expect((await rig.send(invoice(reminder))).body.statusCode).toBe('200');
  expect(lastEntry()?.content).toMatchObject({ header: 'Visit B-2', buttons: [{ id: 'Confirm' }, { id: 'Cancel' }] });
});

test('R5: a media template without the parts that its template needs, or with others, is refused', async () => {
  const wrong = [
    { media: undefined },
    { media: null },
    { media: { type: 'image', url: 'https://cdn.example/a.jpg' } },
    { buttons: undefined },
    { templateId: 'parcel_update', buttons: null },
    { templateId: 'nobody' },
    { templateId: undefined },
  ];
  for (const parts of wrong) expect((await rig.send(invoice(parts))).status, JSON.stringify(parts)).toBe(400);
});

test('R5: a whole text finds its template', async () => {
  const auto = (autoTemplate: string) => ({ type: 'MEDIA_TEMPLATE', mediaTemplate: { autoTemplate, media: null } });
  expect((await rig.send(auto('Hello Mina, your parcel A-77 left us today.'))).body.statusCode).toBe('200');
  expect(lastEntry()).toMatchObject({ kind: 'template', content: { template: { name: 'parcel_update' } } });
  expect((await rig.send(auto('Buy now!'))).status).toBe(400);
});

test('R2, R21: requests are refused in the order of the checks', async () => {
  const send = (body: unknown) => rig.call('POST', '/services/rcm/sendMessage', body);
  const body = () => renderSend(TEXT);
  const without = (...path: string[]) => {
    const request = body();
    const parent = path.slice(0, -1).reduce((part, name) => part[name], request);
    delete parent[path.at(-1) ?? ''];
    return request;
  };
  expect(await rig.call('POST', '/services/rcm/sendMessage', '{"message":', {})).toMatchObject({ status: 401 });
  expect(await send('{"message":')).toMatchObject({ status: 400, body: { statusCode: '400' } });
  const steps: [request: unknown, statusDesc: string][] = [
    [without('metaData'), 'Invalid metaData'],
    [without('metaData', 'version'), 'Invalid metaData'],
    [without('message', 'channel'), 'Invalid channel'],
    [renderSend(TEXT, { to: '+15550100001' }), 'Invalid recipient'],
    [renderSend(TEXT, { to: '123456789' }), 'Invalid recipient'],
    [renderSend(TEXT, { recipient_type: 'group' }), 'Invalid recipient_type'],
    [without('message', 'sender', 'from'), 'Invalid sender'],
    [renderSend({ type: 'FAX' }), 'Invalid content'],
    [renderSend({ type: 'TEXT' }), 'Invalid content text'],
    [renderSend({ type: 'ATTACHMENT', attachment: { type: 'image' } }), 'Invalid content attachment'],
    [renderSend({ type: 'ATTACHMENT', attachment: { type: 'image', id: 'unknown' } }), 'Invalid media id'],
  ];
  for (const [request, statusDesc] of steps) {
    const answer = await send(request);
    expect(answer, statusDesc).toMatchObject({ status: 400, body: { statusCode: '400' } });
    expect(answer.body.statusDesc).toContain(statusDesc);
  }
  expect(rig.simulator.received()).toHaveLength(0);
});

test('R16: several recipients and bulk sends answer with a batch status, and events name the batch', async () => {
  const recipient = { to: person.phone, recipient_type: 'individual', reference: { cust_ref: 'a' } };
  const several = renderSend(TEXT);
  delete several.message.recipient;
  several.message.recipients = [recipient, { ...recipient, reference: { cust_ref: 'b' } }];
  const batch = await rig.call('POST', '/services/rcm/sendMessage', several);
  expect(batch.body).toMatchObject({ statusCode: '200', batchStatus: expect.any(String) });
  const bulk = await rig.call('POST', '/services/rcm/sendBulkMessage', {
    channel: 'WABA',
    campaignId: 'spring-1',
    sender: { from: number.phoneNumber },
    metaData: { version: 'v1.0.9' },
    messages: [{ content: TEXT, recipient: { ...recipient, reference: { cust_ref: 'c' } } }],
  });
  expect(bulk.body).toMatchObject({ statusCode: '200', batchStatus: expect.any(String) });
  expect(rig.simulator.received().map(({ custRef }) => custRef)).toEqual(['a', 'b', 'c']);
  const [event] = await rig.events(1, ({ campaignId }) => campaignId === 'spring-1');
  expect(event).toMatchObject({ batchId: bulk.body.batchId, recipient: { reference: { cust_ref: 'c' } } });
});

test('R16: one wrong message refuses the whole bulk send', async () => {
  const recipient = { to: person.phone, recipient_type: 'individual' };
  const bulk = {
    channel: 'WABA',
    sender: { from: number.phoneNumber },
    metaData: { version: 'v1.0.9' },
    messages: [
      { content: TEXT, recipient },
      { content: { type: 'TEMPLATE', template: { templateId: 'nobody' } }, recipient },
    ],
  };
  expect((await rig.call('POST', '/services/rcm/sendBulkMessage', bulk)).status).toBe(400);
  expect(rig.simulator.received()).toHaveLength(0);
});

test('R21: an uploaded file is sent by its id', async () => {
  const upload = (mediaUrl: string) =>
    rig.call('POST', '/services/media/upload/attachment', {
      mediaUrl,
      senderId: number.phoneNumber,
      MimeType: 'image/png',
    });
  const file = `data:image/png;base64,${btoa('image')}`;
  await rig.simulator.write(number.id, person.id, { type: 'image', dataUrl: file });
  const [event] = await rig.events(1, ({ eventContent }) => eventContent?.message.attachmentType === 'image');
  expect((await upload(event.eventContent.message.image.fileLink)).status).toBe(400);
  expect((await upload(rig.receiver.url)).status).toBe(400);
  await rig.simulator.write('karix-old', person.id, { type: 'image', dataUrl: file });
  const [open] = await rig.events(1, ({ data }) => data?.content_type === 'media');
  const { body } = await upload(open.data.content.media.url);
  expect(body).toEqual({ response: { mediaId: expect.any(String) } });
  const attachment = { type: 'image', id: body.response.mediaId };
  expect((await rig.send({ type: 'ATTACHMENT', attachment })).body.statusCode).toBe('200');
  expect(lastEntry()).toMatchObject({ kind: 'image', content: { mediaUrl: file } });
});

test('R17: templates are created and approved, samples uploaded, opt-ins taken', async () => {
  const create = (body: object) => rig.call('POST', '/services/rcm/template', body);
  const template = { template_name: 'spring', language: 'en', category: 'MARKETING' };
  const components = [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Spring, {{1}}!' },
    { type: 'FOOTER', text: 'Shop' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop' }] },
  ];
  expect((await create({ ...template, components: [] })).body).toEqual({
    errorCode: '400',
    errorMessage: 'components: a BODY is required',
  });
  expect((await create({ ...template, components })).body).toMatchObject({ status: 'PENDING' });
  const media = { type: 'image', url: 'https://cdn.example/a.jpg' };
  const sent = invoice({ templateId: 'spring', media, bodyParameterValues: { 0: 'Mina' }, buttons: undefined });
  expect((await rig.send(sent)).body.statusDesc).toContain('not approved');
  await rig.clock.advance(5_000);
  expect((await rig.send(sent)).body.statusCode).toBe('200');

  const sample = new FormData();
  sample.append('file', new Blob(['image'], { type: 'image/png' }), 'a.png');
  const path = '/services/rcm/template/sample';
  expect((await rig.call('POST', path, sample)).body).toEqual({ fileHandle: expect.any(String) });
  expect((await rig.call('POST', path, sample, {})).status).toBe(401);

  const optIn = { action: 'optin', mobile: person.phone, optinid: number.phoneNumber };
  const { accountKey } = number.credentials;
  expect((await rig.call('POST', '/services/rcm/optin', { ...optIn, pin: accountKey }, {})).status).toBe(200);
  expect((await rig.call('POST', '/services/rcm/optin', { ...optIn, pin: 'wrong' }, {})).status).toBe(401);
});

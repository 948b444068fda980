import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NetcoreRig, number, person, startNetcoreRig, TEXT } from '../../../test/simulators/netcore-rig.ts';

let rig: NetcoreRig;

beforeEach(async () => {
  rig = await startNetcoreRig();
});

afterEach(() => rig.stop());

const consent = (type: string, recipients: object[]) => rig.call('POST', '/consent/manage', { type, recipients });
const nobody = { recipient: '15550100777', source: 'WEB', user_agent: 'browser', ip: '203.0.113.9' };

function form(content: string, type: string): FormData {
  const data = new FormData();
  data.append('file', new Blob([content], { type }), 'note.txt');
  return data;
}

test('R9, R10: opt-in opens the way to a person, opt-out closes it, and repeating changes nothing', async () => {
  rig.simulator.setConsent({ numberId: number.id, phone: person.phone, isOptedIn: false });
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
  expect((await rig.send({})).body).toMatchObject({ error: { code: '8002' } });
  const recipients = [{ recipient: person.phone, source: 'WEB' }];
  expect(await consent('optin', recipients)).toMatchObject({
    status: 200,
    body: { status: 'success', message: 'Optin successfully added.' },
  });
  expect((await rig.send({})).body.status).toBe('success');
  expect((await consent('optin', recipients)).body).toMatchObject({ status: 'failure', error: { code: '8005' } });
  expect((await consent('optout', recipients)).body).toMatchObject({ status: 'success' });
  expect((await rig.send({})).body).toMatchObject({ error: { code: '8002' } });
});

test('R10: consent takes 1 to 1000 recipients, each with a source of at most 25 characters', async () => {
  const wrong = [
    consent('maybe', [nobody]),
    consent('optin', []),
    consent('optin', Array(1001).fill(nobody)),
    consent('optin', [{ ...nobody, source: '' }]),
    consent('optin', [{ ...nobody, source: 'x'.repeat(26) }]),
    consent('optin', [{ ...nobody, recipient: '+15550100777' }]),
    consent('optin', [{ ...nobody, user_agent: 'x'.repeat(501) }]),
  ];
  for (const answer of await Promise.all(wrong)) expect(answer.body).toMatchObject({ error: { code: '8006' } });
  expect((await consent('optin', Array(1000).fill(nobody))).body).toMatchObject({ status: 'success' });
});

test('R21: an uploaded file is sent by its id, fetched and deleted with the key of its number only', async () => {
  rig.simulator.addNumber({ id: 'second', phoneNumber: '15550008888', apiKey: 'second key' });
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hello' });
  const { body } = await rig.call('POST', '/media/upload/', form('a note', 'text/plain'));
  expect(body).toEqual({ status: 'success', data: { mediaId: expect.any(String) } });
  const { mediaId } = body.data;
  const sent = await rig.send({
    message_type: 'media',
    type_media: [{ attachments: [{ attachment_id: mediaId, caption: 'Read' }] }],
  });
  expect(sent.body.status).toBe('success');
  expect(rig.simulator.world.chats.open(number.id, person.id).entries.at(-1)).toMatchObject({
    kind: 'document',
    content: { mediaUrl: 'data:text/plain;base64,YSBub3Rl', fileName: 'note.txt', text: 'Read' },
  });
  expect(await rig.call('GET', `/media/${mediaId}`)).toMatchObject({ status: 200, type: 'text/plain', body: 'a note' });
  const foreign = { authorization: 'Bearer second key' };
  expect((await rig.call('GET', `/media/${mediaId}`, undefined, foreign)).status).toBe(404);
  expect((await rig.call('DELETE', `/media/${mediaId}`, undefined, foreign)).status).toBe(404);
  expect((await rig.call('DELETE', `/media/${mediaId}/`)).body).toMatchObject({ status: 'success' });
  expect(await rig.call('GET', `/media/${mediaId}`)).toMatchObject({ status: 404, body: { error: { code: '8008' } } });
});

test('R21: an upload needs a part called file with something in it', async () => {
  expect((await rig.call('POST', '/media/upload', new FormData())).body).toMatchObject({ status: 'failure' });
  expect((await rig.call('POST', '/media/upload', form('', 'text/plain'))).body).toMatchObject({
    error: { code: '8008' },
  });
  expect((await rig.call('POST', '/media/upload', {})).body).toMatchObject({ error: { code: '8006' } });
});

test('R21: the state and the text of a template can be asked, with the bare key too', async () => {
  await rig.order('/netcore/template', { numberId: number.id, name: 'spring', body: 'Spring, {{1}}!', locale: 'en' });
  const status = (headers?: Record<string, string>) =>
    rig.call('GET', '/metainfo/template/status?templatename=spring', undefined, headers);
  expect((await status()).body).toEqual({ status: 'success', data: { templatename: 'spring', status: 'PENDING' } });
  await rig.clock.advance(5_000);
  expect((await status({ authorization: number.apiKey })).body.data.status).toBe('APPROVED');
  expect((await status({ authorization: 'wrong' })).status).toBe(401);
  expect((await rig.call('GET', '/metainfo/template/preview?templatename=spring')).body.data.templates).toMatchObject([
    { locale: 'en', body: 'Spring, {{1}}!', attributes: 1 },
  ]);
  expect((await rig.call('GET', '/metainfo/template/status?templatename=none')).body.error.code).toBe('8006');
});

test('an account opened again is the same one, and its first message arrives', async () => {
  const request = { phoneNumber: '15550003333', displayName: 'Shop', secretOf: () => 'ab'.repeat(32) };
  const first = rig.simulator.openAccount(request);
  rig.simulator.setCallback(first.numberId, rig.receiver.url);
  await rig.simulator.write(first.numberId, person.id, { type: 'text', text: 'Hello' });
  expect(rig.simulator.openAccount(request)).toEqual(first);
  expect(first.settings).toEqual({
    apiKey: expect.stringMatching(/^ey\w+\.[\w-]+\.[\w-]+$/),
    apiBaseUrl: rig.simulator.url,
  });
  const headers = { authorization: `Bearer ${first.settings.apiKey}` };
  expect((await rig.call('POST', '/message/nc', { message: [TEXT] }, headers)).body).toMatchObject({
    status: 'success',
  });
  expect(await rig.told('incoming_message', 1)).toMatchObject([{ to: '15550003333' }]);
});

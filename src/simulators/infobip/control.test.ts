import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type InfobipRig, PHONE, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';
import type { Fault } from '../kit/faults.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const CONTROL = '/simulator/api/infobip';
const order = (path: string, body: object) => rig.call(`${CONTROL}${path}`, { method: 'POST', body });
/** What can be asked for at the phones, too; `Omit` would lose the kinds. */
const fault = (wanted: object) => rig.simulator.world.faults.add({ ...wanted, numberId: rig.numberId } as Fault);
const hello = (more: object = {}) => rig.send('text', { text: 'Hello' }, { messageId: 'm-1', ...more });

test('R35: a script can send any webhook and any message, and set what protects them', async () => {
  const { numberId } = rig;
  const security = { type: 'BASIC', username: 'hook', password: 'invented-hook-Pw' };
  expect((await order('/callback', { numberId, url: rig.receiver.url, security })).status).toBe(204);
  expect((await order('/webhook', { body: { results: 'none' } })).status).toBe(204);
  expect((await order('/inbound', { numberId, personId: 'mina', message: { type: 'HOLOGRAM' } })).status).toBe(204);
  const [raw, message] = await rig.receiver.arrived(2);
  expect(raw?.raw).toBe('{"results":"none"}');
  expect(raw?.headers.authorization).toMatch(/^Basic /);
  expect(message?.raw).toContain('"message":{"type":"HOLOGRAM"}');
});

test('a script can set the account’s conditions, and is told of them without secrets', async () => {
  const { body } = await order('/account', {
    numberId: rig.numberId,
    hasNoCredits: true,
    quality: 'LOW',
    sendsPerSecond: 5,
  });
  expect(body).toMatchObject({
    sender: SENDER,
    hasNoCredits: true,
    quality: 'LOW',
    sendsPerSecond: 5,
    hasCallback: true,
  });
  const listed = JSON.stringify((await rig.call(`${CONTROL}/account`)).body);
  expect(listed).toContain(ACCOUNT.username);
  expect(listed).not.toContain(ACCOUNT.password);
  expect(listed).not.toContain(ACCOUNT.apiKey);
  expect((await order('/account', { numberId: 'none' })).status).toBe(404);
});

test('a script can set how webhooks look', async () => {
  expect((await order('/webhooks', { batchSize: 5, offset: '-0300' })).body).toMatchObject({
    batchSize: 5,
    offset: '-0300',
    reversed: false,
  });
  expect((await order('/webhooks', { offset: '+0100' })).status).toBe(400);
});

test('reports can come without intermediate ones, contact and callback data', async () => {
  rig.simulator.setWebhookConditions({
    intermediateReports: false,
    contactInReports: false,
    callbackDataInReports: false,
  });
  await rig.write('Hi');
  await rig.webhooks(1);
  await hello({ callbackData: 'x' });
  await rig.clock.advance(300);
  const [, report] = await rig.items(2);
  expect(report.status.id).toBe(5);
  expect(report).not.toHaveProperty('contact');
  expect(report).not.toHaveProperty('callbackData');
});

test('R32: an ordered 429 and 500 are answered in the documented shape, and nothing is sent', async () => {
  fault({ kind: 'error', status: 429, code: 0 });
  fault({ kind: 'error', status: 500, code: 0 });
  const exceptionOf = async () => {
    const { status, body } = await hello();
    return [status, body.requestError.serviceException.messageId];
  };
  expect(await exceptionOf()).toEqual([429, 'TOO_MANY_REQUESTS']);
  expect(await exceptionOf()).toEqual([500, 'GENERAL_ERROR']);
  expect(rig.simulator.received()).toEqual([]);
});

test('an error without a code is a page of an edge server', async () => {
  fault({ kind: 'error', status: 502 });
  expect(await hello()).toMatchObject({ status: 502, body: expect.stringContaining('<html>') });
});

test('R13: an error code alone is the status of a 200', async () => {
  fault({ kind: 'error', code: 12 });
  expect(await hello()).toMatchObject({
    status: 200,
    body: { to: PHONE, messageId: 'm-1', status: { groupId: 5, name: 'REJECTED_NOT_ENOUGH_CREDITS' } },
  });
  fault({ kind: 'error', code: 20 });
  const bulk = await rig.sendTemplate('welcome_message', { body: { placeholders: [] } }, { messageId: 't-1' });
  expect(bulk.body).toMatchObject({ messages: [{ messageId: 't-1', status: { groupId: 5, id: 20 } }] });
});

test('R6: a message whose answer was lost is found to be a duplicate when it comes again', async () => {
  fault({ kind: 'drop' });
  await expect(hello()).rejects.toThrow();
  expect((await hello()).body.status.id).toBe(23);
  expect(rig.simulator.received()).toHaveLength(1);
});

test('R6: a message that was never read is new when it comes again', async () => {
  fault({ kind: 'drop_before' });
  await expect(hello()).rejects.toThrow();
  expect((await hello()).body.status.id).toBe(7);
});

test('a message can fail with any code: of a report, or of a status', async () => {
  await rig.write('Hi');
  await rig.webhooks(1);
  for (const [count, code, expected] of [
    [2, 7051, { status: { groupId: 2 }, error: { id: 7051, name: 'EC_PROVIDER_TIMEOUT', permanent: false } }],
    [3, 15, { status: { groupId: 4, name: 'EXPIRED_EXPIRED' } }],
  ] as const) {
    fault({ kind: 'failed', code });
    await hello({ messageId: `m-${code}` });
    await rig.clock.advance(50);
    await rig.webhooks(count);
    expect((await rig.items(count)).at(-1)).toMatchObject(expected);
  }
});

test('an answer can be late, and the message is on its way before', async () => {
  fault({ kind: 'delay', delayMs: 4_000 });
  const answer = hello();
  await rig.simulator.waitForMessage(({ messageId }) => messageId === 'm-1');
  await rig.clock.advance(4_000);
  expect((await answer).status).toBe(200);
});

test('R34: quality is told of the account’s own senders', async () => {
  rig.simulator.setAccountConditions(rig.numberId, { quality: 'LOW', state: 'FLAGGED', currentLimit: 'LIMIT_10K' });
  expect((await rig.call(`/whatsapp/1/senders/quality?senders=${SENDER},447700900999`)).body).toEqual({
    results: [
      {
        sender: SENDER,
        qualityRating: 'LOW',
        status: 'FLAGGED',
        currentLimit: 'LIMIT_10K',
        lastUpdated: '2027-01-15T08:00:00.000+0000',
      },
    ],
  });
  expect((await rig.call('/whatsapp/1/senders/quality')).status).toBe(400);
});

test('the business’s profile can be read and changed, and is refused in the newer shape', async () => {
  const path = `/whatsapp/1/senders/${SENDER}/business-info`;
  expect((await rig.call(path, { method: 'PATCH', body: { about: 'Open late' } })).status).toBe(204);
  expect((await rig.call(path)).body).toMatchObject({
    about: 'Open late',
    vertical: 'OTHER',
    displayName: 'Corner Shop',
  });
  const refused = await rig.call('/whatsapp/1/senders/1/business-info');
  expect(refused).toMatchObject({ status: 404, body: { errorCode: 'E404' } });
});

test('an account is opened with credentials that stay the same, and its first template works', async () => {
  const request = {
    phoneNumber: '15550107777',
    displayName: 'Book Shop',
    secretOf: (purpose: string) => Buffer.from(purpose.padEnd(32, '.')).toString('hex').slice(0, 64),
  };
  const opened = rig.simulator.openAccount(request);
  expect(rig.simulator.openAccount(request)).toEqual(opened);
  expect(opened).toEqual({
    numberId: 'infobip-15550107777',
    settings: {
      baseUrl: rig.simulator.url,
      username: 'sim_15550107777',
      password: expect.any(String),
      apiKey: expect.stringMatching(/^[0-9a-f]{32}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    },
    senderFields: {},
  });
  const content = { templateName: 'welcome_message', language: 'en', templateData: { body: { placeholders: [] } } };
  const sent = await rig.call('/whatsapp/1/message/template', {
    method: 'POST',
    body: { messages: [{ from: '15550107777', to: PHONE, content }] },
    headers: { authorization: `App ${opened.settings.apiKey}` },
  });
  expect(sent.body.messages[0].status.groupId).toBe(1);
  expect(rig.simulator.received('mina')).toHaveLength(1);
});

test('a path that is not there is not found', async () => {
  expect(await rig.call('/whatsapp/9/nothing')).toMatchObject({
    status: 404,
    body: { requestError: { serviceException: { messageId: 'NOT_FOUND' } } },
  });
});

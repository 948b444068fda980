import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Called, startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';
import { signForm } from './signature.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
});

afterEach(() => rig.stop());

const say = (text: string) => rig.simulator.write(rig.numberId, 'mina', { type: 'text', text });

/** The next attempt's end, however it went. */
function attempted(count: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const stop = rig.simulator.onDelivery(() => {
      seen += 1;
      if (seen < count) return;
      stop();
      resolve();
    });
  });
}

/** Answers to inbound messages only; statuses get 204. */
const answerInbound = (body: string, type = 'text/xml') =>
  rig.business.answerWith(({ form }) => (form.SmsStatus === 'received' ? { status: 200, type, body } : {}));

test('R35: without overrides a webhook that is answered 500 is not repeated, and an alert is raised', async () => {
  rig.business.answerWith(() => ({ status: 500 }));
  const ended = attempted(1);
  await say('Hi');
  await ended;
  await rig.clock.advance(3_600_000);
  expect(rig.business.calls).toHaveLength(1);
  expect(rig.simulator.alerts()).toMatchObject([{ code: 11200, accountSid: rig.accountSid }]);
});

test('R35: #rc and #rp repeat the same bytes with the same token, and are neither sent nor signed', async () => {
  rig.simulator.setCallback(rig.numberId, `${rig.business.url}/hook?a=1#rc=3&rp=5xx,ct,rt`);
  let left = 2;
  rig.business.answerWith(() => ({ status: left-- > 0 ? 503 : 200 }));
  const [first, all] = [attempted(1), attempted(3)];
  await say('Hi');
  await first;
  await rig.clock.advance(1_000);
  await rig.business.arrived(2);
  await rig.settle();
  await rig.clock.advance(60_000);
  await all;
  const [one, ...others] = rig.business.calls;
  expect(others).toHaveLength(2);
  for (const call of others) expect([call.raw, call.headers]).toEqual([one?.raw, one?.headers]);
  expect(one?.url).toBe('/hook?a=1');
  const signature = signForm(rig.authToken, `${rig.business.url}/hook?a=1`, Object.entries(one?.form ?? {}));
  expect(one?.headers['x-twilio-signature']).toBe(signature);
});

test('R35: 404 is not among #rp=5xx', async () => {
  rig.simulator.setCallback(rig.numberId, `${rig.business.url}/hook#rc=3&rp=5xx`);
  rig.business.answerWith(() => ({ status: 404 }));
  const ended = attempted(1);
  await say('Hi');
  await ended;
  await rig.clock.advance(60_000);
  expect(rig.business.calls).toHaveLength(1);
});

test('R35: after fifteen seconds of silence the fallback URL is called, with the error', async () => {
  await rig.order('sender', { numberId: rig.numberId, fallbackUrl: `${rig.business.url}/fallback` });
  rig.business.answerWith(({ url }: Called) => (url === '/fallback' ? {} : 'silence'));
  await say('Hi');
  await rig.business.arrived(1);
  await rig.clock.advance(15_000);
  const [call] = await rig.business.arrived(1, ({ url }) => url === '/fallback');
  expect(call?.form).toMatchObject({ Body: 'Hi', ErrorCode: '11200', ErrorUrl: `${rig.business.url}/hook` });
});

test('R35: a receiver that is not there is tried twice, then alerted', async () => {
  rig.simulator.setCallback(rig.numberId, 'http://127.0.0.1:9/hook');
  const first = attempted(1);
  await say('Hi');
  await first;
  expect(rig.simulator.alerts()).toEqual([]);
  const second = attempted(1);
  await rig.clock.advance(1_000);
  await second;
  await rig.settle();
  expect(rig.simulator.alerts()).toMatchObject([{ code: 11205 }]);
});

test('callbacks are GET where the operator wants it, with the parameters in the signed query', async () => {
  await rig.order('sender', { numberId: rig.numberId, callbackMethod: 'GET' });
  await say('Hi there');
  const [call] = await rig.business.arrived(1);
  expect(call).toMatchObject({ method: 'GET', raw: '', url: expect.stringContaining('Body=Hi+there') });
  expect(call?.headers['x-twilio-signature']).toBe(signForm(rig.authToken, `${rig.business.url}${call?.url}`, []));
});

test('user and password of the URL come as basic auth', async () => {
  rig.simulator.setCallback(rig.numberId, `${rig.business.url.replace('//', '//op:pass@')}/hook`);
  await say('Hi');
  const [call] = await rig.business.arrived(1);
  expect(call?.headers.authorization).toBe(`Basic ${Buffer.from('op:pass').toString('base64')}`);
});

test('R35: what an answer says is sent, as a reply, with statuses at its own URL', async () => {
  const action = `${rig.business.url}/st`;
  answerInbound(`<Response><Message action="${action}"><Body>Thanks</Body></Message><Message>Bye</Message></Response>`);
  await say('Hi');
  const { messageId } = await rig.simulator.waitForMessage(({ body }) => body.Body === 'Bye');
  const [thanks, bye] = rig.simulator.received('mina');
  expect(thanks).toMatchObject({ direction: 'outbound-reply', to: rig.to, statusCallback: action });
  expect(bye).toMatchObject({ direction: 'outbound-reply', messageId });
  const read = await rig.call('GET', `/2010-04-01/Accounts/${rig.accountSid}/Messages/${messageId}.json`);
  expect(read.body).toMatchObject({ direction: 'outbound-reply', body: 'Bye', from: rig.from, to: rig.to });
  await rig.business.arrived(3, ({ url }) => url === '/st');
});

test('R18: an empty response and an empty answer say nothing', async () => {
  answerInbound('<Response/>');
  const ended = attempted(1);
  await say('Hi');
  await ended;
  await rig.settle();
  expect(rig.simulator.received()).toEqual([]);
  expect(rig.simulator.alerts()).toEqual([]);
});

test('R35: a redirect is followed with the same message', async () => {
  rig.business.answerWith(({ url }) =>
    url === '/hook'
      ? {
          status: 200,
          type: 'application/xml',
          body: '<Response><Redirect>/next</Redirect><Message>no</Message></Response>',
        }
      : { status: 200, type: 'text/plain', body: 'From next' },
  );
  await say('Hi');
  await rig.simulator.waitForMessage(({ body }) => body.Body === 'From next');
  expect(rig.business.calls[1]).toMatchObject({ url: '/next', form: { Body: 'Hi' } });
  expect(rig.simulator.received()).toHaveLength(1);
});

test.each([
  ['<Response><Message>', 'text/xml', 12100],
  ['{}', 'application/json', 12300],
  ['<Response><Message from="whatsapp:+15550100009">a</Message></Response>', 'text/xml', 63007],
  ['<Response><Message to="Mina">a</Message></Response>', 'text/xml', 21211],
])('R35: %s as %s raises %i and sends nothing', async (body, type, code) => {
  answerInbound(body, type);
  const ended = attempted(1);
  await say('Hi');
  await ended;
  await rig.settle();
  expect(rig.simulator.alerts()).toMatchObject([{ code }]);
  expect(rig.simulator.received()).toEqual([]);
});

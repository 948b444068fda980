import { expect, test } from 'vitest';
import { connect, exception, messageOf, startFarEnd, taken } from '../../../test/support/infobip-far-end.ts';
import { memoryMemo } from '../../../test/support/memo.ts';
import { outbound } from './fixtures/outbound.ts';

const TEXT = messageOf({ type: 'text', text: 'Hello' });
const DUPLICATE = { groupId: 5, groupName: 'REJECTED', id: 23, name: 'REJECTED_DUPLICATE_MESSAGE_ID' };
const NO_CREDITS = { groupId: 5, groupName: 'REJECTED', id: 12, name: 'REJECTED_NOT_ENOUGH_CREDITS' };

test('R6: every attempt carries our id of the message, and its own as callbackData', async () => {
  const far = await startFarEnd((call) => taken(call));
  const provider = connect(far);
  for (const attemptId of ['att_0001', 'att_0002']) {
    const sent = await provider.send({ ...TEXT, attemptId: attemptId as typeof TEXT.attemptId });
    expect(sent).toMatchObject({ ok: true, receipt: { providerMessageId: 'msg_0001' } });
  }
  expect(far.calls.map(({ json }) => [json.messageId, json.callbackData])).toEqual([
    ['msg_0001', 'att_0001'],
    ['msg_0001', 'att_0002'],
  ]);
});

test('R6: a message that is there already was sent', async () => {
  const far = await startFarEnd((call) => taken(call, DUPLICATE));
  expect(await connect(far).send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: 'msg_0001' } });
  expect(far.calls).toHaveLength(1);
});

test('R6: what was refused for want of credits goes out under another id once there are some', async () => {
  const used = new Set<unknown>();
  let hasCredits = false;
  const far = await startFarEnd((call) => {
    const isUsed = used.has(call.json.messageId);
    used.add(call.json.messageId);
    if (isUsed) return taken(call, DUPLICATE);
    return hasCredits ? taken(call) : taken(call, NO_CREDITS);
  });
  const memo = memoryMemo();
  const provider = connect(far, {}, { memo });
  expect(await provider.send(TEXT)).toMatchObject({ failure: { kind: 'channel_misconfigured', stops: 'restriction' } });
  // Still without credits, and by another node.
  expect(await connect(far, {}, { memo }).send(TEXT)).toMatchObject({ failure: { stops: 'restriction' } });
  hasCredits = true;
  expect(await provider.send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: 'msg_0001-2' } });
  // Had its outcome been unknown, the next attempt would find it there.
  expect(await provider.send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: 'msg_0001-2' } });
});

test('R6: what was refused for the message itself goes out under another id when an operator tries it again', async () => {
  const used = new Set<unknown>();
  const far = await startFarEnd((call) => {
    const { messageId } = call.json;
    if (used.has(messageId)) return taken(call, DUPLICATE);
    const isFirst = used.size === 0;
    used.add(messageId);
    return isFirst ? taken(call, { groupId: 5, id: 13, name: 'REJECTED_SENDER' }) : taken(call);
  });
  const provider = connect(far);
  expect(await provider.send(TEXT)).toMatchObject({ ok: false, failure: { kind: 'channel_misconfigured' } });
  expect(await provider.send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: 'msg_0001-1' } });
});

test.each([
  [2, 9, 'recipient_unreachable'],
  [4, 15, 'rejected'],
  [5, 14, 'recipient_opted_out'],
])('R13: a good answer with a status of group %s (%s) is a failed send', async (groupId, id, kind) => {
  const far = await startFarEnd((call) => taken(call, { groupId, id, name: 'NAMED', description: 'Why.' }));
  expect(await connect(far).send(TEXT)).toMatchObject({
    ok: false,
    failure: { kind, code: 'NAMED', message: expect.stringMatching(/^Why \(NAMED\)\./) },
  });
});

test('R13: a template is answered within a list', async () => {
  const far = await startFarEnd((call) => taken(call, { groupId: 5, id: 25, name: 'REJECTED_MESSAGE_TOO_LONG' }));
  const result = await connect(far).send(messageOf({ type: 'template', name: 'order_ready', language: 'en' }));
  expect(result).toMatchObject({ ok: false, failure: { kind: 'message_invalid' } });
});

test('R32: too many requests tell how long to wait; what is wrong is not repeated', async () => {
  const far = await startFarEnd((_call, count) =>
    count === 1 ? { status: 429, body: '', headers: { 'retry-after': '9' } } : { status: 400, body: {} },
  );
  const provider = connect(far);
  expect(await provider.send(TEXT)).toMatchObject({ failure: { kind: 'throttled', retryAfterMs: 9_000 } });
  expect(await provider.send(TEXT)).toMatchObject({ failure: { kind: 'message_invalid' } });
  expect(far.calls).toHaveLength(2);
});

test('R32: a failing server and a broken line leave the outcome open', async () => {
  const far = await startFarEnd((_call, count) => (count === 1 ? { status: 503, body: 'no' } : undefined));
  const provider = connect(far);
  expect(await provider.send(TEXT)).toMatchObject({ failure: { kind: 'outcome_unknown' } });
  expect(await provider.send(TEXT)).toMatchObject({ failure: { kind: 'outcome_unknown' } });
});

test('R33: both shapes of errors are told with their members', async () => {
  const errors = { 'content.text': ['size must be between 1 and 4096', 'must not be blank'], to: 'is wrong' };
  const other = {
    errorCode: 'E400',
    description: 'Invalid.',
    action: 'Mend it.',
    violations: [{ property: 'status', violation: 'is odd' }],
  };
  const far = await startFarEnd((_call, count) =>
    count === 1 ? exception(400, 'BAD_REQUEST', errors) : { status: 400, body: other },
  );
  const provider = connect(far);
  expect(await provider.send(TEXT)).toMatchObject({
    failure: {
      code: 'BAD_REQUEST',
      message:
        'Bad request: content.text size must be between 1 and 4096; content.text must not be blank; to is wrong.',
    },
  });
  expect(await provider.send(TEXT)).toMatchObject({
    failure: { code: 'E400', message: 'Invalid. Mend it: status is odd.' },
  });
});

test('the status of an order names the way to pay of its bill, if that went out from here', async () => {
  const far = await startFarEnd((call) => taken(call));
  const provider = connect(far);
  const { order_details } = outbound;
  const parameters = { referenceId: 'R-118', order: { status: 'shipped' } };
  const status = messageOf({ type: 'order_status', body: { text: 'On its way' }, action: { parameters } });
  expect(await provider.send(status)).toMatchObject({
    failure: { kind: 'message_invalid', message: expect.stringContaining('payment.type') },
  });
  await provider.send(messageOf(order_details));
  expect(await provider.send(status)).toMatchObject({ ok: true });
  expect(far.calls.at(-1)?.json).toMatchObject({
    content: { action: { payment: { type: 'UPI_LINK', id: 'R-118' }, status: 'SHIPPED' } },
  });
});

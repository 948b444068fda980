import { describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../test/support/memo.ts';
import {
  CONTENT,
  connect,
  created,
  errorOf,
  type FarEnd,
  MESSAGES,
  messageOf,
  SENT,
  startFarEnd,
} from '../../../test/support/twilio-far-end.ts';
import type { OutboundContent, TemplateContent } from '../../domain/content.ts';
import type { AttemptId, ProviderMessageId } from '../../domain/ids.ts';
import type { Template } from '../../domain/template.ts';
import { NOW, settings } from './fixtures/webhooks.ts';
import { parseTemplate } from './parse-template.ts';

const text: OutboundContent = { type: 'text', text: 'Hello' };
const buttons = (said: string, ...ids: string[]): OutboundContent => ({
  type: 'buttons',
  text: said,
  buttons: ids.map((id) => ({ id, title: id })),
});

/** Contents are numbered as they are made. */
const numbered = (count: number) => `HX${String(count).padStart(32, '0')}`;

function startTwilio(): Promise<FarEnd> {
  return startFarEnd(({ what }, count) =>
    what === 'POST /v1/Content' ? { status: 201, body: { sid: numbered(count) } } : created,
  );
}

const whatOf = ({ calls }: FarEnd) => calls.map(({ what }) => what.replace(MESSAGES, '/Messages'));
const sidsOf = ({ calls }: FarEnd) => calls.flatMap(({ form }) => form.get('ContentSid') ?? []);

describe('R6: a message', () => {
  test('is one form with basic authentication', async () => {
    const far = await startFarEnd(() => created);
    const result = await connect(far).send(messageOf(text));
    expect(result).toMatchObject({ ok: true, receipt: { providerMessageId: SENT } });
    const [call, ...others] = far.calls;
    expect(others).toEqual([]);
    expect(call).toMatchObject({ what: `POST ${MESSAGES}` });
    expect(Object.fromEntries(call?.form ?? [])).toMatchObject({ To: 'whatsapp:+15550104477', Body: 'Hello' });
    const { apiKeySid, apiKeySecret } = settings;
    expect(call?.authorization).toBe(`Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}`);
  });

  test('R1: goes out with the auth token where there is no API key', async () => {
    const far = await startFarEnd(() => created);
    await connect(far, { apiKeySid: '', apiKeySecret: '' }).send(messageOf(text));
    const token = Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64');
    expect(far.calls[0]?.authorization).toBe(`Basic ${token}`);
  });

  test('R1: goes below the path of another API address', async () => {
    const far = await startFarEnd(() => created);
    await connect({ url: `${far.url}/twilio/` }).send(messageOf(text));
    expect(far.calls[0]?.what).toBe(`POST /twilio${MESSAGES}`);
  });

  test('R30: is accepted for a messaging service, which picks the sender later', async () => {
    const far = await startFarEnd(() => ({ status: 201, body: { ...created.body, status: 'accepted', from: null } }));
    const result = await connect(far, { messagingServiceSid: `MG${'0'.repeat(32)}` }).send(messageOf(text));
    expect(result.ok).toBe(true);
    expect(far.calls[0]?.form.get('MessagingServiceSid')).toBe(`MG${'0'.repeat(32)}`);
  });
});

test('R7: counts as texts, no sender and no price are a receipt like any other', async () => {
  const far = await startFarEnd(() => created);
  expect(await connect(far).send(messageOf(text))).toMatchObject({
    receipt: { detail: { response: { body: { num_media: '0', num_segments: '1', from: null, price: null } } } },
  });
});

describe('R12: the content of buttons', () => {
  test('is made once and used again, also by another text and after a restart', async () => {
    const far = await startTwilio();
    const memo = memoryMemo(() => NOW);
    await connect(far, {}, memo).send(messageOf(buttons('When?', 'today')));
    await connect(far, {}, memo).send(messageOf(buttons('And now?', 'today')));
    expect(whatOf(far)).toEqual(['POST /v1/Content', 'POST /Messages', 'POST /Messages']);
    expect(far.calls[0]?.json).toMatchObject({
      friendly_name: expect.stringMatching(/^gw_[0-9a-f]{24}$/),
      language: 'en',
    });
    expect(far.calls[2]?.form.get('ContentVariables')).toBe('{"1":"And now?"}');
    expect(sidsOf(far)).toEqual([numbered(1), numbered(1)]);
  });

  test('is another one for other buttons', async () => {
    const far = await startTwilio();
    const provider = connect(far);
    await provider.send(messageOf(buttons('When?', 'today')));
    await provider.send(messageOf(buttons('When?', 'tomorrow')));
    expect(sidsOf(far)).toEqual([numbered(1), numbered(2)]);
  });

  test('is made once for messages that go out together', async () => {
    const far = await startTwilio();
    const provider = connect(far);
    await Promise.all(['a', 'b', 'c'].map((said) => provider.send(messageOf(buttons(said, 'today')))));
    expect(whatOf(far).filter((what) => what === 'POST /v1/Content')).toHaveLength(1);
  });

  test.each([
    [21655, 400],
    [20404, 404],
  ])('is made once more when it is gone (%i)', async (code, status) => {
    const far = await startFarEnd(({ what, form }, count) => {
      if (what === 'POST /v1/Content') return { status: 201, body: { sid: numbered(count + 4) } };
      return form.get('ContentSid') === numbered(1) ? errorOf(code, status) : created;
    });
    const memo = memoryMemo(() => NOW);
    await connect(await startTwilio(), {}, memo).send(messageOf(buttons('When?', 'today')));
    expect(await connect(far, {}, memo).send(messageOf(buttons('When?', 'today')))).toMatchObject({ ok: true });
    expect(whatOf(far)).toEqual(['POST /Messages', 'POST /v1/Content', 'POST /Messages']);
    await connect(far, {}, memo).send(messageOf(buttons('When?', 'today')));
    expect(sidsOf(far).at(-1)).toBe(numbered(5));
  });

  test.each([
    [21655, 400],
    [20404, 404],
  ])('that is gone again fails the message alone (%i)', async (code, status) => {
    const far = await startFarEnd(({ what }) =>
      what === 'POST /v1/Content' ? { status: 201, body: { sid: CONTENT } } : errorOf(code, status),
    );
    const result = await connect(far).send(messageOf(buttons('When?', 'today')));
    expect(result).toMatchObject({ failure: { kind: 'message_invalid', code: String(code) } });
    expect(whatOf(far)).toHaveLength(4);
  });

  test.each([
    ['breaks off', undefined, 'provider_unavailable'],
    ['fails', { status: 500 }, 'provider_unavailable'],
    ['is limited', errorOf(20429, 429), 'throttled'],
    ['is refused', errorOf(20003, 401), 'channel_misconfigured'],
  ] as const)('whose making %s leaves the message certainly unsent', async (_what, answer, kind) => {
    const far = await startFarEnd(() => answer);
    expect(await connect(far).send(messageOf(buttons('When?', 'today')))).toMatchObject({ failure: { kind } });
    expect(whatOf(far)).toEqual(['POST /v1/Content']);
  });

  test('does not need the memo', async () => {
    const far = await startTwilio();
    const away = { read: () => Promise.reject(new Error('away')), keep: () => Promise.reject(new Error('away')) };
    const provider = connect(far, {}, Object.assign(memoryMemo(), away));
    expect(await provider.send(messageOf(buttons('When?', 'today')))).toMatchObject({ ok: true });
  });
});

describe('R13: a template', () => {
  const sent: TemplateContent = { type: 'template', name: 'pickup', language: 'en', body: ['Ana', '12:30'] };
  const content = {
    sid: CONTENT,
    friendly_name: 'Pickup',
    language: 'en',
    types: { 'twilio/text': { body: 'Hi {{1}}, come at {{2}}.' } },
    approval_requests: { name: 'pickup', category: 'UTILITY', status: 'approved' },
  };
  const list = { status: 200, body: { contents: [content], meta: { next_page_url: null } } };

  test('goes by the SID of our copy, its values as a text of JSON', async () => {
    const far = await startFarEnd(() => created);
    const template = parseTemplate(content) as Template;
    await connect(far).send(messageOf(sent, { template }));
    expect(Object.fromEntries(far.calls[0]?.form ?? [])).toMatchObject({
      ContentSid: CONTENT,
      ContentVariables: '{"1":"Ana","2":"12:30"}',
    });
    expect(far.calls[0]?.form.has('Body')).toBe(false);
  });

  test('goes by its name if that is a SID', async () => {
    const far = await startFarEnd(() => created);
    await connect(far).send(messageOf({ ...sent, name: CONTENT }));
    expect(far.calls.map(({ form }) => form.get('ContentSid'))).toEqual([CONTENT]);
  });

  test('is looked up by name where we have no copy, once an hour', async () => {
    const far = await startFarEnd(({ what }) => (what.startsWith('GET') ? list : created));
    const provider = connect(far);
    await provider.send(messageOf(sent));
    await provider.send(messageOf(sent));
    expect(whatOf(far)).toEqual(['GET /v1/ContentAndApprovals', 'POST /Messages', 'POST /Messages']);
    expect(sidsOf(far)).toEqual([CONTENT, CONTENT]);
  });

  test('is the approved one of several with its name, on whatever page', async () => {
    const draft = {
      ...content,
      sid: `HX${'2'.repeat(32)}`,
      approval_requests: { name: 'pickup', status: 'unsubmitted' },
    };
    const next_page_url = 'https://content.example/v1/ContentAndApprovals?Page=1';
    const far = await startFarEnd(({ what, query }) => {
      if (!what.startsWith('GET')) return created;
      return query.has('Page') ? list : { body: { contents: [draft], meta: { next_page_url } } };
    });
    await connect(far).send(messageOf(sent));
    expect(sidsOf(far)).toEqual([CONTENT]);
  });

  test('that was deleted and made anew since it was looked up is found by the next message', async () => {
    const anew = { ...content, sid: `HX${'2'.repeat(32)}` };
    const far = await startFarEnd(({ what, form }, count) => {
      if (what.startsWith('GET')) return count === 1 ? list : { body: { contents: [anew], meta: {} } };
      return form.get('ContentSid') === anew.sid ? created : errorOf(21655);
    });
    const provider = connect(far);
    expect(await provider.send(messageOf(sent))).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(await provider.send(messageOf(sent))).toMatchObject({ ok: true });
  });

  test('whose content was deleted fails, and is not made again', async () => {
    const far = await startFarEnd(() => errorOf(20404, 404));
    const result = await connect(far).send(messageOf({ ...sent, name: CONTENT }));
    expect(result).toMatchObject({ failure: { kind: 'message_invalid', code: '20404' } });
    expect(far.calls).toHaveLength(1);
  });

  test('that Twilio does not have fails', async () => {
    const far = await startFarEnd(() => list);
    const result = await connect(far).send(messageOf({ ...sent, language: 'de' }));
    expect(result).toMatchObject({
      failure: { kind: 'message_invalid', message: expect.stringContaining('pickup in de') },
    });
  });
});

describe('R27: limits', () => {
  test.each([
    [20429, 429],
    [21611, 429],
    [63018, 400],
    [63038, 400],
  ])('%i makes messages wait', async (code, status) => {
    const far = await startFarEnd(() => errorOf(code, status, { 'retry-after': '3' }));
    expect(await connect(far).send(messageOf(text))).toMatchObject({
      failure: { kind: 'throttled', code: String(code), retryAfterMs: 3_000 },
    });
  });
});

test('R33: an error is told in Twilio’s words, or by its status if it has none', async () => {
  const far = await startFarEnd((_call, count) => (count === 1 ? errorOf(21211) : { status: 400, body: '<html>' }));
  const provider = connect(far);
  expect(await provider.send(messageOf(text))).toMatchObject({
    failure: { kind: 'recipient_unreachable', code: '21211', message: 'Error 21211 (Twilio code 21211).' },
    detail: { response: { status: 400, body: { code: 21211 } } },
  });
  expect(await provider.send(messageOf(text))).toMatchObject({
    failure: { kind: 'rejected', message: 'Twilio answered HTTP 400.' },
  });
});

test.each([
  [20003, 401, 'credentials'],
  [20005, 403, 'restriction'],
  [63051, 400, 'restriction'],
])('%i stops the connection, for every send would fail alike', async (code, status, stops) => {
  const far = await startFarEnd(() => errorOf(code, status));
  expect(await connect(far).send(messageOf(text))).toMatchObject({ failure: { kind: 'channel_misconfigured', stops } });
});

describe('R29: typing', () => {
  const target = {
    senderFields: {},
    providerMessageId: 'SM1' as ProviderMessageId,
    signal: new AbortController().signal,
  };

  test('is shown below the received message, which becomes read', async () => {
    const far = await startFarEnd(() => ({ body: { success: true } }));
    await connect(far).presence?.markRead({ ...target, typing: true });
    expect(far.calls[0]?.what).toBe('POST /v2/Indicators/Typing.json');
    expect(Object.fromEntries(far.calls[0]?.form ?? [])).toEqual({ channel: 'whatsapp', messageId: 'SM1' });
  });

  test('that fails is nobody’s trouble, and reading alone cannot be told', async () => {
    const far = await startFarEnd(() => errorOf(20003, 401));
    await connect(far).presence?.markRead({ ...target, typing: true });
    await connect(far).presence?.markRead({ ...target, typing: false });
    expect(far.calls).toHaveLength(1);
  });
});

describe('R28: a message in doubt', () => {
  const rfc2822 = (at: number) => new Date(at).toUTCString();
  const listed = (own: Record<string, unknown> = {}) => ({
    sid: SENT,
    body: 'Hello',
    direction: 'outbound-api',
    num_media: '0',
    date_sent: null,
    date_created: rfc2822(NOW),
    ...own,
  });
  const list =
    (...messages: unknown[]) =>
    () => ({ body: { messages }, headers: { date: rfc2822(NOW + 16_000) } });
  const lookUp = async (far: FarEnd, content: OutboundContent = text, startedAt = NOW) => {
    const provider = connect(far);
    return provider.reconcile?.lookup(messageOf(content, { startedAt: startedAt - 16_000 }));
  };

  test('is found among the messages to this person', async () => {
    const far = await startFarEnd(list(listed()));
    expect(await lookUp(far)).toEqual({ outcome: 'sent', receipt: { providerMessageId: SENT } });
    expect(Object.fromEntries(far.calls[0]?.query ?? [])).toEqual({
      To: 'whatsapp:+15550104477',
      From: 'whatsapp:+15550100200',
      PageSize: '50',
    });
  });

  test.each([
    ['says something else', { body: 'Bye' }],
    ['came from the person', { direction: 'inbound' }],
    ['is older than the attempt', { date_created: rfc2822(NOW - 5_000) }],
    ['has a file', { num_media: '1' }],
  ])('is not one that %s', async (_what, own) => {
    expect(await lookUp(await startFarEnd(list(listed(own))))).toEqual({ outcome: 'not_sent' });
  });

  test('is found by its time alone if Twilio makes its text', async () => {
    const far = await startFarEnd(list(listed({ body: 'When? Today' })));
    expect(await lookUp(far, buttons('When?', 'today'))).toMatchObject({ outcome: 'sent' });
  });

  test('is not the equal message that another attempt got', async () => {
    const far = await startFarEnd(({ what }) => (what.startsWith('POST') ? created : list(listed())()));
    const provider = connect(far);
    await provider.send(messageOf(text));
    const asked = (attempt: string) =>
      provider.reconcile?.lookup(messageOf(text, { attemptId: attempt as AttemptId, startedAt: NOW - 16_000 }));
    expect(await asked('att_2')).toEqual({ outcome: 'not_sent' });
    expect(await asked('att_1')).toMatchObject({ outcome: 'sent' });
  });

  test('stays in doubt if Twilio cannot be asked', async () => {
    expect(await lookUp(await startFarEnd(() => undefined))).toEqual({ outcome: 'unknown' });
    expect(await lookUp(await startFarEnd(() => ({ status: 500 })))).toEqual({ outcome: 'unknown' });
    expect(await lookUp(await startFarEnd(() => ({ body: '<html>' })))).toEqual({ outcome: 'unknown' });
  });
});

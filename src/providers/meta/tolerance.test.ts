import { describe, expect, test } from 'vitest';
import type { InboundMediaContent, UnsupportedContent } from '../../domain/content.ts';
import type { MessageReceived, ProviderEvent } from '../../domain/events.ts';
import { fixture, messagesBody, PHONE, postOf, textMessage, USER_ID } from './fixtures/webhooks.ts';
import { parseWebhook } from './webhook.ts';

function parse(body: string): readonly ProviderEvent[] {
  return parseWebhook(postOf(body));
}

/** The one event of a message with these members; a text of a neighbour stands behind it and must be unharmed. */
function parseMessage(members: Record<string, unknown>, more: Record<string, unknown> = {}): ProviderEvent {
  const neighbour = textMessage({ id: 'wamid.NEXT', text: { body: 'neighbour' } });
  const [event, next] = parse(messagesBody({ messages: [textMessage(members), neighbour], ...more }));
  expect(next).toMatchObject({ type: 'message_received', content: { type: 'text', text: 'neighbour' } });
  return event ?? expect.fail('no event');
}

function parseStatus(members: Record<string, unknown>, more: Record<string, unknown> = {}): ProviderEvent {
  const status = { id: 'wamid.S', status: 'delivered', timestamp: '1793800000', recipient_id: PHONE.value, ...members };
  const next = { id: 'wamid.NEXT', status: 'read', timestamp: '1793800001', recipient_id: PHONE.value };
  const events = parse(messagesBody({ statuses: [status, next], ...more }));
  expect(events[1]).toMatchObject({ type: 'status_reported', status: 'read' });
  return events[0] ?? expect.fail('no event');
}

describe('batches', () => {
  test('item 9: a repeated notification gives the same keys', () => {
    expect(parse(fixture('batch'))).toEqual(parse(fixture('batch')));
  });

  test('item 10: a bad element becomes a body of its own that can be parsed again', () => {
    const event = parseMessage({ id: undefined });
    expect(event).toMatchObject({ type: 'unparsable', reason: 'It has no id.' });
    expect(parse(event.raw)).toEqual([event]);
    const repaired = event.raw.replace('"timestamp"', '"id":"wamid.FIXED","timestamp"');
    expect(parse(repaired)).toMatchObject([{ type: 'message_received', providerMessageId: 'wamid.FIXED' }]);
  });

  test('odd entries and changes are kept without what stands beside them', () => {
    const [entry] = (JSON.parse(messagesBody({ messages: [textMessage()] })) as { entry: [{ changes: unknown[] }] })
      .entry;
    const body = { object: 'whatsapp_business_account', entry: [7, { ...entry, changes: ['odd', ...entry.changes] }] };
    const [first, second, message] = parse(JSON.stringify(body));
    expect(first?.raw).toBe('{"object":"whatsapp_business_account","entry":[7]}');
    expect(second?.raw).toMatch(/"changes":\["odd"\]/);
    expect(second?.raw).not.toContain('wamid.T');
    expect(message).toMatchObject({ type: 'message_received', providerMessageId: 'wamid.T' });
  });

  test('a broken element of a batch keeps no contacts of the others', () => {
    const contacts = Array.from({ length: 100 }, (_, at) => ({
      wa_id: `${15_550_100_000 + at}`,
      profile: { name: 'X' },
    }));
    const [event] = parse(messagesBody({ contacts, messages: [textMessage({ id: undefined }), textMessage()] }));
    expect(event).toMatchObject({ type: 'unparsable', raw: expect.stringContaining('"phone_number_id"') });
    expect(event?.raw).not.toContain('contacts');
  });

  test.each([
    ['an unknown object', '{"object":"page","entry":[{"id":"1"}]}', 'object:page'],
    ['no entries', '{"object":"whatsapp_business_account","entry":[]}', 'empty'],
    ['an unknown field', messagesBody({ news: [1] }, 'in_orbit'), 'in_orbit'],
    ['a known field with unknown members', messagesBody({ news: [1] }), 'messages'],
    ['the undocumented field contacts', messagesBody({ contacts: [{}] }, 'contacts'), 'contacts'],
  ])('item 11: %s is kept as unknown', (_name, body, kind) => {
    expect(parse(body)).toMatchObject([{ type: 'unknown_reported', kind, raw: expect.stringMatching(/./) }]);
  });

  test('item 12: the field may stand before its value, and the entry may have no time', () => {
    const [event] = parse(messagesBody({ messages: [textMessage()] }));
    expect(event).toMatchObject({ type: 'message_received', content: { type: 'text', text: 'Hello' } });
  });

  test('a body that is not JSON is one unparsable element with its text', () => {
    expect(parse('{"object":')).toEqual([{ type: 'unparsable', reason: 'The body is not JSON.', raw: '{"object":' }]);
    expect(parse('[]')).toMatchObject([{ type: 'unparsable', raw: '[]' }]);
  });

  test('entries and changes that are no objects do not harm their neighbours', () => {
    const good = JSON.parse(messagesBody({ messages: [textMessage()] }));
    const body = JSON.stringify({ ...good, entry: [7, { id: '1', changes: ['x'] }, ...good.entry] });
    expect(parse(body).map(({ type }) => type)).toEqual(['unparsable', 'unparsable', 'message_received']);
  });

  test('item 61: long bare numbers keep all their digits', () => {
    const body = messagesBody({ messages: [textMessage({ type: 'image', image: { id: 0 } })] });
    const [event] = parse(body.replace('"id":0', '"id":98765432109876543210'));
    expect(event).toMatchObject({ content: { media: { id: '98765432109876543210' } } });
  });
});

describe('identity', () => {
  test('items 24, 26: a person with a business-scoped id alone is one, and the phone joins when both are told', () => {
    const alone = parseMessage({ from: undefined, from_user_id: USER_ID.value });
    expect(alone).toMatchObject({ person: { identifiers: [USER_ID] } });
    const both = parseMessage({ from_user_id: USER_ID.value });
    expect(both).toMatchObject({ person: { identifiers: [PHONE, USER_ID] } });
  });

  test('items 25, 77: a business-scoped id where the phone belongs is recognised', () => {
    const contacts = [{ wa_id: USER_ID.value, profile: { name: 'Iria Vaz' } }];
    const event = parseMessage({ from: USER_ID.value }, { contacts });
    expect(event).toMatchObject({ person: { identifiers: [USER_ID], name: 'Iria Vaz' } });
    const parent = parseMessage({ from: 'US.ENT.77Qp4' });
    expect(parent).toMatchObject({ person: { identifiers: [{ kind: 'parent_user_id', value: 'US.ENT.77Qp4' }] } });
  });

  test('item 27: contacts are matched by id, not by place', () => {
    const contacts = [{ wa_id: '15550107711', profile: { name: 'Juno' } }];
    const event = parseMessage({}, { contacts });
    expect(event).toMatchObject({ person: { identifiers: [PHONE] } });
    expect((event as MessageReceived).person.name).toBeUndefined();
  });

  test('item 27: the user id decides before the phone', () => {
    const contacts = [
      { wa_id: PHONE.value, user_id: 'US.other1', profile: { name: 'Former owner' } },
      { user_id: USER_ID.value, profile: { name: 'Iria Vaz' } },
    ];
    expect(parseMessage({ from_user_id: USER_ID.value }, { contacts })).toMatchObject({ person: { name: 'Iria Vaz' } });
  });

  test.each(['', null])('item 76: %j counts as absent', (nothing) => {
    const contacts = [{ wa_id: nothing, user_id: USER_ID.value, profile: { name: nothing, username: nothing } }];
    const event = parseMessage({ from: nothing, from_user_id: USER_ID.value }, { contacts });
    expect((event as MessageReceived).person).toEqual({ identifiers: [USER_ID] });
    const status = parseStatus({ recipient_id: nothing, recipient_user_id: USER_ID.value });
    expect(status).toMatchObject({ person: { identifiers: [USER_ID] } });
  });

  test('item 76: a username loses its @', () => {
    const contacts = [{ wa_id: PHONE.value, profile: { username: '@iria.vaz' } }];
    expect(parseMessage({}, { contacts })).toMatchObject({ person: { username: 'iria.vaz' } });
  });

  test('item 77: a user id of unknown form is left out beside a phone and kept where it is all there is', () => {
    expect(parseMessage({ from_user_id: 'foo_bar' })).toMatchObject({ person: { identifiers: [PHONE] } });
    const alone = parseMessage({ from: undefined, from_user_id: 'foo_bar' });
    expect(alone).toMatchObject({ person: { identifiers: [{ kind: 'user_id', value: 'foo_bar' }] } });
    const older = `user.${'a1'.repeat(32)}`;
    expect(parseMessage({ from_user_id: older })).toMatchObject({
      person: { identifiers: [PHONE, { kind: 'user_id', value: older }] },
    });
  });

  test('item 77: the member makes an id a parent id, whatever it looks like', () => {
    expect(parseMessage({ from_parent_user_id: 'CA.20abc' })).toMatchObject({
      person: { identifiers: [PHONE, { kind: 'parent_user_id', value: 'CA.20abc' }] },
    });
  });

  test('item 77: a message that names nobody is a dead letter', () => {
    expect(parseMessage({ from: undefined })).toMatchObject({ type: 'unparsable', reason: 'It names no person.' });
    expect(parseMessage({ from: 'nobody' })).toMatchObject({ type: 'unparsable' });
  });

  test('item 23: a changed number tells old and new ids, in the older words too', () => {
    const system = { type: 'customer_changed_number', new_wa_id: '15550105588', customer: PHONE.value };
    expect(parseMessage({ type: 'system', from: undefined, system })).toMatchObject({
      type: 'identity_changed',
      previous: [PHONE],
      current: [{ kind: 'phone', value: '15550105588' }],
    });
  });

  test('item 23: a new security code changes nobody', () => {
    const event = parseMessage({ type: 'system', system: { type: 'customer_identity_changed' } });
    expect(event).toMatchObject({ type: 'unknown_reported', kind: 'system:customer_identity_changed' });
  });

  test('item 83: a new user id without any old id is found by the phone, if that is told', () => {
    const system = { type: 'user_changed_user_id', user_id: 'US.newId55', wa_id: PHONE.value };
    expect(parseMessage({ type: 'system', from: undefined, system })).toMatchObject({
      type: 'identity_changed',
      previous: [PHONE],
      current: [PHONE, { kind: 'user_id', value: 'US.newId55' }],
    });
    const alone = parseMessage({ type: 'system', from: undefined, system: { ...system, wa_id: undefined } });
    expect(alone).toMatchObject({ previous: [], current: [{ kind: 'user_id', value: 'US.newId55' }] });
  });

  test('item 83: a system message without any new id is a dead letter', () => {
    expect(parseMessage({ type: 'system', system: { type: 'user_changed_number' } })).toMatchObject({
      type: 'unparsable',
      reason: 'It tells no new identifier.',
    });
  });

  test('item 83: the field user_id_update is understood', () => {
    const update = {
      wa_id: PHONE.value,
      user_id: { previous: USER_ID.value, current: 'US.newId55' },
      timestamp: '1793800000',
    };
    expect(parse(messagesBody({ user_id_update: [update] }, 'user_id_update'))).toMatchObject([
      {
        type: 'identity_changed',
        previous: [PHONE, USER_ID],
        current: [PHONE, { kind: 'user_id', value: 'US.newId55' }],
      },
    ]);
  });
});

describe('messages', () => {
  test.each([
    ['1793800000', 1_793_800_000_000],
    [1_793_800_000, 1_793_800_000_000],
    ['1793800000123', 1_793_800_000_123],
    [1_793_800_000_123, 1_793_800_000_123],
  ])('items 30, 78: the timestamp %j is understood', (timestamp, at) => {
    expect(parseMessage({ timestamp })).toMatchObject({ type: 'message_received', at });
  });

  test.each(['soon', '', null, undefined, -5, '12:30', {}])(
    'item 78: the timestamp %j makes a dead letter',
    (timestamp) => {
      expect(parseMessage({ timestamp })).toMatchObject({
        type: 'unparsable',
        reason: 'Its timestamp is not a time.',
      });
    },
  );

  test.each([{ emoji: '' }, {}])('item 18: a reaction is removed by %j', (emoji) => {
    const reaction = { message_id: 'wamid.OUT1', ...emoji };
    expect(parseMessage({ type: 'reaction', reaction })).toMatchObject({
      content: { type: 'reaction', messageId: 'wamid.OUT1', emoji: '' },
    });
  });

  test('item 19: interactive without its object is unsupported, and the error beside it is kept', () => {
    const errors = [{ code: 131000, title: 'Something went wrong' }];
    const events = parse(messagesBody({ messages: [textMessage({ type: 'interactive' })], errors }));
    expect(events).toMatchObject([
      { type: 'message_received', content: { type: 'unsupported', kind: 'interactive' } },
      { type: 'account_reported', kind: 'errors', detail: { code: 131000 } },
    ]);
  });

  test.each(['[1]', '{"flow_token":', ''])(
    'item 20: a form reply with the answer %j is delivered as it is',
    (response_json) => {
      const interactive = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json } };
      expect(parseMessage({ type: 'interactive', interactive })).toMatchObject({
        content: { type: 'flow_reply', name: 'flow', provider: { response_json } },
      });
      expect(parseMessage({ type: 'interactive', interactive })).not.toHaveProperty('content.response');
    },
  );

  test('items 21, 81: replies need no context', () => {
    const button = parseMessage({ type: 'button', button: { text: 'Yes' } });
    expect(button).toMatchObject({ content: { type: 'template_reply', text: 'Yes', payload: 'Yes' } });
    expect(button).not.toHaveProperty('context');
    const interactive = { type: 'button_reply', button_reply: { id: 'a' } };
    expect(parseMessage({ type: 'interactive', interactive })).toMatchObject({
      content: { type: 'button_reply', id: 'a', title: '' },
    });
  });

  test.each([PHONE.value, '15550100200', '512340000000017'])(
    'item 81: a quote is known by its id, with from %s',
    (from) => {
      const event = parseMessage({ context: { id: 'wamid.OUT1', from } });
      expect(event).toMatchObject({ person: { identifiers: [PHONE] }, context: { replyToProviderId: 'wamid.OUT1' } });
    },
  );

  test.each([
    { type: 'text', text: { body: 'Saw your ad' } },
    { type: 'image', image: { id: '1' } },
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'A' } } },
  ])('item 28: the ad that a person came from is told with a message of any kind (%#)', (members) => {
    const referral = { source_type: 'ad', source_id: '120210000000000001' };
    expect(parseMessage({ ...members, referral })).toMatchObject({ context: { referral } });
  });

  test('a message forwarded often is forwarded', () => {
    expect(parseMessage({ context: { frequently_forwarded: true } })).toMatchObject({ context: { forwarded: true } });
  });

  test('item 22: edits and revokes name their original, whether or not anybody knows it', () => {
    const original_message_id = 'wamid.NEVER';
    const message = { type: 'text', text: { body: 'Better' }, context: { id: 'M0' } };
    expect(parseMessage({ type: 'edit', edit: { original_message_id, message } })).toMatchObject({
      type: 'message_amended',
      originalProviderId: 'wamid.NEVER',
      amendment: { kind: 'edit', content: { type: 'text', text: 'Better' } },
    });
    expect(parseMessage({ type: 'revoke', revoke: { original_message_id } })).toMatchObject({
      type: 'message_amended',
      originalProviderId: 'wamid.NEVER',
      amendment: { kind: 'revoke' },
    });
  });

  test.each([
    ['edit', { original_message_id: 'wamid.X' }],
    ['edit', { message: { type: 'text', text: { body: 'x' } } }],
    ['revoke', {}],
    ['revoke', undefined],
  ])('item 22: an %s that lacks %j stays visible as unsupported', (type, body) => {
    expect(parseMessage({ type, [type]: body })).toMatchObject({
      type: 'message_received',
      content: { type: 'unsupported', kind: type },
    });
  });

  test('item 29: a group message is marked as one', () => {
    expect(parseMessage({ group_id: 'Y2FwaQ' })).toMatchObject({ groupId: 'Y2FwaQ', person: { identifiers: [PHONE] } });
  });

  test.each([
    [[{ code: 1, title: 'Only a title' }], 'Only a title'],
    [[{ code: 1, details: 'Details outside' }], 'Details outside'],
    [[{ code: 1, error_data: { details: 'Details inside' }, message: 'less' }], 'Details inside'],
    [[{ code: 1 }], undefined],
  ])('item 79: the error %j is read', (errors, reason) => {
    const event = parseMessage({ type: 'unknown', text: { body: 'ignored' }, errors }) as MessageReceived;
    const { provider: _whole, ...said } = event.content as UnsupportedContent;
    expect(said).toEqual({ type: 'unsupported', kind: 'unknown', ...(reason !== undefined && { reason }) });
  });

  test('item 79: unsupported may carry a text and no kind', () => {
    expect(parseMessage({ type: 'unsupported', text: { body: 'x' } })).toMatchObject({
      content: { type: 'unsupported', kind: 'unsupported' },
    });
  });

  test('item 82: the older voice kind is a voice note', () => {
    const voice = { id: '1', mime_type: 'audio/ogg', file: '/legacy/path' };
    expect(parseMessage({ type: 'voice', voice })).toMatchObject({
      content: { type: 'voice', media: { id: '1', mimeType: 'audio/ogg', state: 'pending' } },
    });
  });

  test('items 17, 82: media need nothing but an id', () => {
    const event = parseMessage({ type: 'image', image: { id: '1' } }) as MessageReceived;
    const media = { id: '1', mimeType: 'application/octet-stream', state: 'pending' };
    expect(event.content).toEqual({ type: 'image', media });
    expect(parseMessage({ type: 'image', image: {} })).toMatchObject({
      content: { type: 'unsupported', kind: 'image' },
    });
  });

  test('item 82: a checksum is hex, however it came, and nothing else', () => {
    const hex = 'ab'.repeat(32);
    const sha256Of = (sha256: string) => {
      const event = parseMessage({ type: 'image', image: { id: '1', sha256 } }) as MessageReceived;
      return (event.content as InboundMediaContent).media.sha256;
    };
    expect(sha256Of(hex.toUpperCase())).toBe(hex);
    expect(sha256Of(Buffer.from(hex, 'hex').toString('base64'))).toBe(hex);
    expect(sha256Of('short')).toBeUndefined();
  });

  test('item 82: coordinates may be texts, but must be numbers', () => {
    const place = (latitude: unknown) => parseMessage({ type: 'location', location: { latitude, longitude: '13.4' } });
    expect(place('52.5')).toMatchObject({ content: { type: 'location', latitude: 52.5, longitude: 13.4 } });
    expect(place('north')).toMatchObject({ content: { type: 'unsupported', kind: 'location' } });
  });

  test('item 82: the origin of a card may stand on either level', () => {
    const card = { name: { first_name: 'Olu' }, phones: [{ wa_id: '15550108899' }] };
    const expected = {
      content: { type: 'contacts', contacts: [{ name: { formatted: 'Olu' }, phones: [{ phone: '15550108899' }] }] },
    };
    expect(parseMessage({ type: 'contacts', contacts: [{ ...card, origin: 'other' }] })).toMatchObject(expected);
    expect(parseMessage({ type: 'contacts', contacts: [card], origin: 'other' })).toMatchObject(expected);
    for (const members of [
      { contacts: [card], origin: 'contact_request' },
      { contacts: [{ ...card, origin: 'contact_request' }] },
    ]) {
      const event = parseMessage({ type: 'contacts', from: undefined, from_user_id: USER_ID.value, ...members });
      expect(event).toMatchObject({
        content: { origin: 'contact_request' },
        person: { identifiers: [USER_ID, { kind: 'phone', value: '15550108899' }] },
      });
    }
  });

  test('a message without a phone number id cannot be routed', () => {
    const body = messagesBody({ messages: [textMessage()], metadata: {} });
    expect(parse(body)).toMatchObject([{ type: 'unparsable', reason: 'The phone number id is missing.' }]);
  });
});

describe('statuses', () => {
  test('items 33, 37: a failure keeps its code and details, and needs no contacts', () => {
    const error = { code: 131049, title: 'Not delivered', error_data: { details: 'To keep engagement healthy.' } };
    expect(parseStatus({ status: 'failed', errors: [error] })).toMatchObject({
      status: 'failed',
      failure: { code: '131049', message: expect.stringContaining('To keep engagement healthy') },
    });
    expect(parseStatus({ status: 'failed', errors: [{ code: 131026, title: 'Undeliverable' }] })).toMatchObject({
      status: 'failed',
      failure: { kind: 'recipient_unreachable', code: '131026' },
    });
  });

  test('a failure without a reason is still one, and final even with a code that leaves requests in doubt', () => {
    expect(parseStatus({ status: 'failed' })).toMatchObject({ failure: { kind: 'rejected' } });
    expect(parseStatus({ status: 'failed', errors: [{ code: 131000 }] })).toMatchObject({
      failure: { kind: 'rejected', code: '131000' },
    });
  });

  test('items 34, 80: conversation and pricing may be there or not, and the type may be named', () => {
    const bare = parseStatus({ type: 'message' });
    expect(bare).toMatchObject({ type: 'status_reported', status: 'delivered' });
    expect(bare).not.toHaveProperty('detail');
    expect(parseStatus({ conversation: { id: 'c' } })).toMatchObject({ detail: { conversation: { id: 'c' } } });
  });

  test('item 35: a payment with the status failed fails no message', () => {
    const payment = { reference_id: 'R-1', transaction: { status: 'failed' } };
    expect(parseStatus({ type: 'payment', status: 'failed', payment })).toMatchObject({
      type: 'message_received',
      content: { type: 'payment', status: 'failed', referenceId: 'R-1' },
      context: { replyToProviderId: 'wamid.S' },
      opensWindow: false,
    });
  });

  test('item 36: each participant of a group has a key of their own, under both spellings', () => {
    const group = { recipient_type: 'group', recipient_id: 'Y2FwaQ' };
    for (const member of ['recipient_participant_id', 'participant_recipient_id']) {
      expect(parseStatus({ ...group, [member]: PHONE.value })).toMatchObject({
        dedupeKey: `wamid.S:delivered:${PHONE.value}`,
        person: { identifiers: [PHONE] },
      });
    }
    expect(parseStatus(group)).not.toHaveProperty('person');
  });

  test.each(['in_orbit', 'deleted', 'warning'])('item 80: the status %s changes nothing', (status) => {
    expect(parseStatus({ status })).toMatchObject({ type: 'unknown_reported', kind: `status:${status}` });
  });

  test('item 80: a status without recipient counts, one with contacts on failed too', () => {
    expect(parseStatus({ recipient_id: undefined })).toMatchObject({ type: 'status_reported', status: 'delivered' });
    const contacts = [{ wa_id: PHONE.value, user_id: USER_ID.value }];
    expect(parseStatus({ status: 'failed' }, { contacts })).toMatchObject({
      status: 'failed',
      person: { identifiers: [PHONE, USER_ID] },
    });
  });

  test('item 80: the parent id of a recipient has two spellings', () => {
    for (const member of ['recipient_parent_user_id', 'parent_recipient_user_id']) {
      expect(parseStatus({ [member]: 'US.ENT.77Qp4' })).toMatchObject({
        person: { identifiers: [PHONE, { kind: 'parent_user_id' }] },
      });
    }
  });

  test('a status without id or time is a dead letter', () => {
    expect(parseStatus({ id: undefined })).toMatchObject({ type: 'unparsable' });
    expect(parseStatus({ timestamp: 'soon' })).toMatchObject({ type: 'unparsable' });
  });
});

describe('the account', () => {
  test('item 67: partner events name the account inside, not in the entry', () => {
    const body = (event: string) => messagesBody({ event, waba_info: { waba_id: '999' } }, 'account_update');
    expect(parse(body('PARTNER_ADDED'))).toMatchObject([{ account: { value: '999' } }]);
    expect(parse(body('ACCOUNT_RESTRICTION'))).toMatchObject([{ account: { value: '610980000000042' } }]);
  });

  test('item 71: a hand-over between responders tells who answers, and is kept if it tells nobody', () => {
    const known = {
      timestamp: '1793800000',
      sender: { phone_number: PHONE.value },
      recipient: { phone_number_id: '512340000000017' },
    };
    const handover = (value: Record<string, unknown>) => parse(messagesBody(value, 'messaging_handovers'));
    expect(handover({ ...known, type: 'control_passed' })).toMatchObject([
      { type: 'control_reported', owner: 'here', person: { identifiers: [PHONE] }, at: 1_793_800_000_000 },
    ]);
    expect(handover({ ...known, type: 'control_taken' })).toMatchObject([{ owner: 'elsewhere' }]);
    for (const value of [{ type: 'control_passed' }, { ...known, type: 'control_lent' }, { ...known, sender: {} }]) {
      expect(handover(value)).toMatchObject([{ type: 'account_reported', kind: 'messaging_handovers' }]);
    }
  });
});

test('what another program put into the echo field is no attempt of ours', () => {
  expect(parseStatus({ biz_opaque_callback_data: 'order-7' })).not.toHaveProperty('attemptId');
  expect(parseStatus({ biz_opaque_callback_data: 'att_7' })).toMatchObject({ attemptId: 'att_7' });
});

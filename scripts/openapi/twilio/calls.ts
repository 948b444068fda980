import { type Call, type CallerParts, createCaller } from '../caller.ts';
import { contents } from './contents.ts';

interface Business {
  accountSid: string;
  authToken: string;
  /** Digits. */
  from: string;
  to: string;
  /** Of a message that the person wrote. */
  inboundSid: string;
}

const MESSAGING = 'https://messaging.twilio.com';
const CONTENT = 'https://content.twilio.com';

/** What the simulator serves beyond our client's use, and how it refuses where the documents tell. */
export async function callEverything(parts: Omit<CallerParts, 'authorization'>, business: Business): Promise<void> {
  const { accountSid, authToken } = business;
  const call = createCaller({ ...parts, authorization: basic(accountSid, authToken) });
  await callAccounts(call, business);
  await callMessages(call, business);
  await callContents(call);
  await callSenders(call);
  await callServices(call);
  const typing = `${MESSAGING}/v3/Indicators/Typing.json`;
  await call('POST', typing, { channel: 'WHATSAPP', messageId: business.inboundSid });

  const { fetch } = parts;
  const mistaken = createCaller({ fetch, authorization: basic(accountSid, authToken) });
  await mistaken('POST', typing, { channel: 'WHATSAPP', messageId: 'none' });
  const stranger = createCaller({ fetch, authorization: basic(accountSid, 'wrong') });
  await stranger('POST', typing, { channel: 'WHATSAPP', messageId: business.inboundSid });
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

async function callAccounts(call: Call, { accountSid, from }: Business): Promise<void> {
  const accounts = 'https://api.twilio.com/2010-04-01/Accounts';
  await call('GET', `${accounts}.json`);
  const numbers = `${accounts}/${accountSid}/IncomingPhoneNumbers`;
  const list = await call('GET', `${numbers}.json?PhoneNumber=%2B${from}&PageSize=1`);
  await call('GET', `${numbers}/${sidOf(list, 'incoming_phone_numbers')}.json`);
}

async function callMessages(call: Call, { accountSid, from, to, inboundSid }: Business): Promise<void> {
  const messages = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages`;
  const form = new URLSearchParams({ From: `whatsapp:+${from}`, To: `whatsapp:+${to}`, Body: 'Look' });
  for (const name of ['a', 'b']) form.append('MediaUrl', `https://cdn.example/${name}.jpg`);
  const { sid } = await call('POST', `${messages}.json`, form);
  await call('GET', `${messages}.json?To=whatsapp%3A%2B${to}&DateSent%3E=2026-01-01T00%3A00%3A00Z&PageSize=5&Page=1`);
  await call('GET', `${messages}/${sid}.json`);
  await call('POST', `${messages}/${sid}.json`, new URLSearchParams({ Body: '' }));
  const media = `${messages}/${inboundSid}/Media`;
  const files = await call('GET', `${media}.json`);
  const file = `${media}/${sidOf(files, 'media_list')}.json`;
  await call('GET', file);
  await call('DELETE', file);
  await call('DELETE', `${messages}/${sid}.json`);
}

async function callContents(call: Call): Promise<void> {
  for (const types of contents) {
    const { sid } = await call('POST', `${CONTENT}/v1/Content`, { language: 'en', variables: { '1': 'Ana' }, types });
    await call('GET', `${CONTENT}/v1/Content/${sid}`);
    await call('PUT', `${CONTENT}/v1/Content/${sid}`, { types });
    // Lists and places are for conversations, never templates.
    if ('twilio/list-picker' in types || 'twilio/location' in types) continue;
    const submission = { name: `shown_${String(sid).slice(-6).toLowerCase()}`, category: 'UTILITY' };
    await call('POST', `${CONTENT}/v1/Content/${sid}/ApprovalRequests/whatsapp`, submission);
    await call('GET', `${CONTENT}/v1/Content/${sid}/ApprovalRequests`);
  }
  await call('GET', `${CONTENT}/v1/Content?PageSize=3`);
  await call('GET', `${CONTENT}/v1/LegacyContent?PageSize=3&Page=1`);
  await call('GET', `${CONTENT}/v2/Content?Language=en&ContentType=twilio%2Ftext`);
  await call('GET', `${CONTENT}/v2/ContentAndApprovals?ContentName=order&SortByDate=desc`);
}

async function callSenders(call: Call): Promise<void> {
  const senders = `${MESSAGING}/v2/Channels/Senders`;
  const created = await call('POST', senders, { sender_id: 'whatsapp:+15550107777', profile: { name: 'Second Shop' } });
  await call('POST', `${senders}/${created.sid}`, { configuration: { verification_code: '123456' } });
  await call('GET', `${senders}/${created.sid}`);
  await call('DELETE', `${senders}/${created.sid}`);
}

async function callServices(call: Call): Promise<void> {
  const services = `${MESSAGING}/v1/Services`;
  const { sid } = await call('POST', services, new URLSearchParams({ FriendlyName: 'Shops' }));
  await call('GET', services);
  await call('GET', `${services}/${sid}`);
  const list = await call('GET', `${MESSAGING}/v2/Channels/Senders?Channel=whatsapp`);
  const sender = sidOf(list, 'senders');
  await call('POST', `${services}/${sid}/ChannelSenders`, new URLSearchParams({ Sid: sender }));
  await call('GET', `${services}/${sid}/ChannelSenders`);
  await call('DELETE', `${services}/${sid}/ChannelSenders/${sender}`);
  await call('DELETE', `${services}/${sid}`);
}

/** The sid of the first element of a list. */
function sidOf(answer: Record<string, unknown>, name: string): string {
  const [first] = answer[name] as { sid: string }[];
  if (!first) throw new Error(`There are no ${name}.`);
  return first.sid;
}

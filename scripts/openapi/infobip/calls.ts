import { type Call, createCaller } from '../caller.ts';
import { ACCOUNT, HOST, NUMBER, PERSON } from './business.ts';

const BASE = `https://${HOST}`;
const SENDER = `${BASE}/whatsapp/1/senders/${NUMBER}`;
const TEMPLATES = `${BASE}/whatsapp/2/senders/${NUMBER}/templates`;
const SUBSCRIPTIONS = `${BASE}/subscriptions/1/subscription/WHATSAPP`;
const PROFILES = `${BASE}/subscriptions/1/profiles`;
const SECURITIES = `${BASE}/subscriptions/1/security`;
const CONFIGURATIONS = `${BASE}/resource-management/1/inbound-message-configurations`;

/** What the simulator serves beyond our client's use. */
export async function callEverything(call: Call, fetch: typeof globalThis.fetch): Promise<void> {
  await call('GET', `${SENDER}/business-info`);
  await call('GET', `${SENDER}/payments/upi/p1`);
  await call('GET', `${BASE}/whatsapp/1/senders/quality?senders=${NUMBER}`);
  await callTemplates(call);
  await callSubscriptions(call);
  const open = createCaller({ fetch, authorization: '' });
  await open('POST', `${BASE}/auth/1/session`, { username: ACCOUNT.username, password: ACCOUNT.password });
  const grant = { client_id: ACCOUNT.username, client_secret: ACCOUNT.password, grant_type: 'client_credentials' };
  await open('POST', `${BASE}/auth/1/oauth2/token`, new URLSearchParams(grant));
}

async function callTemplates(call: Call): Promise<void> {
  await call('GET', TEMPLATES);
  await call('GET', `${SENDER}/templates`);
  await call('GET', `${BASE}/whatsapp/1/templates`);
  const draft = { name: 'parcel', language: 'en', category: 'UTILITY', structure: { body: { text: 'It is here.' } } };
  const { id } = await call('POST', TEMPLATES, draft);
  await call('POST', TEMPLATES, {
    ...{ name: 'code', language: 'en', category: 'AUTHENTICATION' },
    structure: { body: {}, footer: {}, buttons: [{ otpType: 'COPY_CODE' }] },
  });
  await call('GET', `${TEMPLATES}/${id}`);
  await call('DELETE', `${TEMPLATES}/parcel`);
}

async function callSubscriptions(call: Call): Promise<void> {
  const security = { type: 'BASIC', credentials: { username: 'a', password: 'b' } };
  const webhook = { notifyUrl: 'https://gateway.example/' };
  await call('POST', SECURITIES, { authId: 'x', ...security });
  await call('PUT', `${SECURITIES}/x`, security);
  await call('GET', `${SECURITIES}/x`);
  await call('GET', SECURITIES);
  await call('POST', PROFILES, { profileId: 'p', webhook, security: { authId: 'x' } });
  await call('PUT', `${PROFILES}/p`, { webhook });
  await call('GET', `${PROFILES}/p`);
  await call('GET', PROFILES);
  await call('POST', SUBSCRIPTIONS, { subscriptionId: 's', events: ['SEEN'], profile: { profileId: 'p' } });
  await call('GET', SUBSCRIPTIONS);
  await call('GET', `${SUBSCRIPTIONS}/s`);
  await call('PUT', `${SUBSCRIPTIONS}/s`, { events: ['SEEN', 'DELIVERY'], profile: { profileId: 'p' } });
  await call('DELETE', `${SUBSCRIPTIONS}/s`);
  const forwarding = { type: 'HTTP_FORWARD', url: 'https://gateway.example/' };
  const { configurationKey } = await call('POST', CONFIGURATIONS, { channel: 'WHATSAPP', number: NUMBER, forwarding });
  await call('GET', `${CONFIGURATIONS}?channel=WHATSAPP`);
  await call('DELETE', `${CONFIGURATIONS}/${configurationKey}`);
}

/** Requests that are wrong in every way that the documents have an answer to. */
export async function refuseEverything(fetch: typeof globalThis.fetch): Promise<void> {
  const call = createCaller({ fetch, authorization: `App ${ACCOUNT.apiKey}` });
  const text = `${BASE}/whatsapp/1/message/text`;
  await call('POST', text, { from: NUMBER, to: PERSON, content: { text: '' } });
  await call('POST', text, { from: '1', to: PERSON, content: { text: 'Hi' } });
  await call('POST', `${BASE}/whatsapp/1/events`, { events: [] });
  await call('GET', `${BASE}/whatsapp/1/templates?status=x`);
  await call('GET', `${BASE}/whatsapp/1/senders/1/business-info`);
  await call('GET', `${TEMPLATES}/9`);
  await call('POST', TEMPLATES, { name: 'A b', language: 'en', category: 'UTILITY', structure: {} });
  await call('DELETE', `${TEMPLATES}/never_there`);
  await call('GET', `${SENDER}/media/never-there`);
  await call('POST', `${SENDER}/message/never-there/read`);
  await call('GET', `${SUBSCRIPTIONS}/never-there`);
  await call('POST', SUBSCRIPTIONS, { events: [] });
  await call('GET', `${PROFILES}/never-there`);
  await call('DELETE', `${CONFIGURATIONS}/never-there`);
  await call('POST', `${BASE}/auth/1/session`, { username: ACCOUNT.username, password: 'wrong' });
  const stranger = createCaller({ fetch, authorization: 'App wrong' });
  await stranger('POST', text, { from: NUMBER, to: PERSON, content: { text: 'Hi' } });
  await stranger('GET', TEMPLATES);
  await stranger('GET', SUBSCRIPTIONS);
  await stranger('GET', `${CONFIGURATIONS}?channel=WHATSAPP`);
}

import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIResponse, Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConsoleIfStale } from '../../scripts/build-console.ts';
import type { OpenedAccount } from '../../src/simulators/kit/simulator.ts';
import { freshFolder } from '../support/databases.ts';
import type { Schemas } from './api.ts';
import { startChromium } from './chromium.ts';
import { type Running, startCommand } from './command.ts';
import { describedBy } from './described-by.ts';

const PICTURES = join(tmpdir(), 'chasqui-pages');
/** What a browser on a busy machine may take. */
const PATIENCE = { timeout: 15_000 };
const VIEW = { viewport: { width: 1300, height: 900 }, locale: 'en-GB', colorScheme: 'light' } as const;

let folder: ReturnType<typeof freshFolder>;
let gateway: Running;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browsers complained of, refusals of the content security policy among it. */
const complaints: string[] = [];

beforeAll(async () => {
  await buildConsoleIfStale();
  mkdirSync(PICTURES, { recursive: true });
  folder = freshFolder();
  gateway = startCommand(['dev'], {
    CHASQUI_DATA_DIR: folder.directory,
    CHASQUI_PORT: '0',
    CHASQUI_LOG_LEVEL: 'warn',
  });
  const link = (await gateway.printed(/works once\): +(\S+)/))[1] ?? '';
  origin = new URL(link).origin;
  browser = await startChromium();
  context = await browser.newContext(VIEW);
  page = await context.newPage();
  listenTo(page);
  await page.goto(link);
  await page.getByRole('link', { name: 'Demo', exact: true }).waitFor();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
  folder?.remove();
});

function listenTo(opened: Page): void {
  opened.setDefaultTimeout(PATIENCE.timeout);
  opened.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(String(error)));
}

const picture = (name: string) => page.screenshot({ path: join(PICTURES, `partner-${name}.png`), fullPage: true });

/** As the browser's own user; the session asks where a request comes from. */
function send(method: 'GET' | 'POST' | 'PUT', path: string, data?: unknown): Promise<APIResponse> {
  return page.request.fetch(origin + path, { method, headers: { origin }, ...(data !== undefined && { data }) });
}

async function call<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, data?: unknown): Promise<Answer> {
  const answer = await send(method, path, data);
  expect(answer.status(), `${method} ${path}`).toBeLessThan(300);
  const text = await answer.text();
  // The APIs' own tests check their shapes.
  return (text === '' ? null : JSON.parse(text)) as Answer;
}

const openAccount = (provider: string, phoneNumber: string) =>
  call<OpenedAccount>('POST', '/simulator/api/accounts', { provider, phoneNumber, displayName: 'Lake shop' });
const enterCallback = ({ numberId }: OpenedAccount, url: string) =>
  call('PUT', `/simulator/api/accounts/${encodeURIComponent(numberId)}/callback`, { url });
const channelNamed = async (name: string) => {
  const { items } = await call<Schemas['ChannelPage']>('GET', '/api/v1/channels');
  return items.find((channel) => channel.name === name);
};

async function fillAccount({ settings }: OpenedAccount): Promise<void> {
  await page.getByRole('textbox', { name: 'Account SID' }).fill(settings.accountSid ?? '');
  await page.getByLabel('Auth token *', { exact: true }).fill(settings.authToken ?? '');
  await page.getByRole('textbox', { name: 'API address' }).fill(settings.apiBaseUrl ?? '');
}

const phoneOf = (person: string) => page.getByRole('region', { name: `Chat of ${person} with` });

async function say(phone: Locator, text: string): Promise<void> {
  await phone.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Browsers complain of every refused request. */
function expectRefused(): void {
  expect(complaints.splice(0)).toEqual([expect.stringMatching(/status of 4\d\d/)]);
}

test('a channel is made at a partner, and what is wrong is told beside its field before', async () => {
  const account = await openAccount('twilio', '15550207001');
  await page.getByRole('link', { name: 'New channel' }).click();
  await page.getByRole('radio', { name: 'Twilio' }).check();
  expect(await page.getByRole('link', { name: 'Documentation of Twilio' }).getAttribute('href')).toMatch(/^https:/);
  const create = page.getByRole('button', { name: 'Create the channel' });
  await create.click();
  const sid = page.getByRole('textbox', { name: 'Account SID' });
  const token = page.getByLabel('Auth token *', { exact: true });
  for (const field of [sid, token, page.getByRole('textbox', { name: 'Name of the channel' })]) {
    await expect.poll(() => describedBy(field), PATIENCE).toContain('A value is needed here.');
  }
  expect(await token.getAttribute('type')).toBe('password');

  await fillAccount(account);
  await sid.fill('AC-of-somebody');
  await page.getByRole('textbox', { name: 'Phone number' }).fill('+15550207001');
  await page.getByRole('textbox', { name: 'Name of the channel' }).fill('Lake shop');
  await create.click();
  await expect.poll(() => describedBy(sid), PATIENCE).toContain('Must be AC and 32 hexadecimal digits.');
  await expect.poll(() => page.locator(':focus').getAttribute('id'), PATIENCE).toBe(await sid.getAttribute('id'));
  await picture('1-wrong-value');
  expectRefused();

  await sid.fill(account.settings.accountSid ?? '');
  await page.getByRole('button', { name: 'Sync account' }).click();
  const own = page.getByRole('list', { name: 'Numbers of the account' }).getByRole('checkbox', { name: /15550207001/ });
  await own.uncheck();
  await expect.poll(() => page.getByRole('textbox', { name: 'Phone number' }).inputValue(), PATIENCE).toBe('');
  await own.check();
  await page.getByRole('combobox', { name: 'Bot' }).click();
  await page.getByRole('option', { name: 'Demo bot' }).click();
  await picture('2-synced');
  await create.click();

  await page.getByRole('heading', { name: 'Lake shop is there' }).waitFor();
  const { webhookUrl, botId } = (await channelNamed('Lake shop')) ?? {};
  await page.getByText(webhookUrl ?? 'none').waitFor();
  expect(botId).not.toBeNull();
  await picture('3-created');
  await enterCallback(account, webhookUrl ?? '');
  await page.getByRole('link', { name: 'Check the set-up' }).click();
  await page.getByRole('button', { name: 'Check the set-up' }).click();
  await page.getByText('The set-up is right.').waitFor();
});

test('a partner is connected on the phone, and the bot answers there', async () => {
  await page.goto(`${origin}/simulator?person=tomas`);
  await page.getByRole('button', { name: 'Connect a partner' }).click();
  await page.getByRole('menuitem', { name: 'Twilio' }).click();
  await page.getByText('At Twilio').waitFor();
  const phone = phoneOf('Tomás Rumi');
  await phone.getByRole('heading', { name: 'Twilio' }).waitFor();
  await say(phone, 'Hi');
  await phone.getByText('I am the demo bot of this gateway').waitFor();
  await page.getByText('Webhook received').waitFor();
  await picture('4-phone');
});

test('a bill that arrives on the phone is paid there', async () => {
  await page.goto(`${origin}/simulator?person=ines`);
  await page.getByRole('button', { name: 'Connect a partner' }).click();
  await page.getByRole('menuitem', { name: 'Gupshup' }).click();
  const phone = phoneOf('Inés Quispe');
  await phone.getByRole('heading', { name: 'Gupshup' }).waitFor();
  await say(phone, 'Hi');
  await phone.getByText('I am the demo bot of this gateway').waitFor();
  const channel = await channelNamed('Demo · Gupshup');
  await call('POST', '/api/v1/messages', { channelId: channel?.id, to: '+15550100001', content: BILL });
  const bill = phone.getByRole('article').filter({ hasText: 'Your order 77' }).first();
  await bill.getByRole('button', { name: 'Let the payment fail' }).click();
  await bill.getByText('Failed').waitFor();
  await bill.getByRole('button', { name: 'Pay', exact: true }).click();
  await bill.getByText('Paid').waitFor();
  await phone.getByRole('article').filter({ hasText: 'Payment' }).getByText('Paid').waitFor();
  await expect.poll(() => bill.getByRole('button', { name: 'Pay', exact: true }).count(), PATIENCE).toBe(0);
  await picture('5-paid');
});

test('a connection is added to stand by, made active, and the one before is removed', async () => {
  const account = await openAccount('twilio', '15550009999');
  await page.goto(origin);
  await page.getByRole('link', { name: 'Demo', exact: true }).click();
  await page.getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('radio', { name: 'Twilio' }).check();
  await page.getByRole('button', { name: 'Add as standby' }).click();
  const sid = page.getByRole('textbox', { name: 'Account SID' });
  await expect.poll(() => describedBy(sid), PATIENCE).toContain('A value is needed here.');
  await fillAccount(account);
  await page.getByRole('button', { name: 'Add as standby' }).click();

  const standby = page.getByRole('listitem', { name: 'Twilio, Standby' });
  await standby.getByText('It sends if the active connection cannot.').waitFor();
  await page.getByRole('listitem', { name: 'Meta Cloud API, Active' }).getByText('Sends now').waitFor();
  const { connections } = (await channelNamed('Demo')) ?? {};
  const added = connections?.find(({ provider }) => provider === 'twilio');
  await enterCallback(account, added?.webhookUrl ?? '');
  await picture('6-standby');

  await standby.getByRole('button', { name: 'Make active' }).click();
  await page.getByRole('dialog').getByText('From now on the channel sends over Twilio').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Make active' }).click();
  await page.getByRole('listitem', { name: 'Twilio, Active' }).getByText('Sends now').waitFor();
  const before = page.getByRole('listitem', { name: 'Meta Cloud API, Standby' });
  await before.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await before.waitFor({ state: 'hidden' });

  await page.goto(`${origin}/simulator?person=ines&number=${encodeURIComponent(account.numberId)}`);
  const phone = phoneOf('Inés Quispe');
  await say(phone, 'Hi');
  await phone.getByText('I am the demo bot of this gateway').waitFor();
});

test('a channel moves only after a question that says what happens, and what it leaves behind runs out', async () => {
  const account = await openAccount('twilio', '15550207002');
  const channel = await channelNamed('Lake shop');
  await page.goto(`${origin}/channels/${channel?.id}/connections/new`);
  await page.getByRole('radio', { name: 'Twilio' }).check();
  await page.getByRole('radio', { name: 'Move the channel here' }).check();
  const move = page.getByRole('button', { name: 'Move the channel' });
  await move.click();
  const sid = page.getByRole('textbox', { name: 'Account SID' });
  await expect.poll(() => describedBy(sid), PATIENCE).toContain('A value is needed here.');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await fillAccount(account);
  await move.click();
  await page.getByRole('dialog').getByText('People, conversations, sessions and history stay').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Move the channel' }).click();
  await page.getByRole('listitem', { name: 'Twilio, Active' }).waitFor();
  await page.getByRole('listitem', { name: 'Twilio, Draining' }).getByText('is taken until').waitFor();
  await picture('7-moved');
});

test('numbers and the right to write first are changed on the channel', async () => {
  const channel = await channelNamed('Lake shop');
  await page.goto(`${origin}/channels/${channel?.id}`);
  await page.getByRole('switch', { name: 'May write first' }).click();
  await page.getByText('Only answers go out.').waitFor();
  const news = { channelId: channel?.id, to: '+15550100001', content: 'News' };
  expect((await send('POST', '/api/v1/messages', news)).status()).toBe(409);

  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('button', { name: 'Add a number' }).click();
  const second = page.getByRole('group', { name: 'Number 2' }).getByRole('textbox', { name: 'Phone number' });
  await second.fill('twelve');
  await page.getByRole('button', { name: 'Save the numbers' }).click();
  await expect.poll(() => describedBy(second), PATIENCE).toContain('Not a phone number');
  expectRefused();
  await second.fill('+1 555 020 7003');
  await page.getByRole('button', { name: 'Save the numbers' }).click();
  await page.getByRole('region', { name: 'Numbers' }).getByText('+15550207003').waitFor();
});

test('a partner with one number a channel says so beside the button', async () => {
  await page.goto(`${origin}/channels/new`);
  await page.getByRole('radio', { name: 'Gupshup' }).check();
  const add = page.getByRole('button', { name: 'Add a number' });
  expect(await add.isDisabled()).toBe(true);
  expect(await describedBy(add)).toContain('at most so many numbers: 1');
});

test('an application is made, told its secret once, named by a connection, changed, renewed and deleted', async () => {
  await page.getByRole('link', { name: 'Applications' }).click();
  await page.getByText('No application yet').waitFor();
  const name = page.getByRole('textbox', { name: 'Name of the application' });
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect.poll(() => describedBy(name), PATIENCE).toMatch(/\S/);
  expectRefused();
  await name.fill('Partner gateway');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const secret = page.getByRole('region', { name: 'Secret of Partner gateway' });
  await secret.getByRole('button', { name: 'Copy Client secret' }).waitFor();
  const first = await secret.innerText();
  await picture('8-application');
  await secret.getByRole('button', { name: 'I have copied it' }).click();
  await secret.waitFor({ state: 'hidden' });

  const item = page.getByRole('listitem', { name: 'Partner gateway' });
  await item.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
  await secret.waitFor();
  expect(await secret.innerText()).not.toBe(first);
  await item.getByRole('button', { name: 'Change' }).click();
  await item.getByRole('textbox', { name: 'Audience' }).fill('https://gateway.example');
  await item.getByRole('button', { name: 'Save' }).click();
  await item.getByText('https://gateway.example').waitFor();

  await page.goto(`${origin}/channels/new`);
  await page.getByRole('radio', { name: 'Gupshup' }).check();
  await page.getByRole('combobox', { name: 'Application of webhooks' }).click();
  await page.getByRole('option', { name: 'Partner gateway' }).click();

  await page.getByRole('link', { name: 'Applications' }).click();
  await item.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No application yet').waitFor();
});

test('the pages are readable in dark, in German and at 400 px', async () => {
  const channel = await channelNamed('Lake shop');
  const small = await browser.newPage({
    ...{ storageState: await context.storageState(), viewport: { width: 400, height: 844 } },
    ...{ colorScheme: 'dark', locale: 'de-DE' },
  });
  listenTo(small);
  const pages = [
    ['/channels/new', 'Messaging-Partner', 'Gupshup'],
    [`/channels/${channel?.id}`, 'Verbindungen', null],
    [`/channels/${channel?.id}/connections/new`, 'Messaging-Partner', 'Meta'],
    ['/applications', 'Neue Anwendung', null],
    ['/simulator', 'Wer schreibt', null],
  ] as const;
  for (const [path, heading, partner] of pages) {
    await small.goto(origin + path);
    await small.getByRole('heading', { name: heading, level: 2 }).waitFor();
    if (partner) await small.getByRole('radio', { name: partner }).check();
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await small.evaluate(overflow), path).toBeLessThanOrEqual(0);
    const name = `partner-small-${pages.findIndex((one) => one[0] === path)}.png`;
    await small.screenshot({ path: join(PICTURES, name), fullPage: true });
  }
  await small.close();
});

test('no page complained of anything, the content security policy included', () => {
  expect(complaints).toEqual([]);
});

const BILL = {
  type: 'order_details',
  body: { text: 'Your order 77' },
  action: {
    parameters: {
      referenceId: 'order-77-1',
      type: 'digital-goods',
      paymentSettings: [{ type: 'payment_gateway', paymentGateway: { type: 'razorpay', configurationName: 'kite' } }],
      currency: 'INR',
      totalAmount: { value: 24_500, offset: 100 },
      order: {
        status: 'pending',
        items: [{ retailerId: 'sku-1', name: 'Kite', amount: { value: 24_000, offset: 100 }, quantity: 1 }],
        subtotal: { value: 24_000, offset: 100 },
        tax: { value: 500, offset: 100 },
      },
    },
  },
};

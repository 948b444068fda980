import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildConsoleIfStale } from '../../scripts/build-console.ts';
import { freshFolder } from '../support/databases.ts';
import { FAKE_MICROPHONE, startChromium } from './chromium.ts';
import { type Running, startCommand } from './command.ts';

const PICTURES = join(tmpdir(), 'chasqui-pages');
const PHOTO = resolve(import.meta.dirname, '../../console/public/demo.png');
/** What a browser on a busy machine may take. */
const PATIENCE = { timeout: 15_000 };
const PLACE = { latitude: -13.51709, longitude: -71.9785 };

let folder: ReturnType<typeof freshFolder>;
let gateway: Running;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser complained of, refusals of the content security policy among it. */
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
  browser = await startChromium(FAKE_MICROPHONE);
  context = await browser.newContext({
    viewport: { width: 1500, height: 950 },
    locale: 'en-GB',
    colorScheme: 'light',
    permissions: ['geolocation', 'microphone'],
    geolocation: PLACE,
  });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  await page.goto(link);
  await page.getByRole('heading', { name: 'Demo', exact: true }).waitFor();
  listenTo(page);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
  folder?.remove();
});

function listenTo(opened: Page): void {
  opened.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(String(error)));
}

/** The phone of somebody; named as screen readers hear it. */
const phoneOf = (person: string) => page.getByRole('region', { name: `Chat of ${person} with` });

async function openPhone(personId: string): Promise<void> {
  await page.goto(`${origin}/simulator?person=${personId}`);
  await page.getByRole('log').waitFor();
}

async function say(phone: Locator, text: string): Promise<void> {
  await phone.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
}

const bubble = (phone: Locator, text: string | RegExp) => phone.getByRole('article').filter({ hasText: text });

async function act(message: Locator, item: string): Promise<void> {
  await message.hover();
  await message.getByRole('button', { name: 'Message menu' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function attach(phone: Locator, item: string): Promise<void> {
  await phone.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** A property of the element itself, such as how wide the browser found a picture to be. */
async function propertyOf(element: Locator, name: string): Promise<unknown> {
  const handle = await element.elementHandle();
  const property = await handle?.getProperty(name);
  return await property?.jsonValue();
}

/** Calls the gateway's API as the bot's owner would. */
async function callApi(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Record<string, unknown>> {
  const key = readFileSync(join(folder.directory, 'local-api.key'), 'utf8').trim();
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBeLessThan(300);
  // The API's own tests check its shape.
  return (await response.json()) as Record<string, unknown>;
}

async function sendToTomas(content: unknown): Promise<void> {
  const { items } = await callApi('GET', '/channels');
  const [channel] = items as { id: string }[];
  await callApi('POST', '/messages', { channelId: channel?.id, to: { phoneNumber: '15550100002' }, content });
}

test('media go both ways, and are seen', async () => {
  await openPhone('tomas');
  const phone = phoneOf('Tomás Rumi');
  const chooser = page.waitForEvent('filechooser');
  await attach(phone, 'Photos and videos');
  await (await chooser).setFiles(PHOTO);
  await phone.getByRole('dialog').getByLabel('Caption').fill('From my window');
  await phone.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  const sent = phone.getByRole('img', { name: 'From my window' });
  await expect.poll(() => propertyOf(sent, 'naturalWidth'), PATIENCE).toBeGreaterThan(0);
  await page.getByText('Webhook received').waitFor();

  await sendToTomas({ type: 'image', media: { url: `${origin}/demo.png` }, caption: 'From the shop' });
  const received = phone.getByRole('img', { name: 'From the shop' });
  await expect.poll(() => propertyOf(received, 'naturalWidth'), PATIENCE).toBeGreaterThan(0);
  await page.screenshot({ path: join(PICTURES, '20-phone-media.png') });
});

test("the business's reaction is shown on the person's message", async () => {
  await openPhone('tomas');
  const phone = phoneOf('Tomás Rumi');
  await say(phone, 'Thank you');
  const isThanks = ({ content }: { content: { text?: string } }) => content.text === 'Thank you';
  const findThanks = async () => {
    const { items } = await callApi('GET', '/messages');
    return (items as { id: string; content: { text?: string } }[]).find(isThanks)?.id;
  };
  await expect.poll(findThanks, PATIENCE).toBeDefined();
  await sendToTomas({ type: 'reaction', messageId: await findThanks(), emoji: '🙏' });
  await bubble(phone, 'Thank you').getByRole('img', { name: 'Chasqui demo reacted with 🙏' }).waitFor();
});

describe('one phone', () => {
  let phone: Locator;

  beforeEach(async () => {
    await openPhone('ines');
    phone = phoneOf('Inés Quispe');
  });

  test('a file that WhatsApp would not take is refused before it is sent, with the limit', async () => {
    const chooser = page.waitForEvent('filechooser');
    await attach(phone, 'Sticker');
    await (await chooser).setFiles({ name: 'big.webp', mimeType: 'image/webp', buffer: Buffer.alloc(600 * 1024) });
    const sheet = phone.getByRole('dialog');
    await sheet.getByText('Too large: Sticker is at most').waitFor();
    expect(await sheet.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  });

  test('a voice message is recorded and can be played', async () => {
    await phone.getByRole('button', { name: 'Record a voice message' }).click();
    await phone.getByRole('status', { name: 'Recording' }).getByText('0:01').waitFor();
    await phone.getByRole('button', { name: 'Send the voice message' }).click();
    const player = phone.getByLabel('Voice message', { exact: true });
    await player.waitFor();
    await expect.poll(() => propertyOf(player, 'readyState'), PATIENCE).toBeGreaterThan(0);
  });

  test('a place, a contact card and an order are shown as such', async () => {
    await attach(phone, 'Location');
    await phone.getByRole('button', { name: 'My place' }).click();
    await expect.poll(() => phone.getByLabel('Latitude').inputValue(), PATIENCE).toBe(String(PLACE.latitude));
    await phone.getByLabel('Name of the place').fill('Plaza de Armas');
    await phone.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await phone.getByRole('link', { name: /Plaza de Armas/ }).waitFor();

    await attach(phone, 'Contact card');
    await phone.getByRole('dialog').getByLabel('Name').fill('Quilla Mamani');
    await phone.getByRole('dialog').getByLabel('Phone number').fill('+15550107777');
    await phone.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await bubble(phone, 'Quilla Mamani').getByText('+15550107777').waitFor();

    await attach(phone, 'Order');
    await phone.getByLabel('Product id').fill('alpaca-scarf');
    await phone.getByLabel('Quantity').fill('2');
    await phone.getByRole('button', { name: 'Send order' }).click();
    await bubble(phone, '2 × alpaca-scarf').getByText('€20.00').waitFor();
    await page.screenshot({ path: join(PICTURES, '21-phone-cards.png') });
  });

  test('a message is quoted, reacted to, edited and deleted', async () => {
    await say(phone, 'My name is Ines');
    const mine = bubble(phone, 'My name is Ines');
    await act(mine, 'React with 👍');
    await mine.getByRole('button', { name: /reacted with 👍/ }).click();
    await expect.poll(() => mine.getByRole('button', { name: /reacted with/ }).count(), PATIENCE).toBe(0);

    await act(mine, 'Reply');
    await page.keyboard.type('Still me');
    await page.keyboard.press('Enter');
    await bubble(phone, 'Still me').locator('blockquote', { hasText: 'My name is Ines' }).waitFor();

    await act(mine.first(), 'Edit');
    await phone.getByRole('textbox', { name: 'Message', exact: true }).fill('My name is Inés');
    await page.keyboard.press('Enter');
    const edited = bubble(phone, 'Edited');
    await edited.getByText('My name is Inés').waitFor();

    await act(edited, 'Delete for everyone');
    await phone.getByText('This message was deleted').first().waitFor();
    expect(await edited.count()).toBe(0);
  });

  test('every emoji can be searched and lands in the message', async () => {
    await phone.getByRole('button', { name: 'Emoji' }).click();
    await phone.getByRole('textbox', { name: 'Search emoji' }).fill('llama');
    await phone.getByRole('gridcell', { name: 'llama' }).click();
    const field = phone.getByRole('textbox', { name: 'Message', exact: true });
    await expect.poll(() => field.inputValue(), PATIENCE).toBe('🦙');
  });

  test('what the business writes on its own phone comes from its app', async () => {
    await page.getByLabel('Chasqui demo writes to Inés Quispe').fill('Shall I call you?');
    await page.getByRole('button', { name: 'Send as the business' }).click();
    await bubble(phone, 'Shall I call you?').getByText('Business app').waitFor();
  });
});

describe('more people', () => {
  test('two people write at once, each in their own chat, and a reload keeps both phones', async () => {
    await openPhone('ines');
    await page.getByRole('button', { name: 'Second phone' }).click();
    const [ines, tomas] = [phoneOf('Inés Quispe'), phoneOf('Tomás Rumi')];
    await say(ines, 'Only Inés says this');
    await say(tomas, 'Only Tomás says this');
    await bubble(tomas, 'Only Tomás says this').waitFor();
    expect(await bubble(tomas, 'Only Inés says this').count()).toBe(0);
    expect(await bubble(ines, 'Only Tomás says this').count()).toBe(0);
    await page.reload();
    await bubble(tomas, 'Only Tomás says this').waitFor();
    await bubble(ines, 'Only Inés says this').waitFor();
    await page.screenshot({ path: join(PICTURES, '22-phone-two.png') });
  });

  test('a person without a phone number is answered too', async () => {
    await openPhone('wayra');
    const phone = phoneOf('Wayra (no number)');
    await say(phone, 'Hi');
    await phone.getByText('I am the demo bot of this gateway').waitFor();
  });

  test('a changed number is the same person', async () => {
    await openPhone('tomas');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Phone number').fill('+1 555 010 4444');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /Tomás Rumi \+15550104444/ }).waitFor();
  });

  test('who wants no marketing, and who left WhatsApp, is shown as such', async () => {
    await openPhone('wayra');
    const phone = phoneOf('Wayra (no number)');
    await phone.getByRole('button', { name: 'More about this chat' }).click();
    await page.getByRole('menuitem', { name: 'Stop marketing messages' }).click();
    await phone.getByText('Wayra (no number) wants no marketing messages').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('switch', { name: 'Is on WhatsApp' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await phone.getByText('Wayra (no number) is not on WhatsApp').waitFor();
  });

  test('a refused act is said in the words of the simulator', async () => {
    await openPhone('tomas');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Phone number').fill('+15550100001');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('already has').waitFor();
    // Browsers complain of every refused request.
    expect(complaints.splice(0)).toEqual([expect.stringMatching(/status of 4\d\d/)]);
  });
});

describe('the customer service window', () => {
  test('closes when the clock is turned by a day, and opens when the person writes', async () => {
    await openPhone('ines');
    const phone = phoneOf('Inés Quispe');
    await say(phone, 'Hi');
    await phone.getByText('The business may answer freely for another').waitFor();
    await page.getByRole('button', { name: '+24 h' }).click();
    await phone.getByText('The customer service window is closed; only templates arrive').waitFor();
    await page.getByText('24 hrs ahead of the real time').waitFor();
    await page.screenshot({ path: join(PICTURES, '23-phone-closed.png') });
    await say(phone, 'Here again');
    await phone.getByText('The business may answer freely for another').waitFor();
  });
});

test('the phone is readable in dark, in German and at 400 px', async () => {
  const small = await browser.newPage({
    storageState: await context.storageState(),
    viewport: { width: 400, height: 844 },
    colorScheme: 'dark',
    locale: 'de-DE',
  });
  listenTo(small);
  await small.goto(`${origin}/simulator?person=ines`);
  await small.getByRole('log').waitFor();
  await small.getByRole('button', { name: 'Anhängen' }).click();
  await small.getByRole('menuitem', { name: 'Standort' }).click();
  await small.getByRole('dialog').getByLabel('Breitengrad').waitFor();
  await small.screenshot({ path: join(PICTURES, '24-phone-small.png') });
  const overflow = await small.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  await small.close();
});

test('no page complained of anything, the content security policy included', () => {
  expect(complaints).toEqual([]);
});

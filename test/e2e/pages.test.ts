import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConsoleIfStale } from '../../scripts/build-console.ts';
import { freshFolder } from '../support/databases.ts';
import { startChromium } from './chromium.ts';
import { type Running, startCommand } from './command.ts';

const PICTURES = join(tmpdir(), 'chasqui-pages');

let folder: ReturnType<typeof freshFolder>;
let gateway: Running;
let link: string;
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
  link = (await gateway.printed(/works once\): +(\S+)/))[1] ?? '';
  origin = new URL(link).origin;
  browser = await startChromium();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', colorScheme: 'light' });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
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

function picture(name: string): Promise<Buffer> {
  return page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

test('without the link the API answers nothing and the page says how to come in', async () => {
  expect((await fetch(`${origin}/api/v1/channels`)).status).toBe(401);
  expect((await fetch(`${origin}/simulator/api/numbers`)).status).toBe(401);
  const stranger = await browser.newContext({ locale: 'en-GB' });
  const outside = await stranger.newPage();
  await outside.goto(origin);
  await outside.getByText('You are not signed in').waitFor();
  await stranger.close();
});

test('the link signs the browser in and leads to the channel of the demo', async () => {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Demo', exact: true }).waitFor();
  expect(page.url()).toBe(`${origin}/`);
  await page.getByText('Nothing was said yet').waitFor();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  await picture('1-overview-empty');
});

test('the link works once', async () => {
  const second = await fetch(link, { redirect: 'manual' });
  expect(second.status).toBe(403);
  expect(second.headers.getSetCookie()).toEqual([]);
});

test('a person writes on the simulated phone, and the bot answers with buttons that can be tapped', async () => {
  await page.goto(`${origin}/simulator`);
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Hi');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const chat = page.getByRole('log');
  await chat.getByText('I am the demo bot of this gateway').waitFor();
  await picture('2-phone-greeting');
  await chat.getByRole('button', { name: 'A list' }).click();
  await chat.getByRole('button', { name: 'Show drinks' }).click();
  await page.getByRole('radio', { name: /Filter coffee/ }).check();
  await picture('3-phone-list');
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await chat.getByText('Your choice reached me as an id').waitFor();
  await chat.getByText('What else?').waitFor();
  await chat.getByRole('button', { name: 'What you can do' }).last().click();
  await chat.getByText('I am a flow').waitFor();
  await chat.getByText('What else?').nth(1).waitFor();
  await expect
    .poll(() =>
      page.evaluate('[...document.querySelectorAll("[role=log] img")].map((image) => image.naturalWidth > 0)'),
    )
    .toEqual([true]);
  await picture('4-phone-chosen');
});

test('the trace beside the phone tells what happened, and leads to the full story', async () => {
  const greeting = page.getByRole('article').filter({ hasText: 'Chasqui demo wroteHello' });
  await greeting.hover();
  await greeting.getByRole('button', { name: /what the gateway did/ }).click();
  await page.getByText('Accepted by the provider').first().waitFor();
  await picture('5-phone-trace');
  await page.getByRole('link', { name: 'Open the full story' }).click();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
  await page.getByText('Attempt 1').first().waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/messages\/msg_/);
  await picture('6-story');
});

test('the overview shows the messages as they were said', async () => {
  await page.getByRole('link', { name: 'Overview' }).first().click();
  await page.getByText('I am the demo bot of this gateway').first().waitFor();
  await picture('7-overview');
});

test('the pages are readable in dark, in German and on a phone', async () => {
  const phone = await browser.newPage({
    storageState: await context.storageState(),
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    locale: 'de-DE',
  });
  listenTo(phone);
  await phone.goto(origin);
  await phone.getByRole('heading', { name: 'Demo', exact: true }).waitFor();
  await phone.getByText('I am the demo bot of this gateway').first().waitFor();
  await phone.evaluate('document.fonts.ready.then(() => true)');
  const overflow = await phone.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  await phone.screenshot({ path: join(PICTURES, '8-small-dark-german.png'), fullPage: true });
  await phone.goto(`${origin}/simulator`);
  await phone.getByRole('log').waitFor();
  await phone.screenshot({ path: join(PICTURES, '9-small-phone.png') });
  await phone.close();
});

test('the API can be read in the browser', async () => {
  await page.goto(`${origin}/api/docs`);
  await page.getByText('Chasqui').first().waitFor();
  await page.getByText('/api/v1/messages').first().waitFor();
  await picture('10-api-docs');
});

test('no page complained of anything, the content security policy included', () => {
  expect(complaints).toEqual([]);
});

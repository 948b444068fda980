import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildConsoleIfStale } from '../../scripts/build-console.ts';
import { freshFolder } from '../support/databases.ts';
import { freePort } from '../support/gateway-process.ts';
import type { Schemas } from './api.ts';
import type { TestChannel } from './channel.ts';
import { startChromium } from './chromium.ts';
import { type Running, startCommand } from './command.ts';
import { describedBy } from './described-by.ts';
import { type Gate, openGate } from './gate.ts';
import { ADMIN_KEY } from './gateway.ts';
import { type Harness, startHarness } from './harness.ts';
import { addSecondAccount } from './second-account.ts';

const PICTURES = join(tmpdir(), 'chasqui-pages');
/** What a browser on a busy machine may take. */
const PATIENCE = { timeout: 15_000 };
const VIEW = { viewport: { width: 1300, height: 900 }, locale: 'en-GB', colorScheme: 'light' } as const;

let browser: Browser;
/** What the browsers complained of, refusals of the content security policy among it. */
const complaints: string[] = [];

beforeAll(async () => {
  await buildConsoleIfStale();
  mkdirSync(PICTURES, { recursive: true });
  browser = await startChromium();
}, 180_000);

afterAll(() => browser?.close());

function prepare(page: Page): Page {
  page.setDefaultTimeout(PATIENCE.timeout);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return page;
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(PICTURES, `console-${name}.png`), fullPage: true });

/** Fills the form of the sample template `order_shipped`. */
async function fillOrder(page: Page, values: { to: string; day: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(values.to);
  await page.getByRole('textbox', { name: 'Header: 1' }).fill('A-118');
  await page.getByRole('textbox', { name: 'Text: 1' }).fill('Tomás');
  await page.getByRole('textbox', { name: 'Text: 2' }).fill(values.day);
  await page.getByRole('textbox', { name: 'Button “Track”' }).fill('A-118');
}

const sendButton = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });

describe('with the simulated phone', () => {
  let folder: ReturnType<typeof freshFolder>;
  let gateway: Running;
  let origin: string;
  let page: Page;

  beforeAll(async () => {
    folder = freshFolder();
    gateway = startCommand(['dev'], {
      CHASQUI_DATA_DIR: folder.directory,
      CHASQUI_PORT: '0',
      CHASQUI_LOG_LEVEL: 'warn',
    });
    const link = (await gateway.printed(/works once\): +(\S+)/))[1] ?? '';
    origin = new URL(link).origin;
    page = prepare(await browser.newPage(VIEW));
    await page.goto(link);
    await page.getByRole('link', { name: 'Demo', exact: true }).waitFor();
  }, 60_000);

  afterAll(async () => {
    await page?.close();
    await gateway?.stop();
    folder?.remove();
  });

  test('a template sent after the window closed arrives on the phone, and its story tells of it', async () => {
    await page.goto(`${origin}/simulator?person=tomas`);
    const phone = page.getByRole('region', { name: 'Chat of Tomás Rumi with' });
    await phone.getByRole('textbox', { name: 'Message', exact: true }).fill('Hi');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await phone.getByText('The business may answer freely for another').waitFor();
    await page.getByRole('button', { name: '+24 h' }).click();
    await phone.getByText('The customer service window is closed; only templates arrive').waitFor();

    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'Demo', exact: true }).click();
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('button', { name: 'Read from the provider' }).click();
    await page.getByRole('link', { name: /order_shipped/ }).click();
    await fillOrder(page, { to: '+1 555 010 0002', day: 'Friday' });
    const shown = page.getByRole('region', { name: 'Preview' });
    await shown.getByText('should be with you by Friday').waitFor();
    await picture(page, '1-send');
    await sendButton(page).click();
    await page.getByRole('link', { name: 'Follow its story' }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.getByText('Delivered').first().waitFor();
    await picture(page, '2-story');

    await page.goto(`${origin}/simulator?person=tomas`);
    await phone.getByText('Hello Tomás, your parcel left us today and should be with you by Friday.').waitFor();
    await picture(page, '3-phone');
  });

  test('a pasted list is checked line by line, and what can be sent is sent with progress', async () => {
    await page.goto(`${origin}/bulk`);
    await page.getByRole('link', { name: 'New bulk send' }).click();
    await page.getByRole('textbox', { name: 'Name of the bulk send' }).fill('Reminders');
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: /appointment_reminder/ }).click();
    const list = ['phone;day;first_name', '+15550100001;Friday;Inés', '+15550100002;Monday;Tomás', 'nobody;Monday;Eva'];
    await page.getByRole('textbox', { name: 'List' }).fill([...list, list[1]].join('\n'));
    await page.getByText('Can be sent to: 2').waitFor();
    await page.getByText('Line 4: no phone number').waitFor();
    await page.getByText('Line 5: stood there before').waitFor();
    await picture(page, '6-bulk-list');
    await page.getByRole('button', { name: 'Start now' }).click();
    await page.getByRole('heading', { name: 'Reminders' }).waitFor();
    await page.getByText('Done', { exact: true }).waitFor();
    await page.getByRole('link', { name: '+15550100001' }).waitFor();
    await picture(page, '7-bulk-done');
    await page.goto(`${origin}/simulator?person=ines`);
    await page.getByRole('log').getByText('Hi Inés, we look forward to seeing you on Friday').waitFor();
  });

  test('a draft of a bulk send is stopped only after a question, and then for good', async () => {
    await page.goto(`${origin}/bulk/new`);
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: /hello_world/ }).click();
    await page.getByRole('textbox', { name: 'List' }).fill('+15550100001');
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByText('Draft', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('People who will then never get it: 1').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).last().click();
    await question.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Stop' }).click();
    await question.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Start', exact: true }).count()).toBe(0);
  });

  test('somebody takes a conversation over, writes by hand and notes what the person wants', async () => {
    await page.goto(`${origin}/people`);
    await page.getByRole('searchbox', { name: 'Search by name, number or id' }).fill('tomás');
    await page.getByRole('link', { name: /Tomás Rumi/ }).click();
    await page.getByRole('heading', { name: 'Tomás Rumi' }).waitFor();
    await page.getByText('Human', { exact: true }).click();
    await page.getByText('New messages are stored and wait for a person.').waitFor();
    await page.getByRole('switch', { name: 'May get marketing messages' }).click();
    await page.getByText('No marketing', { exact: true }).waitFor();
    await picture(page, '8-person');
    await page.getByRole('link', { name: 'Send a template' }).click();
    await page.getByText('Choose what to send to +15550100002.').waitFor();
    await page.getByRole('link', { name: /hello_world/ }).click();
    await sendButton(page).click();
    await page.getByRole('link', { name: 'Follow its story' }).waitFor();
  });

  test('the pages are readable in dark, in German and at 400 px', async () => {
    const channel = await page.request.get(`${origin}/api/v1/channels`);
    const { items } = (await channel.json()) as Schemas['ChannelPage'];
    const small = prepare(
      await browser.newPage({
        ...{ storageState: await page.context().storageState(), viewport: { width: 400, height: 844 } },
        ...{ colorScheme: 'dark', locale: 'de-DE' },
      }),
    );
    const templates = `/channels/${items[0]?.id}/templates`;
    const pages = [
      [`/channels/${items[0]?.id}`, 'Zustand'],
      [templates, 'Vorlagen'],
      [`${templates}/three_picks/en`, 'Senden'],
      [`${templates}/new`, 'Inhalt'],
      ['/bulk', 'Rundsendungen'],
      ['/bulk/new', 'Was gesendet wird'],
      ['/people', 'Personen'],
    ] as const;
    for (const [path, heading] of pages) {
      await small.goto(origin + path);
      await small.getByRole('heading', { name: heading, level: 2 }).waitFor();
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await small.evaluate(overflow), path).toBeLessThanOrEqual(0);
    }
    await small.close();
  });
});

describe('with a provider that counts', () => {
  let harness: Harness;
  let gate: Gate;
  let shop: TestChannel;
  let page: Page;

  beforeAll(async () => {
    const port = await freePort();
    gate = await openGate(port);
    harness = await startHarness('sqlite', { port, publicUrl: `http://127.0.0.1:${gate.port}` });
  }, 60_000);

  afterAll(async () => {
    await harness?.stop();
    await gate?.close();
  });

  beforeEach(async () => {
    shop = await harness.openChannel();
    await setSender({});
    harness.simulator.seedTemplates(shop.number.businessAccountId);
    // The gateway for operation has no session for browsers: an administrator's key goes along.
    page = prepare(await browser.newPage({ ...VIEW, extraHTTPHeaders: { authorization: `Bearer ${ADMIN_KEY}` } }));
  });

  afterEach(() => page.close());

  async function setSender(change: { phoneNumberId?: string }): Promise<void> {
    const { displayPhoneNumber: phoneNumber, phoneNumberId, businessAccountId } = shop.number;
    await shop.change({ senders: [{ phoneNumber, phoneNumberId, businessAccountId, ...change }] });
  }

  test('a wrong value of a template is told beside its field before anything is sent', async () => {
    const ana = shop.person('Ana');
    await page.goto(`${harness.url}/channels/${shop.id}/templates`);
    await page.getByRole('button', { name: 'Read from the provider' }).click();
    await page.getByRole('link', { name: /order_shipped/ }).click();
    await sendButton(page).waitFor();
    const before = harness.simulator.counters();

    await sendButton(page).click();
    const header = page.getByRole('textbox', { name: 'Header: 1' });
    await expect.poll(() => describedBy(header), PATIENCE).toContain('A value is needed here.');
    await fillOrder(page, { to: `+${ana.phone}`, day: 'Fri\nday' });
    const day = page.getByRole('textbox', { name: 'Text: 2' });
    await expect.poll(() => describedBy(day), PATIENCE).toContain('must not contain a line break');
    await sendButton(page).click();
    await expect.poll(() => page.locator(':focus').getAttribute('id'), PATIENCE).toBe(await day.getAttribute('id'));
    await picture(page, '4-wrong-value');
    expect(harness.simulator.counters()).toMatchObject({ accepted: before.accepted, refused: before.refused });
    expect(await shop.messages()).toEqual([]);
    expect(complaints.splice(0)).toEqual([expect.stringMatching(/status of 400/)]);

    await day.fill('Friday');
    await sendButton(page).click();
    await page.getByRole('link', { name: 'Follow its story' }).waitFor();
    await shop.answered(ana, 1);
    expect(shop.received(ana)[0]?.body).toMatchObject({ template: { name: 'order_shipped' } });
  });

  type Trouble = [name: string, step: string, todo: RegExp, make: () => Promise<Undo> | Promise<void>];
  type Undo = () => Promise<void>;

  const condition = (wanted: Parameters<Harness['simulator']['setConditions']>[1]) => async () =>
    harness.simulator.setConditions(shop.number.phoneNumberId, wanted);
  const settings = (wanted: NonNullable<Schemas['UpdateChannel']['settings']>) => () =>
    shop.change({ settings: wanted });

  test.each<Trouble>([
    ['an expired token', 'Access token', /Generate token/, condition({ token: 'expired' })],
    ['a missing permission', 'Permissions', /tick whatsapp_business/, condition({ token: 'no_permission' })],
    ['another phone number id', 'Phone number id', /\S/, () => setSender({ phoneNumberId: '499999999999999' })],
    ['another app secret', 'App secret', /App secret again/, settings({ appSecret: 'that of another app' })],
    ['an unreachable callback', 'Callback URL reachable', /CHASQUI_PUBLIC_URL/, closeGate],
    ['a refused verify token', 'Verify token', /Another gateway may stand behind/, letSomebodyElseAnswer],
    [
      'a number that is not registered',
      'Registration of the number',
      /Register it/,
      condition({ isRegistered: false }),
    ],
    ['an app that is not subscribed', 'Subscription of the app', /Subscribe it/, condition({ isSubscribed: false })],
  ])('the doctor finds %s and says what to do', async (_what, step, todo, make) => {
    const undo = await make();
    await page.goto(`${harness.url}/channels/${shop.id}`);
    await page.getByRole('button', { name: 'Check the set-up' }).click();
    const wrong = page
      .getByRole('list', { name: 'Steps of the set-up' })
      .getByRole('listitem')
      .filter({ hasText: 'Wrong:' });
    await wrong.first().waitFor();
    expect(await wrong.first().getByRole('strong').textContent()).toBe(step);
    expect(await wrong.first().textContent()).toMatch(new RegExp(`What to do: .*${todo.source}`));
    await picture(page, `5-doctor-${step.toLowerCase().replaceAll(' ', '-')}`);
    await undo?.();
  });

  test('what is not subscribed is repaired from the page, and then the set-up is right', async () => {
    harness.simulator.setConditions(shop.number.phoneNumberId, { isSubscribed: false });
    await page.goto(`${harness.url}/channels/${shop.id}`);
    await page.getByRole('button', { name: 'Check the set-up' }).click();
    await page.getByText('Wrong steps: 1').waitFor();
    await page.getByRole('button', { name: 'Repair' }).click();
    await page.getByText('The set-up is right.').waitFor();
  });

  test('a connection that the provider stopped says why, and is released from the page', async () => {
    const { phoneNumberId } = shop.number;
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    await page.goto(`${harness.url}/channels/${shop.id}`);
    await page.getByText('All is well, as far as we know.').waitFor();
    harness.simulator.setConditions(phoneNumberId, { token: 'expired' });
    await shop.send(ana, { type: 'text', text: 'Are you there?' });
    await page.getByText('Nothing is sent.').waitFor();
    await page.getByRole('region', { name: /refuses our credentials or rights/ }).waitFor();
    await page.getByText('It is stopped, and nothing stands in for it').waitFor();
    await picture(page, '9-stopped');
    harness.simulator.setConditions(phoneNumberId, { token: 'valid' });
    await page.getByRole('button', { name: 'Release' }).click();
    await page.getByText('All is well, as far as we know.').waitFor();
    expect(await shop.answered(ana, 2)).toContain('Are you there?');
  });

  test('while another connection stands in, the page says which one sends and why', async () => {
    const ana = shop.person('Ana');
    const second = await addSecondAccount(shop, 'standby', harness);
    // From here on its simulator knows her: it would refuse to send to nobody, if the page took longer than the retry.
    expect(second.answersTo(ana)).toEqual([]);
    await page.goto(`${harness.url}/channels/${shop.id}`);
    await page.getByRole('listitem', { name: 'Meta Cloud API, Active' }).getByText('Sends now').waitFor();
    harness.simulator.setConditions(shop.number.phoneNumberId, { token: 'expired' });
    await shop.say(ana, 'Hi');
    const standby = page.getByRole('listitem', { name: 'Meta Cloud API, Standby' });
    await standby.getByText('It sends now, because the active connection is stopped.').waitFor();
    await page.getByRole('listitem', { name: 'Meta Cloud API, Active' }).getByText('Stopped').waitFor();
    await picture(page, '10-stand-in');
    await harness.eventually('the answer by the other account', () => second.answersTo(ana)[0]);
    await second.stop();
  });

  /** Nobody listens under the public address. */
  async function closeGate(): Promise<Undo> {
    await gate.close();
    return () => gate.open();
  }

  /** Under the public address somebody listens who knows nothing of our verify token. */
  async function letSomebodyElseAnswer(): Promise<Undo> {
    await gate.close();
    const other = await listen(
      createServer((_request, response) => response.writeHead(403).end()),
      gate.port,
    );
    return async () => {
      other.closeAllConnections();
      await new Promise((resolve) => other.close(resolve));
      await gate.open();
    };
  }
});

test('no page complained of anything, the content security policy included', () => {
  expect(complaints).toEqual([]);
});

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../../src/simulators/kit/people.ts';
import { ok } from '../api.ts';
import type { TestChannel } from '../channel.ts';
import { run } from '../command.ts';
import { type Harness, startHarness } from '../harness.ts';
import { environmentOf, scratchFolder } from './premises.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PEOPLE = ['Ana', 'Ben', 'Caro', 'Dan', 'Eva', 'Finn', 'Gus', 'Hedy'];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness('sqlite');
});
afterAll(() => harness.stop());

type Said = Awaited<ReturnType<TestChannel['messages']>>[number];

function textOf({ content }: Said): string {
  return 'text' in content && typeof content.text === 'string' ? content.text : '';
}

/** Everybody writes and waits for the answer, again and again. Resolves with what was acknowledged, when told to stop. */
function talk(shop: TestChannel) {
  const people = PEOPLE.map((name) => shop.person(name));
  const acknowledged: string[] = [];
  let isOver = false;
  const talks = people.map(async (person) => {
    for (let count = 1; !isOver; count += 1) {
      const text = `${person.name} ${count}`;
      await shop.say(person, text);
      await shop.answered(person, count);
      acknowledged.push(text);
    }
  });
  return {
    people,
    acknowledged,
    async stop() {
      isOver = true;
      await Promise.all(talks);
    },
  };
}

/** The picture that this person sent, base64. */
async function pictureOf(person: Person, shop: TestChannel): Promise<string> {
  const { id } = await shop.conversationWith(person);
  const query = { conversationId: id };
  const { items } = await ok(harness.api.GET('/api/v1/messages', { params: { query } }));
  const picture = items.find(({ content }) => content.type === 'image');
  if (!picture) throw new Error('no picture');
  // What a picture is in the API.
  const { media } = picture.content as unknown as { media: { url: string } };
  return Buffer.from(await (await fetch(media.url)).arrayBuffer()).toString('base64');
}

/** What `sha256sum -c` compares. */
function sumsOf(folder: string): { listed: string; found: string }[] {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [listed = '', path = ''] = line.split('  ');
    return {
      listed,
      found: createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    };
  });
}

async function allTexts(shop: TestChannel): Promise<string[]> {
  const texts: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { channelId: shop.id, limit: 100, ...(cursor && { cursor }) };
    const page = await ok(harness.api.GET('/api/v1/messages', { params: { query } }));
    texts.push(...page.items.map(textOf));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return texts;
}

test('a gateway is backed up while people talk; restored elsewhere, nothing acknowledged before is lost and the talk goes on', {
  timeout: 120_000,
}, async () => {
  const shop = await harness.openChannel({ pacing: { perSecond: 1_000, pairBurst: 1_000, pairSeconds: 0.01 } });
  const [folder, elsewhere] = [join(scratchFolder(), 'backup'), join(scratchFolder(), 'data')];
  const painter = shop.person('Painter');
  const dataUrl = `data:image/png;base64,${PIXEL}`;
  await harness.simulator.write(shop.number.phoneNumberId, painter.id, { type: 'image', dataUrl });
  await shop.answered(painter, 1);

  const talking = talk(shop);
  await harness.eventually('a talk', () => (talking.acknowledged.length > 40 ? true : undefined));
  const before = [...talking.acknowledged];
  const made = await run(['backup', folder], environmentOf(harness.dataDirectory));
  const during = talking.acknowledged.length;
  await talking.stop();

  expect(made).toMatchObject({ code: 0 });
  expect(made.err).toContain('Copying the database: 100 %');
  expect(made.err).toMatch(/The secret key \(id [0-9a-f]{12}\) is not in it: keep CHASQUI_SECRET_KEY/);
  expect(during).toBeGreaterThan(before.length);
  expect(readdirSync(folder).toSorted()).toEqual(['SHA256SUMS', 'chasqui.db', 'manifest.json', 'media']);
  expect(sumsOf(folder).filter(({ listed, found }) => listed !== found)).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({ files: 1, missingFiles: 0 });

  await harness.stopGateway();
  const restored = await run(['restore', folder], environmentOf(elsewhere));
  expect(restored).toMatchObject({ code: 0, err: expect.stringContaining('Checking: 100 %') });
  await harness.startGateway({ dataDirectory: elsewhere, databaseUrl: null });
  // What was being sent at the moment of the backup is in doubt for a while.
  await harness.passTime(60_000);
  await shop.settled();
  const texts = await allTexts(shop);
  expect(before.filter((text) => !texts.includes(text) || !texts.includes(`echo: ${text}`))).toEqual([]);
  expect(await pictureOf(painter, shop)).toBe(PIXEL);

  const [ana] = talking.people;
  if (!ana) throw new Error('somebody talks');
  await shop.say(ana, 'still there?');
  await shop.message('the answer', (message) => textOf(message) === 'echo: still there?');
});

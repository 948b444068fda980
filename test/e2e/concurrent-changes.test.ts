import { expect, test } from 'vitest';
import { ok, refusal, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { Harness } from './harness.ts';

const RULES: readonly Schemas['UpdateChannel'][] = [
  { turnMode: 'gathered' },
  { gatherMs: 20 },
  { messageDelayMs: 30 },
  { maxAgeMs: 40_000 },
  { botTimeoutMs: 5_000 },
  { doubtWaitMs: 60 },
  { language: 'de' },
  { presence: false },
];
const [SECRET, PREVIOUS] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];

async function makeBot({ api }: Harness): Promise<string> {
  const body = { name: 'before', connector: 'webhook', settings: { url: 'http://127.0.0.1:9/before' } };
  return (await ok(api.POST('/api/v1/bots', { body }))).id;
}

onBothEngines((harness) => {
  const patchChannel = (id: string, body: Schemas['UpdateChannel'], tag?: string) =>
    harness().api.PATCH('/api/v1/channels/{id}', {
      params: { path: { id }, ...(tag !== undefined && { header: { 'if-match': tag } }) },
      body,
    });
  const patchBot = (id: string, body: Schemas['UpdateBot'], tag?: string) =>
    harness().api.PATCH('/api/v1/bots/{id}', {
      params: { path: { id }, ...(tag !== undefined && { header: { 'if-match': tag } }) },
      body,
    });
  const channelOf = (id: string) => harness().api.GET('/api/v1/channels/{id}', { params: { path: { id } } });
  const tagOf = (answer: { response: Response }) => answer.response.headers.get('etag') ?? 'none';

  test('changes of different rules of a channel at once are all kept', async () => {
    const { id } = await harness().openChannel();
    for (const answer of await Promise.all(RULES.map((rule) => patchChannel(id, rule)))) {
      expect(answer.response.status).toBe(200);
    }
    expect(await ok(channelOf(id))).toMatchObject(Object.assign({}, ...RULES));
  });

  test('changes of name, settings and senders at once are all kept', async () => {
    const { id, number } = await harness().openChannel();
    const { displayPhoneNumber: phoneNumber, phoneNumberId } = number;
    const senders = [{ phoneNumber, phoneNumberId, businessAccountId: '300000000000001' }];
    const changes = [{ name: 'Renamed' }, { settings: { appId: '4711' } }, { senders }, { enabled: false }];
    await Promise.all(changes.map((change) => ok(patchChannel(id, change))));
    expect(await ok(channelOf(id))).toMatchObject({
      name: 'Renamed',
      enabled: false,
      connections: [{ settings: { appId: '4711' } }],
      senders: [{ businessAccountId: '300000000000001' }],
    });
  });

  test('changes of a bot at once are all kept', async () => {
    const id = await makeBot(harness());
    const changes: Schemas['UpdateBot'][] = [
      { name: 'after' },
      { settings: { url: 'http://127.0.0.1:9/after' } },
      { settings: { secret: SECRET } },
      { settings: { previousSecret: PREVIOUS } },
    ];
    await Promise.all(changes.map((change) => ok(patchBot(id, change))));
    expect(await ok(harness().api.GET('/api/v1/bots/{id}', { params: { path: { id } } }))).toMatchObject({
      name: 'after',
      settings: { url: 'http://127.0.0.1:9/after' },
      secretsSet: ['previousSecret', 'secret'],
    });
  });

  test('who names what they have read is refused once it is something else', async () => {
    const { id } = await harness().openChannel();
    const read = tagOf(await channelOf(id));
    const changed = await patchChannel(id, { gatherMs: 10 }, read);
    expect(changed.response.status).toBe(200);
    expect(tagOf(changed)).not.toBe(read);
    expect(tagOf(await channelOf(id))).toBe(tagOf(changed));
    const stale = { status: 412, code: 'stale' };
    expect(await refusal(patchChannel(id, { gatherMs: 20, name: 'Late' }, read))).toEqual(stale);
    expect(await refusal(patchChannel(id, { gatherMs: 20 }, `W/${tagOf(changed)}`))).toEqual(stale);
    expect(await refusal(patchChannel(id, { gatherMs: 20 }, 'bare'))).toEqual({ status: 400, code: 'invalid' });
    expect(await ok(channelOf(id))).toMatchObject({ gatherMs: 10 });
    expect(await ok(patchChannel(id, { gatherMs: 30 }, `"older", ${tagOf(changed)}`))).toMatchObject({ gatherMs: 30 });
    expect(await ok(patchChannel(id, { gatherMs: 40 }, '*'))).toMatchObject({ gatherMs: 40 });
  });

  test('of several who have read the same, one changes it', async () => {
    const { id } = await harness().openChannel();
    const tag = tagOf(await channelOf(id));
    const names = ['one', 'two', 'three', 'four'];
    const statuses = async (answers: Promise<{ response: Response }>[]) =>
      (await Promise.all(answers)).map(({ response }) => response.status).toSorted();
    expect(await statuses(names.map((name) => patchChannel(id, { name }, tag)))).toEqual([200, 412, 412, 412]);
    const bot = await makeBot(harness());
    const botTag = tagOf(await harness().api.GET('/api/v1/bots/{id}', { params: { path: { id: bot } } }));
    expect(await statuses(names.map((name) => patchBot(bot, { name }, botTag)))).toEqual([200, 412, 412, 412]);
  });
});

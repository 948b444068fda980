import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '../api.ts';
import { run } from '../command.ts';
import { ADMIN_KEY } from '../gateway.ts';
import { type PartnerRig, startPartnerRig } from './rig.ts';

let rig: PartnerRig;
beforeAll(async () => {
  rig = await startPartnerRig('sqlite');
});
afterAll(() => rig.stop());

const PHONE_NUMBER = '15550399001';

/** An account at the simulated partner that no channel has yet. */
function openAccount(provider: string): Record<string, string> {
  const simulator = rig.simulators.providers.find((one) => one.provider === provider);
  if (!simulator) throw new Error(`there is no simulator of ${provider}`);
  const { settings } = rig.simulators.openAccount(simulator, { phoneNumber: PHONE_NUMBER, displayName: 'New shop' });
  return { ...settings };
}

const read = (id: string, settings: Record<string, string>) =>
  rig.api.POST('/api/v1/providers/{id}/account', { params: { path: { id } }, body: { settings } });

/** The command line against this gateway; `input` is all of its standard input. */
const chasqui = (args: readonly string[], input?: string) =>
  run(args, { CHASQUI_PUBLIC_URL: rig.url, CHASQUI_ADMIN_KEY: ADMIN_KEY }, input);

test('an account shows its numbers before there is a channel, and which of them has one', async () => {
  const settings = openAccount('twilio');
  const { numbers } = await ok(read('twilio', settings));
  expect(numbers.find(({ phoneNumber }) => phoneNumber === `+${PHONE_NUMBER}`)).toMatchObject({
    isReady: true,
    usedBy: null,
  });
  const body = { name: 'New shop', provider: 'twilio', settings, botId: null, enabled: true };
  const senders = [{ phoneNumber: `+${PHONE_NUMBER}` }];
  const { id } = await ok(rig.api.POST('/api/v1/channels', { body: { ...body, senders } }));
  const listed = await ok(rig.api.GET('/api/v1/channels/{id}/numbers', { params: { path: { id } } }));
  expect(listed.numbers.find(({ usedBy }) => usedBy === id)?.phoneNumber).toBe(`+${PHONE_NUMBER}`);

  const { authToken = '', ...open } = settings;
  const given = Object.entries(open).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const shown = await chasqui(['providers', 'numbers', 'twilio', ...given, '--set', 'authToken=-'], `${authToken}\n`);
  expect(shown.err).toBe('');
  expect(shown.out).toMatch(new RegExp(`\\+${PHONE_NUMBER} .*yes.* ${id}`));
});

test('wrong credentials are told in the words of the partner, and not repeated', async () => {
  const authToken = 'f'.repeat(32);
  const { error } = await read('twilio', { ...openAccount('twilio'), authToken });
  expect(error).toMatchObject({ status: 409, code: 'channel_misconfigured', detail: expect.stringMatching(/Twilio/) });
  expect(JSON.stringify(error)).not.toContain(authToken);
});

test('consent is told to the partner that keeps it, and refused where nobody does', async () => {
  const keeper = await rig.open('gupshup');
  const told = await chasqui([
    'contacts',
    'consent',
    keeper.channelId,
    '--opt-in',
    '+15550003301',
    '--opt-out',
    '+15550003302',
  ]);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toContain('who agreed: +15550003301');
  const other = await rig.open('twilio');
  const refused = await chasqui(['contacts', 'consent', other.channelId, '--opt-in', '+15550003301']);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/keeps no consent/);
});

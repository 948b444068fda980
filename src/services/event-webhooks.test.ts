import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { fullAccess } from './access.ts';
import { openEventWebhook } from './event-webhooks.ts';

const admin = fullAccess('admin');
const INPUT = { name: 'Shop', url: 'https://client.example/', types: null, channelIds: null, enabled: true };
let rig: ServiceRig;

beforeEach(async () => {
  rig = await createServiceRig();
});
afterEach(() => rig.close());

describe('changes of one event webhook at the same moment', () => {
  it('are all kept, and the secret that was shown is the one that signs', async () => {
    const { webhook } = await rig.eventWebhooks.create(admin, INPUT);
    const [, , rotated] = await Promise.all([
      rig.eventWebhooks.patch(admin, webhook.id, { name: 'Kitchen' }),
      rig.eventWebhooks.patch(admin, webhook.id, { url: 'https://other.example/' }),
      rig.eventWebhooks.rotateSecret(admin, webhook.id),
    ]);
    const [stored] = await rig.store.events.listWebhooks();
    if (stored === undefined) throw new Error('it is gone');
    const { url, signers } = openEventWebhook(stored, rig.vault);
    expect({ name: stored.name, url }).toEqual({ name: 'Kitchen', url: 'https://other.example/' });
    const signed = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1_000)) };
    const signature = signers[0]?.sign('evt_1', new Date(Number(signed['webhook-timestamp']) * 1_000), '{}') ?? '';
    const verify = () => new Webhook(rotated.secret).verify('{}', { ...signed, 'webhook-signature': signature });
    expect(verify).not.toThrow();
    expect(signers).toHaveLength(2);
  });
});

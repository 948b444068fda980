import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../../test/support/service-rig.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { openLocalFiles } from '../../files/local/local-files.ts';
import { pathOfKey } from '../../files/local/path-of-key.ts';
import { fullAccess } from '../access.ts';
import { createFileSweep, sweepAbandonedFiles } from './sweep-files.ts';

const admin = fullAccess('admin');
let directory: string;
let rig: ServiceRig;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'chasqui-sweep-'));
  rig = await createServiceRig();
});
afterEach(async () => {
  await rig.close();
  rmSync(directory, { recursive: true });
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

it('takes the files of a deleted channel and no others', async () => {
  const files = await openLocalFiles({ directory });
  const store = rig.store.media;
  const [mine, other] = await Promise.all(
    ['1', '2'].map((digit) =>
      rig.channels.create(admin, {
        ...{ name: 'Shop', provider: 'acme', settings: { account: digit, token: 'secret-token' }, botId: null },
        ...{ enabled: true, rules: {}, senders: [{ phoneNumber: `+1555000111${digit}`, fields: { numberId: digit } }] },
      }),
    ),
  );
  if (!mine || !other) throw new Error('no channels');
  const upload = { mimeType: 'text/plain', fileName: null, sizeBytes: 1, sha256: 'ab' };
  for (const [id, channel] of [['med_1', mine] as const, ['med_2', other] as const]) {
    await files.put(id, bytes('x'));
    await store.insertUpload({ ...upload, id, channelId: channel.id, fileKey: id });
  }
  expect(await sweepAbandonedFiles({ store, files })).toBe(0);
  await rig.channels.delete(admin, mine.id);
  expect(await sweepAbandonedFiles({ store, files })).toBe(1);
  expect([await files.stat('med_1'), await files.stat('med_2')]).toEqual([null, { sizeBytes: 1 }]);
  expect(await sweepAbandonedFiles({ store, files })).toBe(0);
});

it('takes files of more than a day that no row names, at the first sweep and a day later', async () => {
  const files = await openLocalFiles({ directory });
  const store = rig.store.media;
  const channelId = 'ch_1' as ChannelId; // An invented id.
  await store.insertUpload({
    ...{ id: 'med_named', channelId, fileKey: 'med_named', mimeType: 'text/plain', fileName: null },
    ...{ sizeBytes: 1, sha256: 'ab' },
  });
  const left = async (key: string, hoursAgo: number) => {
    await files.put(key, bytes('x'));
    const at = Date.now() / 1_000 - hoursAgo * 3_600;
    utimesSync(join(directory, pathOfKey(key)), at, at);
  };
  await left('med_named', 25);
  await left('med_orphan', 25);
  await left('med_young', 23);
  let now = Date.now();
  const sweep = createFileSweep({ store, files }, () => now);
  expect(await sweep()).toBe(1);
  expect(await files.stat('med_orphan')).toBeNull();
  now += 2 * 3_600_000;
  expect(await sweep()).toBe(0);
  now += 23 * 3_600_000;
  expect(await sweep()).toBe(1);
  expect([await files.stat('med_young'), await files.stat('med_named')]).toEqual([null, { sizeBytes: 1 }]);
});

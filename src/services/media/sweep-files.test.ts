import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../../test/support/service-rig.ts';
import { openLocalFiles } from '../../files/local/local-files.ts';
import { fullAccess } from '../access.ts';
import { sweepAbandonedFiles } from './sweep-files.ts';

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

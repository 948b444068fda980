import { expect, test } from 'vitest';
import { connect, startFarEnd } from '../../../test/support/infobip-far-end.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { USER_ID } from './fixtures/webhooks.ts';

const target = (typing: boolean) => ({
  senderFields: {},
  senderPhoneNumber: '15550100200',
  recipient: [USER_ID],
  providerMessageId: 'wamid.HB/g=' as ProviderMessageId,
  typing,
  signal: new AbortController().signal,
});
const READ = 'POST /whatsapp/1/senders/15550100200/message/wamid.HB%2Fg%3D/read';

test('R27: a message is marked read under its encoded id', async () => {
  const far = await startFarEnd(() => ({ status: 204 }));
  await connect(far).presence?.markRead(target(false));
  expect(far.calls.map(({ what, body }) => [what, body])).toEqual([[READ, '']]);
});

test('R27: typing is shown to the person, which marks their last message too', async () => {
  const far = await startFarEnd(() => ({ body: { messages: [] } }));
  await connect(far, { platformEntityId: 'shop' }).presence?.markRead(target(true));
  expect(far.calls).toHaveLength(1);
  expect(far.calls[0]).toMatchObject({
    what: 'POST /whatsapp/1/events',
    json: {
      events: [
        {
          sender: '15550100200',
          destinations: [{ to: USER_ID.value }],
          content: { type: 'TYPING_INDICATOR' },
          options: { platform: { entityId: 'shop' } },
        },
      ],
    },
  });
});

test('R27: where typing cannot be shown the message is marked, and no failure reaches anybody', async () => {
  const far = await startFarEnd(() => ({ status: 400, body: { errorCode: 'E400' } }));
  await expect(connect(far).presence?.markRead(target(true))).resolves.toBeUndefined();
  expect(far.calls.map(({ what }) => what)).toEqual(['POST /whatsapp/1/events', READ]);
});

import { expect, test } from 'vitest';
import { ok } from '../api.ts';
import { describePartner } from './stories.ts';

const FORGED = new URLSearchParams({
  MessageSid: 'SM11112222333344445555666677778888',
  From: 'whatsapp:+15550100001',
  To: 'whatsapp:+15550300001',
  Body: 'Hi',
  NumMedia: '0',
});

describePartner(
  {
    provider: 'twilio',
    listsTemplates: true,
    template: {
      content: { type: 'template', name: 'order_update', language: 'en', body: ['A-77', '12 May'] },
      shows: /Your order A-77 has left our house/,
    },
    quickReply: {
      content: { type: 'template', name: 'delivery_day', language: 'en', body: ['Edda'] },
      title: 'Tomorrow',
      payload: 'tomorrow',
    },
    throttleCode: 20429,
    forgeries: [
      { what: 'a webhook without a signature', request: () => ({ body: FORGED }), status: 400 },
      {
        what: 'a webhook with a wrong signature',
        request: () => ({ body: FORGED, headers: { 'x-twilio-signature': 'QUJDREVGR0hJSktMTU5PUFFSU1Q=' } }),
        status: 403,
      },
    ],
  },
  ({ rig, shop }) => {
    const create = async (phoneNumber: string) => {
      const settings = { accountSid: `AC${'1'.repeat(32)}`, authToken: '2'.repeat(32) };
      const body = {
        name: 'Another',
        provider: 'twilio',
        settings,
        senders: [{ phoneNumber }],
        botId: null,
        enabled: true,
      };
      const { data, error } = await rig().api.POST('/api/v1/channels', { body });
      return { number: data?.senders[0]?.phoneNumber, status: error?.status, where: error?.errors?.[0]?.path };
    };

    test('R3: a number may have blanks, no parentheses, and belongs to one channel', async () => {
      expect(await create('+1 958 555 0123')).toMatchObject({ number: '19585550123' });
      expect(await create('+1-958-555-0124')).toMatchObject({ number: '19585550124' });
      expect(await create('+1 (958) 555 0125')).toMatchObject({ status: 400, where: '/senders/0/phoneNumber' });
      expect(await create('+19585550123')).toMatchObject({ status: 409 });
      expect(await create(`+${shop().phoneNumber}`)).toMatchObject({ status: 409 });
    });

    test('R31: a link opens a chat with the number, and the words stand ready', async () => {
      const params = { path: { id: shop().channelId }, query: { text: 'Hi & hello' } };
      const link = await ok(rig().api.GET('/api/v1/channels/{id}/chat-link', { params }));
      expect(JSON.stringify(link)).toContain(`https://wa.me/${shop().phoneNumber}?text=Hi%20%26%20hello`);
    });
  },
);

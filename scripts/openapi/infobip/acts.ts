import type { InfobipSimulator } from '../../../src/simulators/infobip/simulator.ts';
import type { PersonMessage } from '../../../src/simulators/kit/person-message.ts';
import type { ManualClock } from '../../../test/support/manual-clock.ts';

interface Scene {
  simulator: InfobipSimulator;
  numberId: string;
  personId: string;
  clock: ManualClock;
}

const file = (mimeType: string) => `data:${mimeType};base64,aGVsbG8=`;

/** Everything that webhooks tell of; messages are named by their kinds. */
const ACTS: readonly PersonMessage[] = [
  { type: 'image', dataUrl: file('image/png') },
  { type: 'video', dataUrl: file('video/mp4') },
  { type: 'audio', dataUrl: file('audio/mpeg') },
  { type: 'voice', dataUrl: file('audio/ogg') },
  { type: 'document', dataUrl: file('application/pdf') },
  { type: 'sticker', dataUrl: file('image/webp') },
  { type: 'location', latitude: 1, longitude: 2, name: 'Shop' },
  {
    type: 'contacts',
    contacts: [{ name: 'Ana Blue', phones: ['+15550100002'], emails: ['ana@mail.example'], organization: 'Shop' }],
  },
  { type: 'order', items: [{ productId: 'p', quantity: 1, price: 2, currency: 'EUR' }] },
  { type: 'referral', text: 'Is it still there?' },
  { type: 'unsupported', kind: 'poll' },
  { type: 'button', messageId: 'interactive/buttons', buttonId: 'a' },
  { type: 'button', messageId: 'template', buttonId: 'coming' },
  { type: 'list', messageId: 'interactive/list', rowId: 'r' },
  { type: 'flow_reply', messageId: 'interactive/flow', data: { size: 1 } },
  { type: 'payment', messageId: 'interactive/order-details' },
  { type: 'button', messageId: 'interactive/call-permission-request', buttonId: 'ACCEPT' },
  { type: 'button', messageId: 'interactive/in-thread-authentication-request', buttonId: 'VERIFIED' },
  { type: 'button', messageId: 'interactive/request-contact-info', buttonId: 'share_contact' },
  { type: 'reaction', messageId: 'template', emoji: '👍' },
];

/** The person answers, changes number and mind; messages arrive and are read, a template is judged. */
export async function actEverything({ simulator, numberId, personId, clock }: Scene): Promise<void> {
  await clock.advance(1_000);
  for (const act of ACTS) await simulator.write(numberId, personId, act);
  simulator.prefer(numberId, personId, 'stop');
  simulator.changePerson(personId, { phone: '15550100055' });
  const template = { numberId, name: 'order_ready', language: 'en_GB' };
  simulator.changeTemplate({ ...template, quality: 'LOW' });
  simulator.changeTemplate({ ...template, category: 'MARKETING' });
  simulator.changeTemplate({ ...template, status: 'FIRST_PAUSED' });
  simulator.read(numberId, personId);
  await clock.advance(60_000);
}

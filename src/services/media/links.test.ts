import { expect, test } from 'vitest';
import type { InboundMediaContent } from '../../domain/content.ts';
import { linkMedia } from './links.ts';

const link = (id: string) => `https://chat.example.com/media/${id}`;

function picture(state: InboundMediaContent['media']['state']): InboundMediaContent {
  return { type: 'image', media: { id: 'med_1', mimeType: 'image/png', state }, caption: 'Look' };
}

test.each(['pending', 'ready'] as const)('a file that is %s has its address', (state) => {
  const shown = linkMedia(picture(state), link);
  expect(shown).toEqual({ ...picture(state), media: { ...picture(state).media, url: link('med_1') } });
});

test('a file that failed has none, and other content stays as it is', () => {
  expect(linkMedia(picture('failed'), link)).toEqual(picture('failed'));
  expect(linkMedia({ type: 'text', text: 'Hi' }, link)).toEqual({ type: 'text', text: 'Hi' });
  const sent = { type: 'image', media: { id: 'med_1' } } as const;
  expect(linkMedia(sent, link)).toEqual(sent);
});

test('an edit shows the file of what the message says now', () => {
  const shown = linkMedia({ type: 'edit', messageId: 'msg_1', content: picture('ready'), provider: {} }, link);
  expect(shown.content).toMatchObject({ media: { url: link('med_1') } });
});

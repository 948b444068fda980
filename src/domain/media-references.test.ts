import { expect, test } from 'vitest';
import type { OutboundContent } from './content.ts';
import { findMedia, replaceMedia } from './media-references.ts';

const header = (id: string) => ({ type: 'image' as const, media: { id } });

test.each<[string, OutboundContent, [path: string, kind: string][]]>([
  ['a picture', { type: 'image', media: { id: 'med_1' } }, [['media.id', 'image']]],
  ['a voice message', { type: 'voice', media: { id: 'med_1' } }, [['media.id', 'voice']]],
  ['a picture by address', { type: 'image', media: { url: 'https://a.example' } }, []],
  ["a provider's own id", { type: 'image', media: { id: '902' } }, []],
  ['text', { type: 'text', text: 'med_1' }, []],
  [
    'the header of buttons',
    { type: 'buttons', text: 'x', buttons: [], header: header('med_1') },
    [['header.media.id', 'image']],
  ],
  [
    'a template',
    { type: 'template', name: 't', language: 'en', header: { type: 'gif', media: { id: 'med_1' } } },
    [['header.media.id', 'video']],
  ],
  [
    'cards of a template',
    { type: 'template', name: 't', language: 'en', carousel: [{ header: header('902') }, { header: header('med_2') }] },
    [['carousel.1.header.media.id', 'image']],
  ],
  ['raw content', { type: 'raw', provider: 'x', payload: { type: 'image', media: { id: 'med_1' } } }, []],
])('files of ours in %s', (_, content, expected) => {
  expect(findMedia(content).map(({ path, kind }) => [path, kind])).toEqual(expected);
});

test('an id is replaced where it stands, and nothing else changes', () => {
  const content: OutboundContent = {
    type: 'buttons',
    text: 'x',
    buttons: [{ id: 'med_1', title: 'y' }],
    header: { type: 'document', media: { id: 'med_1', fileName: 'mine.pdf' } },
  };
  const replaced = replaceMedia(content, () => ({ id: '902', fileName: 'stored.pdf' }));
  expect(replaced).toEqual({
    ...content,
    header: { type: 'document', media: { id: '902', fileName: 'mine.pdf' } },
  });
  expect(replaceMedia(content, () => ({ url: 'https://a.example' }))).toMatchObject({
    header: { media: { url: 'https://a.example', fileName: 'mine.pdf' } },
  });
});

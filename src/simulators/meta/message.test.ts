import { expect, test } from 'vitest';
import { GraphError } from './graph-error.ts';
import { parseMessage } from './message.ts';

const long = (length: number) => 'x'.repeat(length);

function withTo(body: object): object {
  return { messaging_product: 'whatsapp', to: '+15550100001', ...body };
}

function interactive(content: object): object {
  return withTo({ type: 'interactive', interactive: { body: { text: 'Well?' }, ...content } });
}

const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (...all: object[]) => interactive({ type: 'button', action: { buttons: all } });
const row = (id: string, more: object = {}) => ({ id, title: 'Row', ...more });
const list = (sections: object[], button = 'Choose') => interactive({ type: 'list', action: { button, sections } });
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`r${index}`));
const card = {
  card_index: 0,
  type: 'cta_url',
  header: { type: 'image', image: { id: '1' } },
  action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://a.example' } },
};
const text = (body: unknown) => withTo({ type: 'text', text: { body } });
const image = (media: object) => withTo({ type: 'image', image: media });

function codeOf(body: unknown): number | 'accepted' {
  try {
    parseMessage(body);
    return 'accepted';
  } catch (error) {
    if (error instanceof GraphError) return error.code;
    throw error;
  }
}

test.each<[string, object]>([
  ['a text of 4096 characters', text(long(4096))],
  ['a text of 4096 emoji, counted as characters', text('👍'.repeat(4096))],
  ['a text without a type', withTo({ text: { body: 'a' } })],
  ['a phone number as people write it', withTo({ to: '+1 (555) 010-0001', text: { body: 'a' } })],
  ['a business-scoped user id', { messaging_product: 'whatsapp', recipient: 'US.a1', text: { body: 'a' } }],
  [
    'three buttons with the longest ids and titles',
    buttons(reply(long(256), long(20)), reply('b', 'B'), reply('c', 'C')),
  ],
  [
    'a list of ten rows',
    list([
      { title: 'A', rows: rows(4) },
      { title: 'B', rows: rows(10).slice(4) },
    ]),
  ],
  ['an image by link', image({ link: 'https://a.example/b.png', caption: long(1024) })],
  [
    'a button that opens a page',
    interactive({
      type: 'cta_url',
      action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://a.example' } },
    }),
  ],
  ['a location with numbers as text', withTo({ type: 'location', location: { latitude: '1.5', longitude: 2 } })],
  ['an empty reaction', withTo({ type: 'reaction', reaction: { message_id: 'wamid.a', emoji: '' } })],
  ['a template', withTo({ type: 'template', template: { name: 'hello', language: { code: 'en' } } })],
])('%s is accepted', (_what, body) => {
  expect(codeOf(body)).toBe('accepted');
});

test.each<[string, object, number]>([
  ['an unknown top-level key', withTo({ text: { body: 'a' }, idempotency_key: 'x' }), 100],
  ['an unknown key of the content', withTo({ text: { body: 'a', previewUrl: true } }), 100],
  ['no product', { to: '+15550100001', text: { body: 'a' } }, 131008],
  ['no recipient', { messaging_product: 'whatsapp', text: { body: 'a' } }, 131008],
  ['no content', withTo({ type: 'text' }), 131008],
  ['a text without body', withTo({ text: {} }), 131008],
  ['a recipient that is no phone number', withTo({ to: 'somebody', text: { body: 'a' } }), 131009],
  ['a recipient that is no user id', withTo({ to: undefined, recipient: 'mina', text: { body: 'a' } }), 131009],
  ['a contact of one name part', withTo({ type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] }), 131009],
  ['an empty text', text(''), 131009],
  ['a text too long', text(long(4097)), 131009],
  ['a text that is a number', text(5), 131009],
  ['content of another type', withTo({ type: 'text', text: { body: 'a' }, image: {} }), 131009],
  ['echo data too long', withTo({ text: { body: 'a' }, biz_opaque_callback_data: long(513) }), 131009],
  ['an unknown type', withTo({ type: 'poll', text: { body: 'a' } }), 131051],
  [
    'a quoting reaction',
    withTo({
      type: 'reaction',
      reaction: { message_id: 'wamid.a', emoji: 'x' },
      context: { message_id: 'wamid.a' },
    }),
    131009,
  ],
  ['an image with id and link', image({ id: '1', link: 'https://a.example/b.png' }), 131009],
  ['an image with neither', image({ caption: 'a' }), 131009],
  ['an image with a file name', image({ id: '1', filename: 'a.png' }), 100],
  ['a caption too long', image({ id: '1', caption: long(1025) }), 131009],
  ['no buttons', buttons(), 131009],
  ['four buttons', buttons(...['a', 'b', 'c', 'd'].map((id) => reply(id, id))), 131009],
  ['a button title too long', buttons(reply('a', long(21))), 131009],
  ['a button id too long', buttons(reply(long(257), 'A')), 131009],
  ['two buttons of one id', buttons(reply('a', 'A'), reply('a', 'B')), 131009],
  ['two buttons of one title', buttons(reply('a', 'A'), reply('b', 'A')), 131009],
  [
    'an interactive body too long',
    interactive({ type: 'button', body: { text: long(1025) }, action: { buttons: [reply('a', 'A')] } }),
    131009,
  ],
  [
    'a header too long',
    interactive({
      type: 'button',
      header: { type: 'text', text: long(61) },
      action: { buttons: [reply('a', 'A')] },
    }),
    131009,
  ],
  [
    'a footer too long',
    interactive({
      type: 'button',
      footer: { text: long(61) },
      action: { buttons: [reply('a', 'A')] },
    }),
    131009,
  ],
  [
    'eleven rows',
    list([
      { title: 'A', rows: rows(6) },
      { title: 'B', rows: rows(11).slice(6) },
    ]),
    131009,
  ],
  ['two rows of one id', list([{ rows: [row('a'), row('a')] }]), 131009],
  ['a row id too long', list([{ rows: [row(long(201))] }]), 131009],
  ['a row title too long', list([{ rows: [row('a', { title: long(25) })] }]), 131009],
  ['a row description too long', list([{ rows: [row('a', { description: long(73) })] }]), 131009],
  ['sections without titles', list([{ rows: rows(1) }, { rows: [row('b')] }]), 131009],
  ['a list button too long', list([{ rows: rows(1) }], long(21)), 131009],
  [
    'a picture above a list',
    interactive({
      type: 'list',
      header: { type: 'image', image: { id: '1' } },
      action: { button: 'Choose', sections: [{ rows: rows(1) }] },
    }),
    131009,
  ],
  [
    'a label too long',
    interactive({
      type: 'cta_url',
      action: { name: 'cta_url', parameters: { display_text: long(21), url: 'https://a.example' } },
    }),
    131009,
  ],
  ['one carousel card', interactive({ type: 'carousel', action: { cards: [card] } }), 131009],
  [
    'too many contacts',
    withTo({
      type: 'contacts',
      contacts: Array.from({ length: 258 }, () => ({ name: { formatted_name: 'A', first_name: 'A' } })),
    }),
    131009,
  ],
])('%s is refused', (_what, body, code) => {
  expect(codeOf(body)).toBe(code);
});

test('a refusal names the parameter', () => {
  const tooLong = buttons(reply('a', 'A'), reply('b', long(21)));
  const error = catchError(() => parseMessage(tooLong));
  expect(error.render('A1')).toEqual({
    error: {
      message: '(#131009) Parameter value is not valid',
      type: 'OAuthException',
      code: 131009,
      error_data: {
        messaging_product: 'whatsapp',
        details: 'Parameter interactive.action.buttons.1.reply.title: must be at most 20 characters',
      },
      fbtrace_id: 'A1',
    },
  });
});

test('the phone wins where both recipients are given', () => {
  const { address } = parseMessage(withTo({ recipient: 'US.a1', text: { body: 'a' } }));
  expect(address).toEqual({ input: '+15550100001', kind: 'phone', phone: '15550100001' });
});

function catchError(work: () => unknown): GraphError {
  try {
    work();
  } catch (error) {
    if (error instanceof GraphError) return error;
  }
  throw new Error('no GraphError was thrown');
}

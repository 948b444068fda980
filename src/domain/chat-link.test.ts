import { expect, test } from 'vitest';
import { chatLink, fitsShortLink } from './chat-link.ts';

test.each(['15550100200', '+1 (555) 010-0200', '001 555 010 0200'])(
  'item 73: of %j a link has the digits only',
  (phoneNumber) => {
    expect(chatLink({ phoneNumber })).toBe('https://wa.me/15550100200');
  },
);

test.each([
  ['Hello there', 'Hello%20there'],
  ['one\ntwo', 'one%0Atwo'],
  ['one\r\ntwo', 'one%0Atwo'],
  ['50 % & more + = #1?', '50%20%25%20%26%20more%20%2B%20%3D%20%231%3F'],
  ["café 🚲 (it's *new*!)", 'caf%C3%A9%20%F0%9F%9A%B2%20%28it%27s%20%2Anew%2A%21%29'],
])('item 73: the text %j is written in percent', (text, encoded) => {
  expect(chatLink({ phoneNumber: '15550100200', text })).toBe(`https://wa.me/15550100200?text=${encoded}`);
  expect(decodeURIComponent(encoded)).toBe(text.replace('\r', ''));
});

test('item 73: without a number the person chooses the chat', () => {
  expect(chatLink({ text: 'Look here' })).toBe('https://wa.me/?text=Look%20here');
});

test('item 73: without number and text, or with a number that is none, there is no link', () => {
  expect(chatLink({})).toBeUndefined();
  expect(chatLink({ text: '' })).toBeUndefined();
  expect(chatLink({ phoneNumber: '+', text: 'Hi' })).toBeUndefined();
});

test('half of a character breaks no link', () => {
  expect(chatLink({ text: 'a\ud83d' })).toBe('https://wa.me/?text=a%EF%BF%BD');
});

test('item 73: a short link takes 140 characters, however many bytes they have', () => {
  expect(fitsShortLink('🚲'.repeat(140))).toBe(true);
  expect(fitsShortLink('a'.repeat(141))).toBe(false);
});

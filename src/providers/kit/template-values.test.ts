import { expect, test } from 'vitest';
import type { Template } from '../../domain/template.ts';
import { attemptIdOf } from './attempt-id.ts';
import { bodyValues } from './template-values.ts';

const content = { type: 'template', name: 'hello', language: 'en' } as const;
const knowing = (...variables: string[]) => ({ body: { text: '', variables } }) as unknown as Template;
const text = (name: string, value: string) => ({ type: 'text', name, text: value });

test('values keep their order where nothing tells another', () => {
  expect(bodyValues({ ...content, body: ['a', text('x', 'b')] }, undefined)).toEqual(['a', 'b']);
  expect(bodyValues(content, undefined)).toEqual([]);
});

test('values with names go to their places', () => {
  expect(bodyValues({ ...content, body: [text('b', '2'), text('a', '1')] }, knowing('a', 'b'))).toEqual(['1', '2']);
});

test('amounts and dates say their text', () => {
  const amount = { type: 'currency', currency: { fallbackValue: '$ 1' } };
  expect(bodyValues({ ...content, body: [amount] }, undefined)).toEqual(['$ 1']);
  expect(bodyValues({ ...content, body: [{ type: 'currency' }] }, undefined)).toMatch(/needs a text/);
});

test('what does not fit the template is said', () => {
  expect(bodyValues({ ...content, body: ['a'] }, knowing('a', 'b'))).toMatch(/2 variables .* 1 values/);
  expect(bodyValues({ ...content, body: [text('x', '1')] }, knowing('a'))).toMatch(/no variable x/);
  expect(bodyValues({ ...content, body: [text('a', '1'), text('a', '2')] }, knowing('a', 'b'))).toMatch(/another none/);
});

test('an attempt id is one of ours or nothing', () => {
  expect(attemptIdOf('att_0199a3c0d1e2')).toBe('att_0199a3c0d1e2');
  for (const other of ['order-7', 'att_', 'att_a b', 'msg_1', '', null, 7, {}])
    expect(attemptIdOf(other)).toBeUndefined();
});

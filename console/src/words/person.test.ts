import { expect, it } from 'vitest';
import { contactName, formatPhone } from './person.ts';

it('a contact is named by name, else by number, else by user id', () => {
  const all = { id: 'c', name: 'Lena', phoneNumber: '15550100001', userId: 'US.1' };
  const { name: _, ...nameless } = all;
  expect(contactName(all)).toBe('Lena');
  expect(contactName(nameless)).toBe('+15550100001');
  expect(contactName({ id: 'c', userId: 'US.1' })).toBe('US.1');
  expect(contactName({ id: 'c' })).toBeNull();
});

it('a number gets one plus, not two', () => {
  expect([formatPhone('15550100001'), formatPhone('+15550100001')]).toEqual(['+15550100001', '+15550100001']);
});

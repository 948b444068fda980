import { expect, test } from 'vitest';
import { createPeople } from './people.ts';

const people = () => createPeople(Math.random);

test('a person gets a 555 number and a user id unless told otherwise', () => {
  const { add } = people();
  const [first, second] = [add({ name: 'A' }), add({ name: 'B' })];
  expect(first).toMatchObject({ phone: '15550100001', userId: expect.stringMatching(/^US\.[A-Za-z0-9]{20}$/) });
  expect(second.phone).toBe('15550100002');
  expect(second.userId).not.toBe(first.userId);
});

test('a person may have a user id alone, or a phone alone, but not nothing', () => {
  const { add } = people();
  expect(add({ name: 'A', withoutPhone: true })).not.toHaveProperty('phone');
  expect(add({ name: 'B', withoutUserId: true })).not.toHaveProperty('userId');
  expect(() => add({ name: 'C', withoutPhone: true, withoutUserId: true })).toThrow();
});

test('people are found by the digits of their phone and by user id', () => {
  const { add, byPhone, byUserId } = people();
  const person = add({ name: 'A', phone: '+44 (7700) 900-461' });
  expect(byPhone('447700900461')).toBe(person);
  expect(byUserId(person.userId ?? '')).toBe(person);
});

test('a changed phone is found under the new number only', () => {
  const { add, byPhone } = people();
  const person = add({ name: 'A', phone: '447700900461' });
  const changed = add({ ...person, phone: '447700900462' });
  expect(byPhone('447700900461')).toBeUndefined();
  expect(byPhone('447700900462')).toBe(changed);
});

test('two people cannot have the same phone', () => {
  const { add } = people();
  add({ name: 'A', phone: '447700900461' });
  expect(() => add({ name: 'B', phone: '+447700900461' })).toThrow('already has');
});

import { expect, it } from 'vitest';
import type { Person } from '../api/types.ts';
import { readPersonChange } from './person-change.ts';

const ada: Person = {
  id: 'ada',
  name: 'Ada',
  phone: '15550001111',
  username: 'ada.l',
  onWhatsApp: true,
  withoutPhone: false,
  readReceipts: true,
};

function form(fields: Record<string, string>): FormData {
  const filled = new FormData();
  for (const [name, value] of Object.entries(fields)) filled.set(name, value);
  return filled;
}

const SAME = { name: 'Ada', phone: '+1 555 000 1111', username: 'ada.l', onWhatsApp: 'on', readReceipts: 'on' };

it('what stays as it is, is not told', () => {
  expect(readPersonChange(ada, form(SAME))).toEqual({});
});

it('a new number and an emptied user name are changes; an emptied number is none', () => {
  expect(readPersonChange(ada, form({ ...SAME, phone: '+1 555 000 2222', username: '' }))).toEqual({
    phone: '15550002222',
    username: null,
  });
  expect(readPersonChange(ada, form({ ...SAME, phone: '' }))).toEqual({});
});

it('a form without a field for the user name leaves it alone', () => {
  const { username: _, ...fields } = SAME;
  expect(readPersonChange(ada, form(fields))).toEqual({});
});

it('a switch that is off is not in the form', () => {
  const { onWhatsApp: _, readReceipts: __, ...fields } = SAME;
  expect(readPersonChange(ada, form(fields))).toEqual({ onWhatsApp: false, readReceipts: false });
});

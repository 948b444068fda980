import { describe, expect, it } from 'vitest';
import type { FieldDefinition, Provider } from '../api/types.ts';
import { draftsOf, filledIn, missingFields, placeErrors, sendersOf, withSender, withToldFields } from './draft.ts';

const field = (name: string): FieldDefinition => ({ name, label: name, hint: '', secret: false, required: true });
const numberIds = { senderFields: [field('numberId')] };
/** As much of a provider as a form looks at. */
const provider = { fields: [field('account')], ...numberIds } as unknown as Provider;
const row = (key: number, phoneNumber: string, fields = {}) => ({ key, phoneNumber, fields });

describe('what is sent', () => {
  it('is trimmed, and without fields that say nothing or are of another provider', () => {
    const values = { account: ' a1 ', note: ' ', token: 'of another' };
    expect(filledIn([field('account'), field('note')], values)).toEqual({ account: 'a1' });
  });

  it('holds for every number what its provider wants to know', () => {
    const drafts = [
      row(1, ' +15550001111', { numberId: '7', sid: 'of another' }),
      row(2, '', { numberId: ' ' }),
      row(3, ''),
    ];
    expect(sendersOf(numberIds, drafts)).toEqual([
      { numberId: '7', phoneNumber: '+15550001111' },
      { numberId: '', phoneNumber: '' },
      { phoneNumber: '' },
    ]);
  });
});

describe('the rows', () => {
  it('begin with the numbers that the channel has', () => {
    const sender = { id: 'sn_1', phoneNumber: '15550001111', numberId: '7' };
    expect(draftsOf([sender])).toEqual([row(0, '+15550001111', { numberId: '7' })]);
  });

  it('take a number in place of an empty row, and never use a key twice', () => {
    const one = withSender([row(4, '')], { phoneNumber: '+15550001111', fields: {} });
    expect(one).toEqual([row(5, '+15550001111')]);
    expect(withSender(one, { phoneNumber: '', fields: {} }).map(({ key }) => key)).toEqual([5, 6]);
  });
});

describe('what an account tells of its numbers', () => {
  it('goes to the rows of these numbers, however they are written', () => {
    const told = [{ phoneNumber: '15550001111', fields: { numberId: '7' } }];
    const rows = [row(1, '+1 555 000 1111', { note: 'kept' }), row(2, '+15550002222')];
    expect(withToldFields(rows, told)).toEqual([{ ...rows[0], fields: { note: 'kept', numberId: '7' } }, rows[1]]);
  });
});

it('what lacks is what is needed and empty, in the order of the form', () => {
  const senders = [row(1, '+15550001111', { numberId: ' ' }), row(2, '', { numberId: '7' })];
  const lacks = ['/settings/account', '/senders/0/numberId', '/senders/1/phoneNumber'];
  expect(missingFields(provider, { settings: {}, senders })).toEqual(lacks);
  expect(missingFields(provider, { settings: { account: 'a1' }, senders: [] })).toEqual([]);
  expect(missingFields(undefined, { settings: {}, senders })).toEqual(['/provider']);
});

describe('an error', () => {
  const place = (path: string) =>
    placeErrors([{ path, message: 'Wrong.' }], provider, { senders: [row(1, '')], more: ['/name'] });

  it('stands beside its field', () => {
    for (const path of ['/name', '/settings/account', '/senders', '/senders/0/phoneNumber', '/senders/0/numberId']) {
      expect(place(path).at(path), path).toBe('Wrong.');
      expect(place(path).others, path).toEqual([]);
    }
  });

  it('stands below the form if no field is about it', () => {
    for (const path of ['', '/settings/other', '/senders/1/phoneNumber']) expect(place(path).others).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { TemplateField } from '../templates/send/template-fields.ts';
import { checkRows, guessMapping, guessPhoneColumn, readTable } from './recipient-list.ts';

const field = (pointer: string, name: string): TemplateField => ({ pointer, name, kind: 'paragraph', part: 'body' });
const FIELDS = [field('/body/name', 'name'), field('/body/day', 'day')];

function check(text: string) {
  const table = readTable(text);
  const phoneColumn = guessPhoneColumn(table);
  return checkRows({ table, phoneColumn, mapping: guessMapping(table, FIELDS, phoneColumn), fields: FIELDS });
}

describe('a list of recipients', () => {
  it('may have names of columns, in any order', () => {
    const table = readTable('Day;Phone;Name\nFriday;+1 555 000 1111;"Ana; the elder"\n');
    expect(table.columns).toEqual(['Day', 'Phone', 'Name']);
    expect(check('Day;Phone;Name\nFriday;+1 555 000 1111;"Ana; the elder"\n').good).toEqual([
      { to: '+1 555 000 1111', values: { '/body/name': 'Ana; the elder', '/body/day': 'Friday' } },
    ]);
  });

  it('without names has values in the order of the variables', () => {
    expect(check('+15550001111,Ana,Friday\n+15550002222,Ben,Monday').good.map(({ values }) => values)).toEqual([
      { '/body/name': 'Ana', '/body/day': 'Friday' },
      { '/body/name': 'Ben', '/body/day': 'Monday' },
    ]);
  });

  it('is of numbers alone where the template needs nothing', () => {
    const table = readTable('+15550001111\r\n\r\n15550002222\r\n');
    const { good } = checkRows({ table, phoneColumn: 0, mapping: {}, fields: [] });
    expect(good.map(({ to }) => to)).toEqual(['+15550001111', '15550002222']);
  });

  it('says by line what is wrong: no number, a value that lacks, a person twice', () => {
    const text = [
      'phone,name,day',
      '+15550001111,Ana,Friday',
      'nobody,Ben,Friday',
      '+15550003333,,Friday',
      '15550001111,Ana,Friday',
    ];
    expect(check(text.join('\n')).wrong.map(({ line, problem }) => [line, problem])).toEqual([
      [3, 'phone'],
      [4, 'value'],
      [5, 'duplicate'],
    ]);
  });

  it('takes the same text for everybody where no column gives it', () => {
    const table = readTable('+15550001111');
    const mapping = { '/body/name': { text: 'friend' }, '/body/day': { text: 'Friday' } };
    expect(checkRows({ table, phoneColumn: 0, mapping, fields: FIELDS }).good[0]?.values).toEqual({
      ...{ '/body/name': 'friend', '/body/day': 'Friday' },
    });
  });

  it('that is empty has no rows', () => expect(readTable(' \n ').rows).toEqual([]));
});

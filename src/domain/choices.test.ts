import { describe, expect, it } from 'vitest';
import { type Choice, matchChoice } from './choices.ts';

const CHOICES: Choice[] = [
  { id: 'a', title: 'Apple pie', kind: 'button_reply' },
  { id: 'b', title: 'Brot', kind: 'list_reply' },
];

describe('matchChoice', () => {
  it.each([
    '2',
    ' 2 ',
    '2.',
    '2)',
    '(2)',
    '2 .',
    '02',
    '２',
    '２．',
    '٢',
    '۲',
    '२',
    '২',
    '2️⃣',
    'Brot',
    ' brot ',
    'BROT',
    'Ｂrot',
  ])('understands %j as the second choice', (text) => {
    expect(matchChoice(text, CHOICES)).toEqual({ type: 'list_reply', id: 'b', title: 'Brot' });
  });

  it.each(['0', '3', '-2', '2.5', '2 please', '22', 'two', 'Brot und', '', ' ', '𝟚𝟚𝟚𝟚', 'apple'])(
    'leaves %j as text',
    (text) => {
      expect(matchChoice(text, CHOICES)).toBeNull();
    },
  );

  it('takes a title that is itself a number before the number', () => {
    const choices = ['2', '1'].map((title): Choice => ({ id: `t${title}`, title, kind: 'button_reply' }));
    expect(matchChoice('1', choices)).toMatchObject({ id: 't1' });
  });

  it('does not guess between equal titles', () => {
    const choices = ['x', 'y'].map((id): Choice => ({ id, title: 'Same', kind: 'button_reply' }));
    expect(matchChoice('same', choices)).toBeNull();
  });

  it('means nothing where nothing was numbered', () => {
    expect(matchChoice('1', [])).toBeNull();
  });
});

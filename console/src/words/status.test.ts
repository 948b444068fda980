import { expect, it } from 'vitest';
import en from '../i18n/en.json' with { type: 'json' };
import { statusHintKey, statusKey, statusTone } from './status.ts';

it('every status has words, a sentence that explains it, and a tone', () => {
  const known = Object.keys(en.statusHint);
  expect(known).toHaveLength(11);
  expect(known.map(statusKey)).toEqual(known.map((status) => `status.${status}`));
  expect(known.map(statusHintKey)).toEqual(known.map((status) => `statusHint.${status}`));
  expect(statusTone('failed')).toBe('bad');
  expect(statusTone('in_doubt')).toBe('warning');
});

it("a status that the console does not know keeps the gateway's word and explains nothing", () => {
  expect([statusKey('played'), statusHintKey('played'), statusTone('played')]).toEqual(['status.other', null, 'muted']);
  expect(statusKey('constructor')).toBe('status.other');
});

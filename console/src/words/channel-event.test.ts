import { describe, expect, it } from 'vitest';
import { describeEvent } from './channel-event.ts';

describe('an event of the account in a line', () => {
  it('says what stands in it, however deep', () => {
    const detail = { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'SOME', expiration: 17 }] };
    expect(describeEvent(detail)).toBe('event: ACCOUNT_RESTRICTION · restriction type: SOME · expiration: 17');
  });

  it('leaves out what is nothing', () => expect(describeEvent({ reason: null, list: [] })).toBe(''));

  it('says no more than five things', () => {
    const detail = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`field${index}`, index]));
    expect(describeEvent(detail).split(' · ')).toHaveLength(5);
  });
});

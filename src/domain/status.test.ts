import { describe, expect, it } from 'vitest';
import type { MessageStatus } from './message.ts';
import { mergeStatus } from './status.ts';

describe('mergeStatus', () => {
  it.each<[MessageStatus, MessageStatus, MessageStatus]>([
    ['accepted', 'sent', 'sent'],
    ['accepted', 'read', 'read'],
    ['read', 'delivered', 'read'],
    ['delivered', 'sent', 'delivered'],
    ['sent', 'sent', 'sent'],
    ['in_doubt', 'delivered', 'delivered'],
    ['in_doubt', 'accepted', 'accepted'],
    ['sent', 'accepted', 'sent'],
    ['failed', 'accepted', 'failed'],
    ['queued', 'failed', 'failed'],
    ['accepted', 'failed', 'failed'],
    ['sent', 'failed', 'failed'],
    ['delivered', 'failed', 'delivered'],
    ['read', 'failed', 'read'],
    ['failed', 'sent', 'failed'],
    ['failed', 'delivered', 'delivered'],
  ])('%s, then %s reported, is %s', (current, reported, merged) => {
    expect(mergeStatus(current, reported)).toBe(merged);
  });

  it('item 31: ends the same in whatever order reports come', () => {
    const reports: MessageStatus[] = ['accepted', 'sent', 'delivered', 'read', 'failed'];
    for (const first of reports) {
      for (const second of reports) {
        const oneWay = mergeStatus(mergeStatus('accepted', first), second);
        expect(mergeStatus(mergeStatus('accepted', second), first)).toBe(oneWay);
      }
    }
  });
});

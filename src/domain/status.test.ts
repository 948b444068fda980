import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageStatus } from './message.ts';
import { type DeliveryStatus, mergeStatus } from './status.ts';

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

  const STATUSES = ['accepted', 'sent', 'delivered', 'read', 'failed'] satisfies DeliveryStatus[];
  const reports = fc.array(fc.constantFrom<DeliveryStatus>(...STATUSES), { minLength: 1, maxLength: 12 });
  const start = fc.constantFrom<MessageStatus>('queued', 'sending', 'in_doubt', 'accepted');
  const told = (first: MessageStatus, all: readonly MessageStatus[]) => all.reduce(mergeStatus, first);

  it('item 31: ends the same in whatever order and however often reports come', () => {
    const disordered = reports.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(start, disordered, (first, [all, again]) => {
        expect(told(first, again)).toBe(told(first, all));
      }),
    );
  });

  it('ends with the best that was reported; a failure is worse than a delivery and better known than anything else', () => {
    const best: DeliveryStatus[] = ['read', 'delivered', 'failed', 'sent', 'accepted'];
    fc.assert(
      fc.property(start, reports, (first, all) => {
        expect(told(first, all)).toBe(best.find((status) => all.includes(status)));
      }),
    );
  });

  it('never takes back a delivery, whatever follows', () => {
    fc.assert(
      fc.property(start, reports, reports, (first, before, after) => {
        const reached = told(first, before);
        fc.pre(reached === 'delivered' || reached === 'read');
        expect(['delivered', 'read']).toContain(told(reached, after));
      }),
    );
  });
});

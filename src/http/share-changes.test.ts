import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { ChannelId, MessageId } from '../domain/ids.ts';
import type { Change } from '../pipeline/observer.ts';
import { MOST_TOLD_BYTES } from '../store/store.ts';
import { createChanges } from './changes.ts';
import { shareChanges } from './share-changes.ts';

/** Two nodes that hear one another; `told` is what passed between them. */
function twoNodes() {
  const clock = manualClock();
  const told: string[] = [];
  const ears: ((text: string) => void)[] = [];
  const errors: unknown[] = [];
  const nodeAt = (own: number) => {
    const heard: Change[] = [];
    const changes = createChanges();
    changes.subscribe((change) => heard.push(change));
    const shared = shareChanges(changes, {
      clock,
      nodes: {
        tell(text) {
          told.push(text);
          ears.forEach((hear, index) => {
            if (index !== own) hear(text);
          });
        },
        onTold(hear) {
          ears[own] = hear;
          return () => {
            ears[own] = () => {};
          };
        },
      },
      onError: (error) => errors.push(error),
    });
    return { heard, shared };
  };
  return { near: nodeAt(0), far: nodeAt(1), clock, told, errors, ears };
}

const message = (id: number): Change => ({
  kind: 'message',
  channelId: `chn_${id % 3}` as ChannelId,
  messageId: `msg_0123456789abcdef0123456789_${id}` as MessageId,
});

test('pages at the same node hear of a change at once, those at other nodes soon, each once', async () => {
  const { near, far, clock, told } = twoNodes();
  near.shared.publish(message(1));
  near.shared.publish(message(1));
  expect(near.heard).toEqual([message(1), message(1)]);
  expect(far.heard).toEqual([]);
  await clock.advance(250);
  expect(far.heard).toEqual([message(1)]);
  expect(near.heard).toHaveLength(2);
  expect(told).toHaveLength(1);
});

test('however much changes, little is told, in pieces that a notification can carry', async () => {
  const { near, far, clock, told } = twoNodes();
  for (let id = 0; id < 5_000; id += 1) near.shared.publish(message(id));
  await clock.advance(250);
  expect(far.heard).toHaveLength(203);
  expect(far.heard.slice(200)).toContainEqual({ kind: 'message', channelId: 'chn_2' });
  expect(Math.max(...told.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(MOST_TOLD_BYTES);
});

test('what is no change is reported and disturbs nothing', () => {
  const { far, ears, errors } = twoNodes();
  ears[1]?.('something else');
  ears[1]?.('changes [{');
  expect(errors).toHaveLength(1);
  ears[1]?.('changes [{"kind":"channel"}]');
  expect(far.heard).toEqual([{ kind: 'channel' }]);
});

test('a node that was closed tells and hears nothing more', async () => {
  const { near, far, clock, told } = twoNodes();
  near.shared.publish(message(1));
  near.shared.close();
  far.shared.close();
  await clock.advance(250);
  expect(told).toEqual([]);
  expect(clock.pending()).toBe(0);
});

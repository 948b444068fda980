import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import { hearStandIns, tellStandIns } from './share-stand-ins.ts';
import type { StandIn } from './stand-ins.ts';

const CHANNEL = 'chn_1' as ChannelId;

const STAND_IN: StandIn = {
  connectionId: 'con_2' as ConnectionId,
  insteadOf: 'con_1' as ConnectionId,
  reason: 'unavailable',
  since: 7,
};

/** A node that sends and one that does not; the wire between them may be cut. */
function twoNodes() {
  const clock = manualClock();
  let hear = (_text: string) => {};
  let isCut = false;
  const nodes = {
    tell: (text: string) => {
      if (!isCut) hear(text);
    },
    onTold(heard: (text: string) => void) {
      hear = heard;
      return () => {};
    },
  };
  return {
    clock,
    worker: tellStandIns({ nodes, clock }),
    openWeb: () =>
      hearStandIns({
        nodes,
        now: () => clock.now(),
        onError(error) {
          throw error;
        },
      }),
    cut: () => {
      isCut = true;
    },
  };
}

test('a node that sends nothing knows at once what another sends over, and that it is over', () => {
  const { worker, openWeb } = twoNodes();
  const web = openWeb();
  worker.changed(CHANNEL, STAND_IN);
  expect(web.of(CHANNEL)).toEqual(STAND_IN);
  worker.changed(CHANNEL, null);
  expect(web.of(CHANNEL)).toBeNull();
});

test('a node that starts later is told within seconds', async () => {
  const { worker, openWeb, clock } = twoNodes();
  worker.changed(CHANNEL, STAND_IN);
  const web = openWeb();
  expect(web.of(CHANNEL)).toBeNull();
  await clock.advance(5_000);
  expect(web.of(CHANNEL)).toEqual(STAND_IN);
});

test('what a node told that fell silent is not believed for long', async () => {
  const { worker, openWeb, clock, cut } = twoNodes();
  const web = openWeb();
  worker.changed(CHANNEL, STAND_IN);
  cut();
  await clock.advance(14_000);
  expect(web.of(CHANNEL)).toEqual(STAND_IN);
  await clock.advance(1_000);
  expect(web.of(CHANNEL)).toBeNull();
});

test('a node with nothing to tell leaves no timer', async () => {
  const { worker, clock } = twoNodes();
  worker.changed(CHANNEL, STAND_IN);
  worker.changed(CHANNEL, null);
  await clock.advance(5_000);
  expect(clock.pending()).toBe(0);
});

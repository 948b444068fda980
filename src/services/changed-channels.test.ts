import { expect, it } from 'vitest';
import { changedChannels } from './changed-channels.ts';
import type { ChannelEntry } from './directory.ts';

/** Only what is compared. */
const entry = (id: string, name: string, stopped = false): ChannelEntry =>
  ({
    channel: { id, name },
    senders: [],
    connections: [{ connection: { id: `cn_${id}`, ...(stopped && { stopped: { reason: 'credentials' } }) } }],
  }) as unknown as ChannelEntry;

it('names channels that came, changed or went, and no others', () => {
  const before = [entry('same', 'a'), entry('renamed', 'b'), entry('stopped', 'c'), entry('gone', 'd')];
  const after = [entry('same', 'a'), entry('renamed', 'B'), entry('stopped', 'c', true), entry('new', 'e')];
  expect(changedChannels(before, after).toSorted()).toEqual(['gone', 'new', 'renamed', 'stopped']);
});

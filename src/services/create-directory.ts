import type { ChannelId, SenderId } from '../domain/ids.ts';
import type { Clock } from '../host/clock.ts';
import type { RegistryStore } from '../store/registry.ts';
import { changedChannels } from './changed-channels.ts';
import type { Directory } from './directory.ts';
import { createEntryBuilder, type EntrySources } from './directory-entries.ts';
import { addressKey, EMPTY_INDEX, indexDirectory } from './directory-index.ts';
import { withoutDrained } from './draining.ts';
import { createLearner } from './sender-learning.ts';
import { createSingleFlight } from './single-flight.ts';

/** How often the version is compared with the store's, and at most how often a miss asks. */
const POLL_MS = 1_000;

export interface DirectoryOptions extends EntrySources {
  registry: RegistryStore;
  clock: Clock;
  /** Reading or writing the registry in the background failed; the directory goes on with what it has. */
  onTrouble(where: string, error: unknown): void;
  /** These channels came, changed or went, on whatever node. */
  onChange?(channelIds: readonly ChannelId[]): void;
}

/** Loads the registry and follows it. Rejects if the first load fails. */
export async function createDirectory(options: DirectoryOptions): Promise<Directory> {
  const { registry, clock } = options;
  const entries = createEntryBuilder(options);
  let index = EMPTY_INDEX;
  const load = createSingleFlight(async () => {
    const snapshot = await registry.snapshot();
    const usable = entries.connections(withoutDrained(snapshot.connections, clock.now()));
    const before = index;
    index = indexDirectory(snapshot, usable, entries.bots(snapshot.bots));
    if (before !== EMPTY_INDEX) options.onChange?.(changedChannels(before.all, index.all));
  });
  const catchUp = createSingleFlight(async () => {
    if ((await registry.version()) !== index.version) await load();
  });
  await load();

  const stopFollowing = follow(options, catchUp);
  const afterMiss = limitRate(clock, () => catchUp().catch((error) => options.onTrouble('registry reload', error)));
  const learn = createLearner({
    sender: (id: SenderId) => index.senders.get(id),
    write: (id, fields) => registry.updateSenderFields(id, fields).then(load),
    onTrouble: options.onTrouble,
  });
  /** What `find` finds now, or after one look at the store. */
  async function findFresh<Found>(find: () => Found | undefined): Promise<Found | undefined> {
    const found = find();
    if (found !== undefined) return found;
    await afterMiss();
    return find();
  }

  return {
    findByToken: async (token) => (await findFresh(() => index.byToken.get(token))) ?? null,
    findSenders: async (provider, field, value) =>
      (await findFresh(() => index.byAddress.get(addressKey(provider, field, value)))) ?? [],
    channel: (id) => index.channels.get(id),
    channels: () => index.all,
    connection: (id) => index.connections.get(id),
    sender: (id) => index.senders.get(id),
    bot: (id) => index.bots.get(id),
    learn,
    reload: load,
    close: stopFollowing,
  };
}

/** Catches up when the store says so and on every poll; returns the function that stops it. */
function follow(options: DirectoryOptions, catchUp: () => Promise<void>): () => void {
  const report = (error: unknown) => options.onTrouble('registry reload', error);
  let isClosed = false;
  let cancel = () => {};
  const poll = () => {
    cancel = options.clock.setTimer(POLL_MS, () => {
      void catchUp()
        .catch(report)
        .finally(() => {
          if (!isClosed) poll();
        });
    });
  };
  poll();
  const unsubscribe = options.registry.onRegistryChange(() => void catchUp().catch(report));
  return () => {
    isClosed = true;
    cancel();
    unsubscribe();
  };
}

/** At most one `action` a second; callers in between share the one that runs, or go on at once. */
function limitRate(clock: Clock, action: () => Promise<void>): () => Promise<void> {
  let startedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  return () => {
    if (running) return running;
    if (clock.now() - startedAt < POLL_MS) return Promise.resolve();
    startedAt = clock.now();
    running = action().finally(() => {
      running = null;
    });
    return running;
  };
}

import type { EventStore, StoredEventWebhook } from '../store/events.ts';
import type { MemoStore } from '../store/memos.ts';
import { revisionOfBot } from '../store/registry/revision.ts';
import type { RegistryStore, StoredApplication, StoredBot, StoredConnection } from '../store/registry.ts';
import { renewMemos } from './memos.ts';
import { renewSecretKeyCheck } from './secret-key-check.ts';
import type { Vault } from './secrets.ts';

/**
 * Encrypts everything under the current key that an earlier one still holds; afterwards the earlier one may be forgotten. Can be
 * interrupted and run again. Throws `SecretUnreadable` if neither key opens a secret; memos of adapters are then dropped.
 *
 * @returns how many connections, bots, event webhooks and applications were written.
 */
export async function rekey(
  stores: { registry: RegistryStore; events: Pick<EventStore, 'listWebhooks' | 'updateWebhook'>; memos: MemoStore },
  vault: Vault,
): Promise<number> {
  const { registry, events } = stores;
  const outcomes: unknown[] = [];
  const { connections, bots } = await registry.snapshot();
  const staleConnections = connections.filter((row) => isStale(row, vault));
  for (const row of staleConnections) {
    const { settings, secrets } = row;
    outcomes.push(await registry.updateConnection(row.id, { secrets: renewed(row, vault), of: { settings, secrets } }));
  }
  const staleBots = bots.filter((row) => isStale(row, vault));
  for (const row of staleBots) {
    outcomes.push(await registry.updateBot({ ...row, secrets: renewed(row, vault) }, revisionOfBot(row)));
  }
  const staleWebhooks = (await events.listWebhooks()).filter((row) => isStale(row, vault));
  for (const row of staleWebhooks) {
    outcomes.push(await events.updateWebhook({ ...row, secrets: renewed(row, vault) }, row));
  }
  const staleApplications = (await registry.listApplications()).filter((row) => isStale(row, vault));
  for (const row of staleApplications) {
    const isWritten = await registry.updateApplication({ ...row, secrets: renewed(row, vault) }, row);
    outcomes.push(isWritten ? true : 'changed');
  }
  // Somebody changed it meanwhile; what they wrote may hold secrets that they kept.
  const missed = outcomes.filter((outcome) => outcome === 'changed').length;
  const written = staleConnections.length + staleBots.length + staleWebhooks.length + staleApplications.length - missed;
  if (missed > 0) return written + (await rekey(stores, vault));
  await renewMemos(stores.memos, vault);
  await renewSecretKeyCheck(registry, vault);
  return written;
}

type Row = StoredConnection | StoredBot | StoredEventWebhook | StoredApplication;

function isStale(row: Row, vault: Vault): boolean {
  return Object.values(row.secrets).some((text) => vault.isStale(text));
}

function renewed(row: Row, vault: Vault): Readonly<Record<string, string>> {
  const entries = Object.entries(row.secrets).map(([field, text]) => {
    const place = { record: row.id, field };
    return [field, vault.encrypt(vault.decrypt(text, place), place)];
  });
  return Object.fromEntries(entries);
}

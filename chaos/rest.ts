import { setTimeout as pause } from 'node:timers/promises';
import type { Chasqui } from '@chasqui/client';

const LOOK_EVERY_MS = 250;

/** Resolves when no conversation has anything left to do; false: not within `timeoutMs`. */
export async function comesToRest(api: Chasqui, timeoutMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + timeoutMs;
  while (Date.now() < giveUpAt) {
    // A node may still be on its way back.
    if (await isAtRest(api).catch(() => false)) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

async function isAtRest(api: Chasqui): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const { data } = await api.GET('/api/v1/conversations', { params: { query } });
    if (!data || data.items.some(({ waiting }) => waiting.length > 0)) return false;
    cursor = data.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return true;
}

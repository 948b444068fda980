import type { z } from 'zod';
import type { ApiKeyView } from '../../services/api-keys.ts';
import type { apiKey } from './schemas/api-key.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function renderApiKey(view: ApiKeyView): z.output<typeof apiKey> {
  return {
    id: view.id,
    name: view.name,
    scopes: [...view.scopes],
    channelIds: view.channelIds && [...view.channelIds],
    createdAt: isoTime(view.createdAt),
    lastUsedAt: isoTimeOrNull(view.lastUsedAt),
  };
}
